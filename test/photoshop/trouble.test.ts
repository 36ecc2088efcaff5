import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FakeHooks } from '../../plugin/playground/photoshop/model/fake-photoshop';
import { withLayer, withoutLayer } from '../../plugin/playground/photoshop/model/tree';
import type { WriteResult } from '../../ui/host-api/host-api';
import { addPhoto, layerNamed, outline, photo, photoLayer, RGB8 } from './documents';
import { openPhotoshop, resultFor, retouch, type OpenPhotoshop } from './open-photoshop';

/** Photoshop with a picture that was read, and waits for its layers. */
async function readyToWrite(
  hooks: Partial<FakeHooks> = {},
  fill: (opened: OpenPhotoshop['photoshop']) => void = (photoshop) => void addPhoto(photoshop),
): Promise<{ readonly opened: OpenPhotoshop; readonly pictureId: string; write(): Promise<WriteResult> }> {
  const opened = await openPhotoshop(fill, hooks);
  const { pictures } = await opened.host.beginRun({ flatten: false });
  const { pictureId } = pictures[0]!;
  await opened.host.readPicture(pictureId);
  return {
    opened,
    pictureId,
    async write() {
      const [result] = await opened.host.writeResult(pictureId, resultFor(40, 30), 'replace');
      return result!;
    },
  };
}

const codeOf = (result: WriteResult): string => (result.state === 'failed' ? result.problem.code : result.state);

describe('Photoshop in trouble', () => {
  // Promise: PS2
  test('rolls the document back whole if any call fails while layers are written or replaced', async () => {
    for (const again of [false, true]) {
      let left = Infinity;
      let refused: string | null = null;
      const hooks: Partial<FakeHooks> = {
        beforeCall: (name) => {
          if (left-- !== 0) return;
          refused = name;
          throw new Error('the host refused');
        },
      };
      const { opened, pictureId, write } = await readyToWrite(hooks);
      const { host, photoshop } = opened;
      if (again) {
        await write();
        await host.endRun();
        await host.beginRun({ flatten: false });
        await host.readPicture(pictureId);
      }
      const document = photoshop.active!;
      const before = document.state;
      const refusals: string[] = [];
      for (let failAt = 0; ; failAt++) {
        [left, refused] = [failAt, null];
        const result = await write();
        left = Infinity;
        assert.equal(photoshop.undisposed, 0, `call ${failAt}`);
        if (result.state === 'written') {
          if (refused === null) break;
          // The transient failure of the first pixels is tried once more.
          assert.ok(['putPixels', 'getLayerMask'].includes(refused), `call ${failAt}, ${refused}, failed unnoticed`);
          document.goTo(document.historyAt - 1);
          document.select(before.active);
        } else {
          assert.ok(refused !== null && result.state === 'failed', JSON.stringify(result));
          refusals.push(refused);
          assert.ok(JSON.stringify(result.problem).includes('the host refused'), JSON.stringify(result));
          assert.equal(document.state.layers, before.layers, `call ${failAt}, ${refused}: something was left behind`);
        }
        await host.beginRun({ flatten: false });
        await host.readPicture(pictureId);
      }
      assert.ok(refusals.length > 15, refusals.join());
      assert.equal(outline(document).filter((line) => line.startsWith('Retouch')).length, 1);
      assert.deepEqual(opened.errors, []);
    }
  });

  test('writes nothing over another picture, a deleted layer or a closed document', async () => {
    const changes: Readonly<Record<string, (opened: OpenPhotoshop) => void>> = {
      'picture-replaced': ({ photoshop }) => {
        const document = photoshop.active!;
        const { id } = layerNamed(document, 'Photo');
        photoshop.edit(document, 'Brush', (state) => ({
          ...state,
          layers: withLayer(state.layers, id, (layer) => ({ ...layer, raster: photo(RGB8, 99) })),
        }));
      },
      'layer-gone': ({ photoshop }) => {
        const document = photoshop.active!;
        const { id } = layerNamed(document, 'Photo');
        photoshop.edit(document, 'Delete', (state) => ({
          ...state,
          layers: withoutLayer(state.layers, id),
          active: [],
        }));
      },
      'document-gone': ({ photoshop }) => photoshop.close(photoshop.active!),
      'hidden-layer': ({ photoshop }) => {
        const document = photoshop.active!;
        const { id } = layerNamed(document, 'Photo');
        photoshop.edit(document, 'Hide', (state) => ({
          ...state,
          layers: withLayer(state.layers, id, (layer) => ({ ...layer, visible: false })),
        }));
      },
    };
    for (const [code, change] of Object.entries(changes)) {
      const { opened, write } = await readyToWrite({}, (photoshop) => {
        const box = { left: 0, top: 0, right: 40, bottom: 30 };
        photoshop.addDocument('A.psd', RGB8, [photoLayer(photoshop, RGB8, 'Photo', box)]);
      });
      const document = opened.photoshop.active!;
      change(opened);
      const { layers } = document.state;
      assert.equal(codeOf(await write()), code);
      assert.equal(document.state.layers, layers);
    }
  });

  test('follows a layer that was only moved, and one that was changed beside its pixels', async () => {
    const { opened, write } = await readyToWrite({}, (photoshop) => {
      const document = photoshop.addDocument('A.psd', RGB8, [
        photoLayer(photoshop, RGB8, 'Photo', { left: 0, top: 0, right: 20, bottom: 20 }),
      ]);
      photoshop.select(document, [document.state.layers[0]!.id]);
    });
    const document = opened.photoshop.active!;
    const { id, raster } = document.state.layers[0]!;
    opened.photoshop.edit(document, 'Move', (state) => ({
      ...state,
      layers: withLayer(state.layers, id, (layer) => ({
        ...layer,
        opacity: 80,
        raster: { ...raster!, left: 7, top: 5 },
      })),
    }));
    assert.equal(codeOf(await write()), 'written');
    assert.deepEqual([layerNamed(document, 'Heal').raster!.left, layerNamed(document, 'Heal').raster!.top], [9, 7]);
  });

  test('waits while a dialog is open, says so, and gives up after a minute', async () => {
    const { opened, pictureId, write } = await readyToWrite();
    opened.photoshop.dialogSeconds = 0.9;
    assert.equal(codeOf(await write()), 'written', 'Photoshop itself waits for a second');
    assert.deepEqual(opened.busy, []);
    await opened.host.readPicture(pictureId);
    opened.photoshop.dialogSeconds = 3.5;
    assert.equal(codeOf(await write()), 'written');
    assert.deepEqual(opened.busy, [true, false]);
    opened.photoshop.dialogSeconds = Infinity;
    const read = await opened.host.readPicture(pictureId);
    assert.equal(read.state === 'failed' && read.problem.code, 'host-busy');
    assert.deepEqual(opened.busy, [true, false, true, false]);
  });

  test('stops at a press of Cancel in its progress bar, and leaves nothing', async () => {
    const { opened, write } = await readyToWrite();
    const { layers } = opened.photoshop.active!.state;
    opened.photoshop.cancelAtReport = 0;
    assert.equal(codeOf(await write()), 'stopped-in-host');
    assert.equal(opened.photoshop.active!.state.layers, layers);
    assert.equal(opened.photoshop.active!.history.length, 1);
  });

  test('keeps the other layers of a document if one cannot be written', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const box = { left: 0, top: 0, right: 40, bottom: 30 };
      const layers = ['Gone', 'Stays'].map((name) => photoLayer(photoshop, RGB8, name, box));
      const document = photoshop.addDocument('A.psd', RGB8, layers);
      photoshop.select(
        document,
        layers.map(({ id }) => id),
      );
    });
    const { host, photoshop } = opened;
    const document = photoshop.active!;
    const { pictures } = await host.beginRun({ flatten: false });
    for (const { pictureId } of pictures) await host.readPicture(pictureId);
    const held = await host.writeResult(pictures[0]!.pictureId, resultFor(40, 30), 'replace');
    assert.equal(held[0]?.state, 'held');
    const { id } = layerNamed(document, 'Gone');
    photoshop.edit(document, 'Delete', (state) => ({
      ...state,
      layers: withoutLayer(state.layers, id),
      active: state.active.filter((one) => one !== id),
    }));
    const results = await host.writeResult(pictures[1]!.pictureId, resultFor(40, 30), 'replace');
    assert.deepEqual(results.map(codeOf).sort(), ['layer-gone', 'written']);
  });

  test('writes what it held when the run ends before the last picture of a document', async () => {
    const opened = await openPhotoshop((photoshop) => {
      const box = { left: 0, top: 0, right: 40, bottom: 30 };
      const layers = ['One', 'No face'].map((name) => photoLayer(photoshop, RGB8, name, box));
      const document = photoshop.addDocument('A.psd', RGB8, layers);
      photoshop.select(
        document,
        layers.map(({ id }) => id),
      );
    });
    const { pictures } = await opened.host.beginRun({ flatten: false });
    await opened.host.readPicture(pictures[0]!.pictureId);
    await opened.host.writeResult(pictures[0]!.pictureId, resultFor(40, 30), 'replace');
    const { written } = await opened.host.endRun();
    assert.deepEqual(
      written.map(({ nodeId, state }) => [nodeId, state]),
      [[pictures[0]!.pictureId, 'written']],
    );
  });

  test('tries pixels once more that Photoshop refused for a moment', async () => {
    const { opened, write } = await readyToWrite();
    opened.plugin.api.imaging.failOnce();
    assert.equal(codeOf(await write()), 'written');
  });

  test('ignores calls that are malformed, unknown or out of order', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop));
    const { host, photoshop, plugin } = opened;
    assert.deepEqual(await host.writeResult('1:2', resultFor(40, 30), 'replace'), []);
    const read = await host.readPicture('nonsense');
    assert.equal(read.state === 'failed' && read.problem.code, 'document-gone');
    for (const text of [
      '',
      'page0',
      'page0 {',
      'page0 {"softlight":"host","message":{"id":"1","type":"APPLY","path":["constructor"],"argumentList":[]}}',
      'stranger {}',
    ])
      plugin.script.receive(text);
    await retouch(opened);
    assert.equal(photoshop.active!.history.length, 2);
    assert.deepEqual(opened.errors, []);
  });
});

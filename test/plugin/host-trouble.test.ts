import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { absoluteTransform, HostDocument, type HostNode, type PluginHooks } from '../../plugin/playground/host/index';
import type { WriteResult } from '../../ui/host-api/host-api';
import { addPhoto, openPlugin, RESULT, retouch, shown, type OpenPlugin } from './open-plugin';
import { png } from './pictures';
import { refuseEachCall } from './refuse-each-call';
import { scene } from './scene';

/** Opens the plugin over a document, with a run begun in which one picture waits for its layers. */
async function readyToWrite(
  document: HostDocument,
  retouchedBefore: number,
  hooks: Partial<PluginHooks> = {},
): Promise<OpenPlugin> {
  const plugin = await openPlugin(document, hooks);
  for (let press = 0; press < retouchedBefore; press++) await retouch(plugin);
  await plugin.host.beginRun({ flatten: true });
  return plugin;
}

/** Writes the layers of the scene's picture. */
async function write({ host, document }: OpenPlugin): Promise<WriteResult> {
  const [fill] = document.selection[0]!.values.fills as readonly ImagePaint[];
  const [result] = await host.writeResult(fill!.imageHash!, RESULT, 'replace');
  return result!;
}

describe('host failures', () => {
  for (const [name, retouchedBefore] of [
    ['for the first time', 0],
    ['again', 1],
  ] as const) {
    // Promise: N2
    test(`restores the document and reports the error if any call fails during a write ${name}`, async () => {
      const { document } = scene();
      assert.equal((await write(await readyToWrite(document, retouchedBefore))).state, 'written');
      const whole = shown(document.page);
      let calls = 0;
      let unnoticed = 0;
      for await (const { failAt, refused, result, before, after } of refuseEachCall(
        (hooks) => readyToWrite(scene().document, retouchedBefore, hooks),
        write,
      )) {
        if (result.state === 'written') {
          // Once all is written, a button beside the layer may be missing.
          assert.deepEqual(after, whole, `call ${failAt}, ${refused}, failed unnoticed`);
          if (refused !== null) unnoticed++;
          calls = failAt;
          continue;
        }
        const code = refused === 'figma.createImage' ? 'image-refused' : 'write-failed';
        assert.deepEqual(result.state === 'failed' && result.problem, { code, detail: 'the host refused' });
        assert.deepEqual(after, before, `call ${failAt}, ${refused}: something was left behind`);
      }
      assert.ok(calls > 100 && unnoticed < 10, `${unnoticed} of ${calls} calls failed unnoticed`);
    });
  }

  test('keeps the new group after the first earlier group is removed', async () => {
    // The designer has a copy of the earlier group beside it: both are of this photo.
    const twiceRetouched = async (hooks: Partial<PluginHooks>): Promise<OpenPlugin> => {
      const { document, photo } = scene();
      await retouch(await openPlugin(document));
      const list = photo.parent!;
      document.insert(list, list.children.length, document.clone(list.children.find(({ type }) => type === 'GROUP')!));
      return readyToWrite(document, 0, hooks);
    };
    for await (const { failAt, refused, result, before, after, plugin } of refuseEachCall(twiceRetouched, write)) {
      const groups = plugin.document.selection[0]!.parent!.children.filter(({ type }) => type === 'GROUP');
      if (result.state === 'failed') assert.deepEqual(after, before, `call ${failAt}`);
      else
        assert.ok(
          result.state === 'written' &&
            groups.some(({ id, children }) => id === result.groupId && children.length === 3),
          `call ${failAt}, ${refused}: the new group is not whole`,
        );
      if (refused === null) assert.equal(groups.length, 1);
    }
  });

  test('returns the results of the other layers after a failure on one', async () => {
    const document = new HostDocument();
    const photos = ['A', 'B'].map((name) => addPhoto(document, name, {}, document.page, png('same')));
    document.select(photos.map(({ id }) => id));
    let lookups = 0;
    const { host } = await openPlugin(document, {
      beforeCall: (operation) => {
        if (operation === 'figma.getNodeById' && ++lookups === 2) throw new Error('the host refused');
      },
    });
    const { pictures } = await host.beginRun({ flatten: false });
    const results = await host.writeResult(pictures[0]!.pictureId, RESULT, 'replace');
    assert.deepEqual(
      results.map((result) => [result.nodeId, result.state === 'failed' ? result.problem.code : 'written']),
      [
        [photos[0]!.id, 'written'],
        [photos[1]!.id, 'write-failed'],
      ],
    );
  });

  test('reports the error if any call fails during a read', async () => {
    for (const type of ['RECTANGLE', 'VECTOR'] as const) {
      for (let failAt = 0; ; failAt++) {
        const document = new HostDocument();
        const node =
          type === 'RECTANGLE'
            ? addPhoto(document, 'A')
            : document.create(type, { name: 'Drawing', width: 20, height: 20 });
        document.select([node.id]);
        let counting = false;
        let seen = 0;
        const { host } = await openPlugin(document, {
          exportNode: () => Promise.resolve(png('A')),
          beforeCall: (operation) => {
            if (counting && !operation.startsWith('ui.') && seen++ === failAt) throw new Error('the host refused');
          },
        });
        const { pictures } = await host.beginRun({ flatten: false });
        counting = true;
        const read = await host.readPicture(pictures[0]!.pictureId);
        if (seen <= failAt) {
          assert.deepEqual(read, {
            state: 'read',
            picture: { kind: 'file', bytes: png('A'), documentSpace: 'srgb' },
          });
          break;
        }
        assert.equal(
          read.state === 'failed' && read.problem.code,
          type === 'RECTANGLE' ? 'image-missing' : 'export-failed',
          `call ${failAt}`,
        );
      }
    }
  });

  test('reports a drawing that was deleted before the read', async () => {
    const document = new HostDocument();
    const drawing = document.create('VECTOR', { name: 'Drawing', width: 20, height: 20 });
    document.select([drawing.id]);
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    document.remove(drawing);
    assert.deepEqual(await host.readPicture(pictures[0]!.pictureId), {
      state: 'failed',
      problem: { code: 'layer-gone' },
    });
  });

  // Promise: 5
  test('skips deleted or changed layers and follows a moved one', async () => {
    for (const [change, code] of [
      [(document: HostDocument, photo: HostNode) => document.remove(photo), 'layer-gone'],
      [
        (document: HostDocument, photo: HostNode) =>
          document.set(photo, {
            fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: document.placeImage(png('other')) }],
          }),
        'picture-replaced',
      ],
      [(document: HostDocument, photo: HostNode) => document.set(photo, { visible: false }), 'picture-replaced'],
      [
        (document: HostDocument) => {
          document.editable = false;
        },
        'read-only',
      ],
      [(document: HostDocument, photo: HostNode) => document.insert(document.page, 0, photo), null],
      [(document: HostDocument, photo: HostNode) => document.set(photo, { locked: true }), null],
      [
        (document: HostDocument, photo: HostNode) =>
          document.set(photo, {
            width: 90,
            relativeTransform: [
              [0, -1, 300],
              [1, 0, 20],
            ],
          }),
        null,
      ],
      [(document: HostDocument) => document.openNewPage(), null],
    ] as const) {
      const { document, photo } = scene();
      const { host } = await openPlugin(document);
      const { pictures } = await host.beginRun({ flatten: false });
      change(document, photo);
      const before = shown(document.page);
      const [result] = await host.writeResult(pictures[0]!.pictureId, RESULT, 'replace');
      if (code === null) {
        assert.equal(result!.state, 'written');
        const siblings = photo.parent!.children;
        const group = siblings[siblings.indexOf(photo) + 1]!;
        assert.equal(group.type, 'GROUP');
        for (const layer of group.children) {
          assert.deepEqual(
            [layer.values.width, absoluteTransform(layer)],
            [photo.values.width, absoluteTransform(photo)],
          );
        }
        if (document.currentPage !== document.page) assert.deepEqual(document.currentPage.children, []);
      } else {
        assert.equal(result!.state, 'failed');
        assert.equal(result!.state === 'failed' && result!.problem.code, code);
        assert.deepEqual(shown(document.page), before);
      }
    }
  });

  // Promise: 7
  test('writes the other layers after a failure on one', async () => {
    const document = new HostDocument();
    const photos = ['A', 'B', 'C'].map((name) => addPhoto(document, name, {}, document.page, png('same')));
    document.select(photos.map(({ id }) => id));
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    document.remove(photos[1]!);
    const results = await host.writeResult(pictures[0]!.pictureId, RESULT, 'replace');
    assert.deepEqual(
      results.map(({ state }) => state),
      ['written', 'failed', 'written'],
    );
  });

  // Promise: 10
  test('reports a refused image for every layer that shows it', async () => {
    const { document } = scene();
    const { host } = await openPlugin(document);
    const { pictures } = await host.beginRun({ flatten: false });
    const before = shown(document.page);
    const refused = { ...RESULT, layers: { ...RESULT.layers, blend: { png: new Uint8Array([1, 2, 3]), opacity: 1 } } };
    const [result] = await host.writeResult(pictures[0]!.pictureId, refused, 'replace');
    assert.equal(result!.state === 'failed' && result!.problem.code, 'image-refused');
    assert.deepEqual(shown(document.page), before);
  });

  // Promise: 4
  test('refuses every layer of a read-only file before the computation', async () => {
    const { document, photo } = scene();
    const { host } = await openPlugin(document);
    document.editable = false;
    const { pictures, skipped } = await host.beginRun({ flatten: false });
    assert.deepEqual(pictures, []);
    assert.deepEqual(skipped, [{ nodeId: photo.id, name: 'A', problem: { code: 'read-only' } }]);
  });

  test('keeps overlapping runs apart', async () => {
    const document = new HostDocument();
    const [first, second] = ['A', 'B'].map((name) => addPhoto(document, name));
    document.select([first!.id]);
    const { host } = await openPlugin(document);
    const one = await host.beginRun({ flatten: false });
    document.select([second!.id]);
    const two = await host.beginRun({ flatten: false });
    assert.deepEqual(
      (await host.writeResult(one.pictures[0]!.pictureId, RESULT, 'replace')).map(({ nodeId, state }) => [
        nodeId,
        state,
      ]),
      [[first!.id, 'written']],
    );
    await host.endRun();
    assert.deepEqual(
      (await host.writeResult(two.pictures[0]!.pictureId, RESULT, 'replace')).map(({ nodeId, state }) => [
        nodeId,
        state,
      ]),
      [[second!.id, 'written']],
    );
    await host.endRun();
    assert.deepEqual(
      await host.writeResult(two.pictures[0]!.pictureId, RESULT, 'replace'),
      [],
      'nothing is written outside a run',
    );
    assert.equal(document.page.children.filter(({ type }) => type === 'GROUP').length, 2);
  });

  // Promise: N2
  test('leaves only complete groups if the plugin closes during a write', async () => {
    const counts = new Set<number>();
    for (let wait = 0; wait < 12; wait++) {
      const document = new HostDocument();
      const photos = ['A', 'B', 'C'].map((name) => addPhoto(document, name, {}, document.page, png('same')));
      document.select(photos.map(({ id }) => id));
      const { host, running, errors } = await openPlugin(document);
      const { pictures } = await host.beginRun({ flatten: true });
      void host.writeResult(pictures[0]!.pictureId, RESULT, 'replace');
      for (let turn = 0; turn < wait; turn++)
        await (turn < 6 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve)));
      running.close();
      await new Promise((resolve) => setImmediate(resolve));
      const made = document.page.children.filter((node) => !photos.includes(node));
      counts.add(made.length);
      for (const group of made)
        assert.deepEqual(
          group.children.map(({ values }) => values.name),
          ['Heal', 'Blend', 'Retouched'],
        );
      assert.deepEqual(errors, []);
    }
    assert.ok(counts.has(0) && counts.has(3) && counts.size > 2, `closed with ${[...counts].join()} groups there`);
  });
});

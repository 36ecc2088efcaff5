import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FakeDocument } from '../../plugin/playground/photoshop/model/fake-document';
import type { FakePhotoshop } from '../../plugin/playground/photoshop/model/fake-photoshop';
import { newLayer, type LayerState } from '../../plugin/playground/photoshop/model/state';
import { flatLayers, insertAbove, withLayer, withoutLayer } from '../../plugin/playground/photoshop/model/tree';
import type { GroupChange } from '../../ui/host-api/host-api';
import { addPhoto, layerNamed, outline, photoLayer, RGB8 } from './documents';
import { openPhotoshop, retouch, type OpenPhotoshop } from './open-photoshop';

async function retouched(): Promise<OpenPhotoshop> {
  const opened = await openPhotoshop((photoshop) => {
    const document = photoshop.addDocument('A.psd', RGB8, [
      photoLayer(photoshop, RGB8, 'Photo', { left: 0, top: 0, right: 40, bottom: 30 }),
    ]);
    photoshop.select(document, [document.state.layers[0]!.id]);
  });
  await retouch(opened);
  return opened;
}

function changeLayer(photoshop: FakePhotoshop, name: string, values: Partial<LayerState>): void {
  const document = photoshop.active!;
  const { id } = layerNamed(document, name);
  photoshop.edit(document, 'Change', (state) => ({
    ...state,
    layers: withLayer(state.layers, id, (layer) => ({ ...layer, ...values })),
  }));
}

function groups(document: FakeDocument): string[] {
  return outline(document).filter((line) => line.includes('group'));
}

describe('Photoshop update', () => {
  test('gives the panel the memory of the group, for the source, the group and a layer in it', async () => {
    const { photoshop, host } = await retouched();
    const document = photoshop.active!;
    for (const name of ['Photo', 'Retouch · Photo', 'Blend']) {
      photoshop.select(document, [layerNamed(document, name).id]);
      const { pictures } = await host.beginRun({ flatten: false });
      assert.deepEqual(pictures[0]?.targets[0]?.earlier, { changes: [], memory: 'as the panel wrote it' }, name);
      assert.equal(pictures[0]?.targets[0]?.name, 'Photo');
    }
  });

  test('replaces an unchanged group, whatever its name and whatever was saved and opened again', async () => {
    const opened = await retouched();
    const { photoshop } = opened;
    changeLayer(photoshop, 'Retouch · Photo', { name: 'Skin' });
    // A document that is opened again has other ids, in another run of Photoshop.
    const renumbered = (layers: readonly LayerState[]): LayerState[] =>
      layers.map((layer) => ({ ...layer, id: photoshop.nextId(), children: renumbered(layer.children) }));
    const layers = renumbered(photoshop.active!.state.layers);
    photoshop.close(photoshop.active!);
    const document = photoshop.addDocument('A.psd', RGB8, layers);
    const { run } = await retouch(opened, 'leave');
    assert.deepEqual(run.pictures[0]?.targets[0]?.earlier, { changes: [], memory: 'as the panel wrote it' });
    assert.deepEqual(groups(document), ['Retouch · Photo group 100 passThrough']);
  });

  test('reads the layer XMP where another program dropped the settings', async () => {
    const opened = await retouched();
    const { photoshop, host } = opened;
    for (const { name } of flatLayers(photoshop.active!.state.layers)) changeLayer(photoshop, name, { settings: {} });
    const { pictures } = await host.beginRun({ flatten: false });
    assert.equal(pictures[0]?.targets[0]?.earlier?.memory, 'as the panel wrote it');
  });

  const CHANGES: readonly (readonly [GroupChange, (photoshop: FakePhotoshop) => void])[] = [
    ['opacity', (photoshop) => changeLayer(photoshop, 'Blend', { opacity: 30 })],
    ['blend-mode', (photoshop) => changeLayer(photoshop, 'Blend', { blendMode: 'multiply' })],
    ['visibility', (photoshop) => changeLayer(photoshop, 'Retouch · Photo', { visible: false })],
    [
      'mask',
      (photoshop) => {
        const mask = layerNamed(photoshop.active!, 'Blend').mask!;
        const data = mask.data.slice();
        data[300] = 0;
        changeLayer(photoshop, 'Blend', { mask: { ...mask, data } });
      },
    ],
    [
      'painted',
      (photoshop) => {
        const raster = layerNamed(photoshop.active!, 'Heal').raster!;
        const data = raster.data.slice();
        data[1] = 77;
        changeLayer(photoshop, 'Heal', { raster: { ...raster, data } });
      },
    ],
    [
      'moved',
      (photoshop) => {
        const raster = layerNamed(photoshop.active!, 'Heal').raster!;
        changeLayer(photoshop, 'Heal', { raster: { ...raster, left: 9 } });
      },
    ],
    [
      'removed',
      (photoshop) => {
        const document = photoshop.active!;
        const { id } = layerNamed(document, 'Heal');
        photoshop.edit(document, 'Delete', (state) => ({ ...state, layers: withoutLayer(state.layers, id) }));
      },
    ],
    [
      'added',
      (photoshop) => {
        const document = photoshop.active!;
        const { id } = layerNamed(document, 'Heal');
        const own = newLayer(photoshop.nextId(), 'Dodge', 'pixel');
        photoshop.edit(document, 'Add', (state) => ({ ...state, layers: insertAbove(state.layers, id, own) }));
      },
    ],
    [
      'ungrouped',
      (photoshop) => {
        const document = photoshop.active!;
        const { id, children } = layerNamed(document, 'Retouch · Photo');
        photoshop.edit(document, 'Ungroup', (state) => ({
          ...state,
          layers: state.layers.flatMap((layer) => (layer.id === id ? [...children] : [layer])),
        }));
      },
    ],
  ];
  for (const [change, make] of CHANGES) {
    // Promise: PS3
    test(`names the change "${change}", and writes nothing if it is to be left`, async () => {
      const opened = await retouched();
      make(opened.photoshop);
      const { layers } = opened.photoshop.active!.state;
      const { run, results } = await retouch(opened, 'leave');
      assert.deepEqual(run.pictures[0]?.targets[0]?.earlier?.changes, [change]);
      assert.equal(results[0]?.state, 'left');
      assert.equal(opened.photoshop.active!.state.layers, layers);
    });
  }

  test('keeps both, the changed one hidden, and leaves it alone from then on', async () => {
    const opened = await retouched();
    const document = opened.photoshop.active!;
    changeLayer(opened.photoshop, 'Blend', { opacity: 30 });
    await retouch(opened, 'beside');
    assert.deepEqual(groups(document), [
      'Retouch · Photo group 100 passThrough',
      'Retouch · Photo group 100 passThrough hidden',
    ]);
    const { run } = await retouch(opened, 'leave');
    assert.deepEqual(run.pictures[0]?.targets[0]?.earlier?.changes, []);
    assert.equal(groups(document).length, 2);
  });

  test('gives a copy of source and group to the copied source', async () => {
    const opened = await retouched();
    const { photoshop } = opened;
    const document = photoshop.active!;
    const copies = (layers: readonly LayerState[]): LayerState[] =>
      layers.map((layer) => ({
        ...layer,
        id: photoshop.nextId(),
        name: `${layer.name} copy`,
        children: copies(layer.children),
      }));
    photoshop.edit(document, 'Duplicate', (state) => ({
      ...state,
      layers: [...copies(state.layers), ...state.layers],
    }));
    const copy = layerNamed(document, 'Photo copy');
    photoshop.select(document, [copy.id]);
    const { run } = await retouch(opened, 'leave');
    assert.deepEqual(run.pictures[0]?.targets[0]?.earlier?.changes, []);
    assert.deepEqual(groups(document), [
      'Retouch · Photo copy group 100 passThrough',
      'Retouch · Photo group 100 passThrough',
    ]);
  });
});

describe('Photoshop removal', () => {
  test('takes the group away as one history state, and keeps layers of the designer', async () => {
    const opened = await retouched();
    const { photoshop, host } = opened;
    const document = photoshop.active!;
    const own = newLayer(photoshop.nextId(), 'Dodge', 'pixel');
    const { id } = layerNamed(document, 'Heal');
    photoshop.edit(document, 'Add', (state) => ({ ...state, layers: insertAbove(state.layers, id, own) }));
    const removed = await host.removeRetouch();
    assert.ok(removed.state === 'removed' && removed.retouches === 1 && removed.kept === 1);
    assert.deepEqual(outline(document), [
      'Retouch · Photo group 100 passThrough',
      'Dodge pixel 100 normal',
      'Photo pixel 100 normal',
    ]);
    assert.deepEqual(
      document.history.map(({ name }) => name),
      ['Open', 'Softlight retouch', 'Add', 'Remove Softlight retouch'],
    );
    const none = await host.removeRetouch();
    assert.equal(none.state === 'failed' && none.problem.code, 'nothing-to-remove');
  });
});

describe('Photoshop commands', () => {
  test('run in a dialog, end with a message, and are recorded with their settings', async () => {
    const alerts: string[] = [];
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop), {
      onAlert: (message) => void alerts.push(message),
    });
    await opened.host.storeSettings({ even: 35 });
    const next = opened.nextPage();
    opened.plugin.runCommand('again');
    const { host } = await next;
    const context = await host.ready();
    assert.deepEqual([context.command, context.storedSettings], ['again', { even: 35 }]);
    await retouch({ host });
    await host.close('1 picture retouched');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(alerts, ['1 picture retouched']);
    assert.deepEqual(opened.plugin.api.steps, [
      {
        name: 'Softlight: Retouch with last settings',
        methodName: 'softlightRetouchAgain',
        info: { settings: { even: 35 } },
      },
    ]);
    // The step is played later, when other settings were stored last.
    await opened.host.storeSettings({ even: 90 });
    const played = opened.nextPage();
    void opened.plugin.script.callGlobal('softlightRetouchAgain', [{}, opened.plugin.api.steps[0]!.info]);
    const again = await played;
    assert.deepEqual((await again.host.ready()).storedSettings, { even: 35 });
  });
});

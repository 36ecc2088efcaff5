import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import { addPhoto, openPlugin, RESULT, retouch, type OpenPlugin } from '../plugin/open-plugin';
import { png } from '../plugin/pictures';
import { check } from './check';

const METHODS = [
  'ready',
  'beginRun',
  'readPicture',
  'writeResult',
  'endRun',
  'removeRetouch',
  'notify',
  'storeSettings',
  'reveal',
  'resize',
  'hostFacts',
  'weigh',
  'give',
  'exportRamp',
  'nothing',
  'constructor',
  '__proto__',
  'toString',
  'valueOf',
];
const OUR_LAYERS = ['Heal', 'Blend', 'Brighten', 'Retouched'];

/** Plain data as a page can post it. Keys that begin with "$" are left out: they are the playground's own wrappers. */
const plain: fc.Arbitrary<unknown> = fc.anything({
  maxDepth: 3,
  maxKeys: 4,
  withDate: true,
  key: fc.string({ maxLength: 8 }).map((key) => key.replace(/^\$/, '')),
  values: [
    fc.boolean(),
    fc.integer(),
    fc.double(),
    fc.string({ maxLength: 20 }),
    fc.constant(null),
    fc.constant(undefined),
    fc.uint8Array({ maxLength: 20 }),
  ],
});

/** A call of the panel, in which any argument can be something else. */
function argumentsFor(pictureId: string, nodeId: string): fc.Arbitrary<unknown[]> {
  const layer = fc.oneof(
    fc.constant(null),
    fc.constant({ png: png('heal'), opacity: 1 }),
    fc.record({ png: fc.oneof(fc.constant(png('heal')), plain), opacity: fc.oneof(fc.double(), plain) }),
  );
  const result = fc.record({
    layers: fc.oneof(fc.record({ heal: layer, blend: layer, brighten: layer }), plain),
    flattened: fc.oneof(fc.constant(null), fc.constant(png('flat')), plain),
    summary: fc.oneof(fc.constant({ faces: 1, spots: 2 }), plain),
  });
  const likely = fc.oneof(
    fc.constantFrom<unknown>(
      pictureId,
      nodeId,
      RESULT,
      { flatten: true },
      { flatten: false },
      `raster:${nodeId}`,
      'x'.repeat(100_000),
      320,
      NaN,
    ),
    result,
    plain,
  );
  return fc.array(likely, { maxLength: 3 });
}

function message(pictureId: string, nodeId: string): fc.Arbitrary<unknown> {
  const args = argumentsFor(pictureId, nodeId);
  const call = fc.record({
    id: fc.oneof(fc.constantFrom<unknown>('1', '2'), plain),
    type: fc.oneof(
      { weight: 8, arbitrary: fc.constant<unknown>('APPLY') },
      { weight: 1, arbitrary: fc.constantFrom<unknown>('GET', 'SET', 'CONSTRUCT', 'ENDPOINT', 'RELEASE') },
      { weight: 1, arbitrary: plain },
    ),
    path: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...METHODS).map((name): unknown => [name]) },
      { weight: 1, arbitrary: plain },
    ),
    argumentList: fc.oneof(
      { weight: 8, arbitrary: args.map((all): unknown => all.map((value) => ({ type: 'RAW', value }))) },
      { weight: 1, arbitrary: plain },
    ),
  });
  // The calls of a whole run in any order, as from a panel that is out of step.
  const step = fc
    .constantFrom(
      ['beginRun', { flatten: false }],
      ['beginRun', { flatten: true }],
      ['readPicture', pictureId],
      ['writeResult', pictureId, RESULT, 'replace'],
      ['endRun'],
      ['removeRetouch'],
    )
    .map(([name, ...values]) => ({
      id: '3',
      type: 'APPLY',
      path: [name],
      argumentList: values.map((value) => ({ type: 'RAW', value })),
    }));
  const inner = fc.oneof(
    { weight: 4, arbitrary: step },
    { weight: 5, arbitrary: call },
    { weight: 1, arbitrary: plain },
  );
  return fc.oneof(
    { weight: 12, arbitrary: inner.map((content): unknown => ({ softlight: 'host', message: content })) },
    { weight: 1, arbitrary: inner.map((content): unknown => ({ softlight: 'panel', message: content })) },
    { weight: 1, arbitrary: plain },
  );
}

interface Scene {
  readonly plugin: OpenPlugin;
  readonly photo: HostNode;
  readonly pictureId: string;
}

async function openScene(): Promise<Scene> {
  const document = new HostDocument();
  const photo = addPhoto(document, 'A');
  document.select([photo.id]);
  const plugin = await openPlugin(document);
  const fill = photo.values.fills[0] as ImagePaint;
  return { plugin, photo, pictureId: fill.imageHash! };
}

/** Settles when the sandbox has handled every message: it works in microtasks, and an answer is one more. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('plugin messages and data', () => {
  // Promise: 36, R2
  test('leave no layer half-written and the plugin usable, whatever messages come in any order', async () => {
    let scene = await openScene();
    let sequences = 0;
    const { pictureId, photo } = scene;
    await check(600, fc.array(message(pictureId, photo.id), { minLength: 5, maxLength: 12 }), async (messages) => {
      // A new document now and then keeps the undo history short.
      if (++sequences % 25 === 0) {
        scene.plugin.running.close();
        scene = await openScene();
      }
      const { plugin } = scene;
      for (const each of messages) plugin.running.postMessage(each);
      await settled();
      assert.deepEqual(plugin.errors, []);
      assert.equal(plugin.running.closed, false);
      const [original, ...others] = plugin.document.page.children;
      assert.equal(original!.values.name, 'A');
      assert.ok(others.length <= 1, `${others.length} things beside the photo`);
      for (const group of others) {
        assert.equal(group.type, 'GROUP');
        assert.ok(group.children.length > 0 && group.values.pluginData['softlight-group'] !== undefined);
        for (const layer of group.children) {
          assert.ok(OUR_LAYERS.includes(layer.values.name) && layer.values.pluginData['softlight-layer'] !== undefined);
          assert.ok(layer.values.opacity >= 0 && layer.values.opacity <= 1);
        }
      }
      plugin.document.select([original!.id]);
    });
    const [results] = await retouch(scene.plugin);
    assert.ok(results!.some(({ state }) => state === 'written'));
  });

  // Promise: R3
  test('write a whole retouch and remove only our own group, whatever data a layer carries', async () => {
    const stored = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.json({ maxDepth: 3 }),
      fc
        .record({
          version: plain,
          sourceId: fc.oneof(fc.constantFrom('1:1', '', '9:9'), plain),
          faces: plain,
          spots: plain,
        })
        .map((data) => JSON.stringify(data)),
      fc.constantFrom(
        '{"sourceId":"1:1"}',
        '{"__proto__":{"sourceId":"1:1"}}',
        'null',
        '[]',
        '"1:1"',
        `{"sourceId":"${'1'.repeat(50_000)}"}`,
      ),
    );
    await check(
      250,
      fc.tuple(stored, stored, fc.constantFrom('softlight-group', 'softlight-layer')),
      async ([onGroup, onPhoto, key]) => {
        const { plugin, photo } = await openScene();
        const { document } = plugin;
        const other = document.create('RECTANGLE', {
          name: 'Other',
          pluginData: onGroup === '' ? {} : { [key]: onGroup },
        });
        const neighbour = addPhoto(document, 'B', { pluginData: onPhoto === '' ? {} : { 'softlight-other': onPhoto } });
        const [results] = await retouch(plugin);
        assert.deepEqual(plugin.errors, []);
        assert.deepEqual(
          results!.map(({ state }) => state),
          ['written'],
        );
        const groups = document.page.children.filter(({ type }) => type === 'GROUP');
        assert.deepEqual(
          groups.map(({ children }) => children.map(({ values }) => values.name)),
          [['Heal', 'Blend']],
        );
        assert.ok(document.find(neighbour.id) !== null && document.find(photo.id) !== null);
        assert.notEqual(document.find(other.id), null, 'a layer is no group of ours, whatever it says');
        plugin.running.close();
      },
    );
  });
});

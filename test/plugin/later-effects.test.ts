import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HostDocument, type HostNode, type NodeValues } from '../../plugin/playground/host/index';
import type { SelectionScan } from '../../ui/host-api/host-api';
import { addPhoto, openPlugin, RESULT, retouch, shown, type OpenPlugin } from './open-plugin';

const BLUR: Effect = { type: 'LAYER_BLUR', blurType: 'NORMAL', radius: 20, visible: true };

/** Changes of a source after its retouch, with the code of the problem. */
const LATER: readonly (readonly [name: string, values: Partial<NodeValues>, code: string])[] = [
  ['a blur', { effects: [BLUR] }, 'layer-effects'],
  [
    'a progressive blur',
    {
      effects: [
        { ...BLUR, blurType: 'PROGRESSIVE', startRadius: 0, startOffset: { x: 0, y: 0 }, endOffset: { x: 0, y: 1 } },
      ],
    },
    'layer-effects',
  ],
  [
    'an effect of a later Figma',
    { effects: [{ type: 'PIXELATE', visible: true } as unknown as Effect] },
    'layer-effects',
  ],
  ['opacity', { opacity: 0.2 }, 'layer-opacity'],
  ['a blend mode', { blendMode: 'MULTIPLY' }, 'layer-blend-mode'],
  ['a mask', { isMask: true }, 'layer-is-mask'],
];

interface Retouched {
  readonly document: HostDocument;
  readonly photo: HostNode;
  readonly plugin: OpenPlugin;
}

async function retouched(): Promise<Retouched> {
  const document = new HostDocument();
  const photo = addPhoto(document, 'A');
  document.select([photo.id]);
  const plugin = await openPlugin(document);
  await retouch(plugin);
  return { document, photo, plugin };
}

function assertRefused({ pictures, skipped, problem }: SelectionScan, photo: HostNode, code: string): void {
  assert.deepEqual(pictures, []);
  const only = skipped[0]!;
  assert.deepEqual([skipped.length, only.nodeId, only.problem.code], [1, photo.id, code]);
  assert.ok('retouched' in only.problem && only.problem.retouched);
  assert.deepEqual(problem, only.problem);
}

describe('an effect that a retouched layer gets later', () => {
  for (const [name, values, code] of LATER) {
    // Promise: F1
    test(`${name} is noticed by a selection, by Edit retouch and by Update, and the retouch can be removed`, async () => {
      const { document, photo, plugin } = await retouched();
      const group = document.page.children[1]!;
      document.set(photo, values);
      for (const selected of [photo, group, group.children[0]!]) {
        document.select([selected.id]);
        plugin.running.selectionChanged();
        await plugin.host.ready();
        assertRefused(plugin.selections.at(-1)!, photo, code);
      }
      const edit = await openPlugin(document, {}, new Map(), 'edit');
      assertRefused((await edit.host.ready()).selection, photo, code);
      assertRefused(await plugin.host.beginRun({ flatten: true }), photo, code);
      await plugin.host.endRun();
      const removed = await plugin.host.removeRetouch();
      assert.equal(removed.state, 'removed');
      assert.deepEqual(document.page.children, [photo]);
      assert.deepEqual(plugin.errors, []);
    });
  }

  // Promise: F1
  test('that comes during a run stops the write, and nothing is left', async () => {
    for (const again of [false, true]) {
      const { document, photo, plugin } = await retouched();
      if (!again) await plugin.host.removeRetouch();
      const { pictures } = await plugin.host.beginRun({ flatten: true });
      document.set(photo, { effects: [BLUR] });
      const before = shown(document.page);
      const [result] = await plugin.host.writeResult(pictures[0]!.pictureId, RESULT, 'replace');
      assert.deepEqual(result?.state === 'failed' && result.problem, {
        code: 'layer-effects',
        effect: 'layer-blur',
        retouched: again,
      });
      assert.deepEqual(shown(document.page), before);
    }
  });

  test('a stroke that comes during a run asks for a picture that the run has not made', async () => {
    const { document, photo, plugin } = await retouched();
    const { pictures } = await plugin.host.beginRun({ flatten: false });
    document.set(photo, { strokes: [{ type: 'SOLID', color: { r: 0, g: 0, b: 0 } }], strokeAlign: 'INSIDE' });
    const before = shown(document.page);
    const layersOnly = { ...RESULT, flattened: null };
    const [result] = await plugin.host.writeResult(pictures[0]!.pictureId, layersOnly, 'replace');
    assert.deepEqual(result?.state === 'failed' && result.problem, { code: 'layer-changed' });
    assert.deepEqual(shown(document.page), before);
  });

  test('on a group around layer and retouch is no obstacle', async () => {
    const { document, photo, plugin } = await retouched();
    const group = document.group([...document.page.children], document.page, 0);
    document.set(group, { effects: [BLUR] });
    document.select([photo.id]);
    assert.equal((await plugin.host.ready()).selection.pictures.length, 1);
  });
});

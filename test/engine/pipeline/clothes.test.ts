import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NO_CHOICES, type Choices } from '../../../ui/engine/api/choices';
import { settingsWith } from '../../../ui/engine/api/settings';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { analysedPreview, createPreviewParts } from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import { samplePicture } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());
const ignore = (): void => undefined;
const OFF = settingsWith({ heal: 'off', even: 0 });
const picture = await samplePicture();
const analysis = createAnalysis(picture, runner);
const { width, height } = picture;
const whole = { x: 0, y: 0, width, height };

function retouched(change: Partial<Choices>): Promise<RetouchOutcome> {
  return retouchAnalysed(analysis, OFF, ignore, { ...NO_CHOICES, ...change });
}

describe('Clothes', () => {
  // Promise: W1
  test('change nothing without an amount, or without a marked place', async () => {
    for (const clothes of [
      { amount: 100, boxes: [] },
      { amount: 0, boxes: [whole] },
    ])
      assert.equal((await retouched({ clothes })).state, 'unchanged');
  });

  // Promise: W2
  test('are a layer of their own that leaves skin and all unmarked places to the bit', async () => {
    const outcome = await retouched({ clothes: { amount: 80, boxes: [whole] } });
    assert.ok(outcome.state === 'retouched');
    const [layer] = outcome.layers;
    assert.deepEqual(
      outcome.layers.map(({ role, blendMode, opacity }) => [role, blendMode, opacity]),
      [['clothes', 'soft-light', 0.8]],
    );
    const [face] = await analysis.found.get();
    const [skin] = [await analysis.skin.get()];
    let changed = 0;
    for (let index = 0; index < width * height; index++) {
      if (layer!.picture.data[4 * index + 3] === 0) continue;
      changed++;
      assert.ok(skin.data[index] !== 255, `skin changes at ${index}`);
    }
    assert.ok(changed > 1000, `${changed} pixels change`);
    assert.ok(face !== undefined);
  });

  test('follow brush strokes, which excluding strokes take back', async () => {
    const stroke = {
      radius: 0.3 * width,
      feather: 0,
      points: [0.2 * width, 0.95 * height, 0.8 * width, 0.95 * height],
    };
    const clothes = { amount: 100, boxes: [] };
    const painted = await retouched({ clothes, strokes: [{ ...stroke, effect: 'clothes' }] });
    assert.equal(painted.state, 'retouched');
    const strokes = [
      { ...stroke, effect: 'clothes' },
      { ...stroke, effect: 'exclude' },
    ] as const;
    assert.equal((await retouched({ clothes, strokes })).state, 'unchanged');
    const preview = await analysedPreview(analysis, createPreviewParts(), OFF, { region: null, side: 200 }, ignore, {
      ...NO_CHOICES,
      clothes,
      strokes: [{ ...stroke, effect: 'clothes' }],
    });
    assert.ok(preview.layers.some(({ role }) => role === 'clothes'));
  });
});

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NO_CHOICES, type Choices } from '../../../ui/engine/api/choices';
import { settingsWith } from '../../../ui/engine/api/settings';
import { layerOf } from '../../../ui/engine/layers/layer';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis, type Analysis } from '../../../ui/engine/pipeline/analysis';
import { analysedPreview, composePreview, createPreviewParts } from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import { SMALLEST, measureGuarantees, type Guarantee, LIMITS } from '../../guarantees/measure';
import { head, onGround, samplePicture } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());
const ignore = (): void => undefined;
const OFF = { heal: 'off', even: 0 } as const;

async function retouched(
  analysis: Analysis,
  change: Parameters<typeof settingsWith>[0],
  choices: Choices = NO_CHOICES,
): Promise<Extract<RetouchOutcome, { state: 'retouched' }>> {
  const outcome = await retouchAnalysed(analysis, settingsWith({ ...OFF, ...change }), ignore, choices);
  assert.ok(outcome.state === 'retouched');
  return outcome;
}

describe('the tools for light', () => {
  // Promise: N12, T3
  test('hold the guarantees with every value at its smallest', async () => {
    const measured = await measureGuarantees(await samplePicture(), runner, undefined, SMALLEST);
    assert.ok(measured !== null);
    for (const name of Object.keys(LIMITS) as Guarantee[])
      assert.ok(measured.changes[name] <= LIMITS[name], `${name}: ${measured.changes[name]} levels`);
    assert.ok(layerOf(measured.outcome.layers, 'texture') !== null);
    assert.ok(layerOf(measured.outcome.layers, 'contour') !== null);
  });

  // Promise: T3
  test('cost nothing while they are off, neither in a retouch nor in a preview', async () => {
    const analysis = createAnalysis(await samplePicture(), runner);
    const { report, layers } = await retouched(analysis, { even: 60 });
    assert.deepEqual(
      layers.map(({ role }) => role),
      ['blend'],
    );
    assert.equal(report.milliseconds.light, undefined);
    const base = await analysedPreview(
      analysis,
      createPreviewParts(),
      settingsWith(OFF),
      { region: null, side: 512 },
      ignore,
    );
    assert.deepEqual(
      base.layers.map(({ role }) => role),
      ['blend', 'brighten'],
    );
  });

  test('keep the drawn layer of a preview while only the strength moves, but not when the sign turns', async () => {
    const analysis = createAnalysis(await samplePicture(), runner);
    const parts = createPreviewParts();
    const preview = async (texture: number) => {
      const settings = settingsWith({ ...OFF, texture });
      const base = await analysedPreview(analysis, parts, settings, { region: null, side: 512 }, ignore);
      return { drawn: base.layers.find(({ role }) => role === 'texture')!.drawn!, shown: composePreview(base) };
    };
    const [half, full, soft] = [await preview(50), await preview(100), await preview(-100)];
    assert.equal(half.drawn, full.drawn);
    assert.notDeepEqual(half.shown.data, full.shown.data);
    assert.notDeepEqual(soft.drawn.data, full.drawn.data);
  });

  test('give each face its own sign', async () => {
    const analysis = createAnalysis(
      await onGround(800, 500, [
        { input: await head(2, false), left: 10, top: 60 },
        { input: await head(2, true), left: 430, top: 60 },
      ]),
      runner,
    );
    const { report } = await retouched(analysis, { texture: 100 });
    const [one, two] = report.faces.map(({ box }) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
    const withOwn = (texture: number): Choices => ({ ...NO_CHOICES, faces: [{ ...two!, on: true, own: { texture } }] });
    const both = await retouched(analysis, { texture: 80 }, withOwn(-40));
    const softest = await retouched(analysis, { texture: -40 });
    const layer = layerOf(both.layers, 'texture')!;
    assert.equal(layer.opacity, 0.8);
    const red = (outcome: typeof both, { x, y }: { x: number; y: number }): number[] =>
      Array.from({ length: 40 }, (_, step) => {
        const at = (Math.round(y + 18) * outcome.masks.skin.width + Math.round(x) - 20 + step) * 4;
        return outcome.retouched.data[at]!;
      });
    const far = red(both, two!).map((value, index) => Math.abs(value - red(softest, two!)[index]!));
    assert.ok(Math.max(...far) <= 1, `second face: ${far.join(' ')}`);
    assert.notDeepEqual(red(both, one!), red(softest, one!));
  });
});

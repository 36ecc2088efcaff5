import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { settingsWith } from '../../../ui/engine/api/settings';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis, type Analysis } from '../../../ui/engine/pipeline/analysis';
import { analysedPreview, createPreviewParts } from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import type { Picture } from '../../../ui/engine/picture/picture';
import { labOf } from '../../bench/tools/subject';
import { samplePicture } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());
const ignore = (): void => undefined;
/** Middle and radius of the redness painted on the sample's cheek, in pixels. */
const CHEEK = { x: 208, y: 125, radius: 9 };

type Done = Extract<RetouchOutcome, { state: 'retouched' }>;

async function evened(analysis: Analysis, parts: Parameters<typeof settingsWith>[0]): Promise<Done> {
  const outcome = await retouchAnalysed(analysis, settingsWith({ heal: 'off', even: 100, ...parts }), ignore);
  assert.ok(outcome.state === 'retouched');
  return outcome;
}

/** The picture with less green and blue around a point of the cheek. */
function withRedness(picture: Picture): Picture {
  const data = picture.data.slice();
  for (let index = 0; index < data.length / 4; index++) {
    const [x, y] = [index % picture.width, Math.floor(index / picture.width)];
    const share = Math.exp(-0.5 * (((x - CHEEK.x) ** 2 + (y - CHEEK.y) ** 2) / CHEEK.radius ** 2));
    data[4 * index + 1]! *= 1 - 0.14 * share;
    data[4 * index + 2]! *= 1 - 0.1 * share;
  }
  return { ...picture, data };
}

describe('Even tone in parts', () => {
  let picture: Picture;
  let red: Picture;
  let analysis: Analysis;
  let analysisOfRed: Analysis;
  before(async () => {
    picture = await samplePicture();
    red = withRedness(picture);
    [analysis, analysisOfRed] = [createAnalysis(picture, runner), createAnalysis(red, runner)];
  });

  // Promise: E1
  test('is one soft light layer with the same opacity, and with Light 0 keeps L*', async () => {
    const { layers, retouched, masks } = await evened(analysis, { even: 80, evenLight: 0 });
    assert.deepEqual(
      layers.map(({ role, blendMode, opacity }) => [role, blendMode, opacity]),
      [['blend', 'soft-light', 0.8]],
    );
    const [one, other] = [labOf(picture), labOf(retouched)];
    const moved = [...masks.skin.data.keys()]
      .filter((index) => masks.skin.data[index]! > 179)
      .map((index) => Math.abs(one[3 * index]! - other[3 * index]!))
      .sort((a, b) => a - b);
    const most = moved[Math.floor(0.99 * moved.length)]!;
    assert.ok(most < 0.5, `L* of 99 % of the skin moves by at most ${most}`);
  });

  // Promise: E1
  test('still removes painted redness with Hue and Saturation alone, and keeps it with Light alone', async () => {
    const removed = async (parts: Parameters<typeof settingsWith>[0]): Promise<number> => {
      const [clean, spoilt] = [labOf(picture), labOf(red)];
      const [cleanOut, spoiltOut] = [
        labOf((await evened(analysis, parts)).retouched),
        labOf((await evened(analysisOfRed, parts)).retouched),
      ];
      let [left, all] = [0, 0];
      for (let at = 0; at < clean.length; at += 3) {
        for (const part of [1, 2]) {
          const added = spoilt[at + part]! - clean[at + part]!;
          left += added * (spoiltOut[at + part]! - cleanOut[at + part]!);
          all += added * added;
        }
      }
      return 1 - left / all;
    };
    const [whole, colour, light] = [
      await removed({}),
      await removed({ evenLight: 0 }),
      await removed({ evenHue: 0, evenSaturation: 0 }),
    ];
    assert.ok(whole > 0.6, `whole: ${whole}`);
    assert.ok(colour > 0.9 * whole, `hue and saturation: ${colour} of ${whole}`);
    assert.ok(light < 0.1, `light: ${light}`);
  });

  test('draws the layer of a preview again when a part moves, but not when the strength does', async () => {
    const parts = createPreviewParts();
    const drawn = async (change: Parameters<typeof settingsWith>[0]) => {
      const settings = settingsWith({ heal: 'off', ...change });
      const base = await analysedPreview(analysis, parts, settings, { region: null, side: 256 }, ignore);
      return base.layers.find(({ role }) => role === 'blend')!.drawn!;
    };
    const whole = await drawn({ even: 60 });
    assert.equal(await drawn({ even: 90 }), whole);
    assert.notDeepEqual((await drawn({ even: 90, evenHue: 30 })).data, whole.data);
  });
});

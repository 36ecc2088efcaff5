import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import type { NamedSpace } from '../../../ui/engine/api/picture-data';
import { srgbProfile } from '../../../ui/engine/codec/matrix-profile';
import { viewOfData, viewOfProfile } from '../../../ui/engine/codec/srgb-view';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { SOFTLIGHT } from '../../../ui/engine/pipeline/softlight';
import { head, readPicture } from '../faces/sample-pictures';
import { iccProfile, GAMMA_22 } from './icc-files';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

const raw = (space: NamedSpace) =>
  ({ kind: 'raw', width: 1, height: 1, channels: 3, depth: 8, data: new Uint8Array(3), profile: null, space }) as const;

/** From linear sRGB to linear ProPhoto: the standard matrices, adapted by Bradford from D65 to D50. */
const SRGB_TO_PROPHOTO = [
  [0.52928, 0.33015, 0.14057],
  [0.09837, 0.87347, 0.02816],
  [0.01688, 0.11766, 0.86546],
] as const;

/** sRGB levels as levels of ProPhoto RGB. */
function toProPhoto(data: Uint8ClampedArray): Uint8ClampedArray {
  const decode = (level: number): number =>
    level <= 10.31 ? level / 255 / 12.92 : ((level / 255 + 0.055) / 1.055) ** 2.4;
  const out = data.slice();
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [decode(data[at]!), decode(data[at + 1]!), decode(data[at + 2]!)];
    for (const [channel, [r, g, b]] of SRGB_TO_PROPHOTO.entries())
      out[at + channel] = 255 * (r * red + g * green + b * blue) ** (1 / 1.8);
  }
  return out;
}

describe('the view of a picture for networks', () => {
  test('gives sRGB’s red and green for their values in each named space', async () => {
    for (const [space, red, green] of [
      ['display-p3', [0.9175, 0.2003, 0.1386], [0.4584, 0.9853, 0.2983]],
      ['adobe-rgb', [0.8586, 0, 0], [0.565, 1, 0.2344]],
      ['prophoto-rgb', [0.7023, 0.2757, 0.1035], [0.5402, 0.9275, 0.3045]],
    ] as const) {
      const view = (await viewOfData(raw(space)))!;
      const planes = Float32Array.from([red[0], green[0], red[1], green[1], red[2], green[2]]);
      view(planes);
      for (const [at, wanted] of [1, 0, 0, 1, 0, 0].entries())
        assert.ok(Math.abs(planes[at]! - wanted) < 0.04, `${space}: ${planes.join(' ')}`);
    }
  });

  test('is none for sRGB, and for a profile that is not of matrix and curves', () => {
    assert.equal(viewOfProfile(srgbProfile()), null);
    assert.equal(viewOfProfile(iccProfile('GRAY', GAMMA_22)), null);
    assert.equal(viewOfProfile(null), null);
  });

  // Promise: C4
  test('lets the networks find the skin of a ProPhoto picture as in sRGB, and keeps its values', async () => {
    const picture = await readPicture(sharp(await head(1, false)));
    const wide = { ...picture, data: toProPhoto(picture.data) };
    const before = wide.data.slice();
    const view = await viewOfData(raw('prophoto-rgb'));
    const skinOf = async (one: typeof picture, seen: typeof view): Promise<Uint8Array> =>
      (await createAnalysis(one, runner, SOFTLIGHT, CPU_KERNELS, seen).skin.get()).data;
    const wanted = await skinOf(picture, null);
    const differs = (got: Uint8Array): number =>
      got.reduce((sum, value, at) => sum + Math.abs(value - wanted[at]!), 0) / got.length;
    const [viewed, plain] = [differs(await skinOf(wide, view)), differs(await skinOf(wide, null))];
    assert.ok(viewed < plain / 2, `${viewed.toFixed(3)} levels with the view, ${plain.toFixed(3)} without`);
    assert.deepEqual(wide.data, before);
  });
});

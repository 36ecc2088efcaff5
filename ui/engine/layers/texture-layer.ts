import { fieldRows, type FactoredGrid } from '../light/field-rows';
import { luma } from '../picture/luma';
import { DEEPEST, deepOf } from '../picture/deep-picture';
import type { Matte, Picture } from '../picture/picture';
import type { LayerRows } from './layer-rows';
import { deepRow } from './deep-row';
import { changeLevel, deepReach, isNeutral, lightChange, writeDeepChange } from './light-change';
import { packed, rowPixels } from './pixel-row';
import { skinSpan } from './skin-span';

/** Share of the texture that is taken away or added at full strength. */
export const SOFTENING = 0.4;
export const SHARPENING = 0.5;
/** A change of a pixel by this share of itself is halved: such strong details are hair, edges and glints. */
const EDGE_CHANGE = 0.14;

/**
 * The rows of a soft-light layer that softens or sharpens skin texture at full strength. Where soft light cannot
 * brighten a channel as far, all channels are brightened less, so that the hue stays.
 *
 * @param bases see `textureBase`, over `healed`; a factor below 0 softens, above 0 sharpens
 * @param healed the pixels that the layer is solved for
 * @param skin share of the change that each pixel takes, 0–255
 */
export function textureLayer(bases: readonly FactoredGrid[], healed: Picture, skin: Matte): LayerRows {
  const rows = fieldRows(bases, skin.width);
  const { slopes, reach } = lightChange();
  return {
    isFixed: true,
    write(y, _, above) {
      const row = rows.row(y);
      if (row === null) return null;
      const { values } = row;
      const base = rowPixels(healed, y);
      const start = y * skin.width;
      let from = -1;
      let to = 0;
      for (let x = row.from; x < row.to; x++) {
        const matte = skin.data[start + x]!;
        if (matte === 0) continue;
        const below = base[x]!;
        const r = below & 255;
        const g = (below >>> 8) & 255;
        const b = (below >>> 16) & 255;
        const wanted = wantedChange(luma(r, g, b) / 255, values, x, matte / 255);
        const change = Math.min(wanted, reach[r]!, reach[g]!, reach[b]!);
        const pixel = packed(
          changeLevel(slopes, r, change),
          changeLevel(slopes, g, change),
          changeLevel(slopes, b, change),
        );
        if (isNeutral(pixel)) continue;
        above[x] = pixel;
        if (from < 0) from = x;
        to = x + 1;
      }
      return from < 0 ? null : { from, to };
    },
    writeDeep(y, _, above) {
      const base = deepRow(deepOf(healed), skin.width, y);
      return skinSpan(rows.row(y), skin, y, (values, x, matte) => {
        const at = 4 * x;
        const light = luma(base[at]!, base[at + 1]!, base[at + 2]!) / DEEPEST;
        const change = Math.min(wantedChange(light, values, x, matte), deepReach(base, at));
        return writeDeepChange(base, above, at, change, change, change);
      });
    },
  };
}

/**
 * The change of a pixel as a share of itself. Strong details change less.
 *
 * @param light luma of the pixel, 0–1
 * @param bases values of the row, see `textureBase`
 * @param matte share of the change that the pixel takes, 0–1
 */
function wantedChange(light: number, bases: Float32Array, x: number, matte: number): number {
  const detail = light * bases[2 * x]! - bases[2 * x + 1]!;
  const ratio = detail / EDGE_CHANGE;
  return (matte * detail) / (1 + ratio * ratio);
}

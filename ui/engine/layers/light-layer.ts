import { fieldRows, type FactoredGrid } from '../light/field-rows';
import { DEEPEST, deepOf } from '../picture/deep-picture';
import type { Matte, Picture } from '../picture/picture';
import type { LayerRows } from './layer-rows';
import { deepRow } from './deep-row';
import { changeLevel, isNeutral, lightChange, reachOf, writeDeepChange } from './light-change';
import { packed, rowPixels } from './pixel-row';
import { skinSpan } from './skin-span';

/** Stands for changes of 0 and below, which soft light always reaches. */
const LEAST = 1e-9;

/**
 * The rows of a soft-light layer that changes the light by fields at full strength. Where soft light cannot brighten a
 * channel as far, all channels are changed less, by the same share.
 *
 * @param fields of one or three planes, over `healed`
 * @param healed the pixels that the layer is solved for
 * @param skin share of the change that each pixel takes, 0–255
 */
export function lightLayer(fields: readonly FactoredGrid[], healed: Picture, skin: Matte): LayerRows {
  const rows = fieldRows(fields, skin.width);
  const { slopes, reach } = lightChange();
  const planes = fields[0]?.grid.count ?? 1;
  const [green, blue] = planes === 3 ? [1, 2] : [0, 0];
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
      for (let x = row.from, at = row.from * planes; x < row.to; x++, at += planes) {
        const matte = skin.data[start + x]!;
        const [reds, greens, blues] = [values[at]!, values[at + green]!, values[at + blue]!];
        if (matte === 0 || (reds === 0 && greens === 0 && blues === 0)) continue;
        const below = base[x]!;
        const r = below & 255;
        const g = (below >>> 8) & 255;
        const b = (below >>> 16) & 255;
        let share = matte / 255;
        if (reds > 0) share = Math.min(share, reach[r]! / reds);
        if (greens > 0) share = Math.min(share, reach[g]! / greens);
        if (blues > 0) share = Math.min(share, reach[b]! / blues);
        const pixel = packed(
          changeLevel(slopes, r, share * reds),
          changeLevel(slopes, g, share * greens),
          changeLevel(slopes, b, share * blues),
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
        const at = x * planes;
        const [r, g, b] = [values[at]!, values[at + green]!, values[at + blue]!];
        const share = Math.min(
          matte,
          reachOf(base[4 * x]! / DEEPEST) / Math.max(LEAST, r),
          reachOf(base[4 * x + 1]! / DEEPEST) / Math.max(LEAST, g),
          reachOf(base[4 * x + 2]! / DEEPEST) / Math.max(LEAST, b),
        );
        return writeDeepChange(base, above, 4 * x, share * r, share * g, share * b);
      });
    },
  };
}

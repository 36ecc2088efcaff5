import { softLightUnderWhite } from '../api/soft-light';
import { fieldRows, type FactoredGrid } from '../light/field-rows';
import { DEEPEST, deepOf, deepValue } from '../picture/deep-picture';
import type { Matte, Picture } from '../picture/picture';
import { DEEP_NEUTRAL, deepRow } from './deep-row';
import type { LayerRows } from './layer-rows';
import { packed, rowPixels } from './pixel-row';
import { skinSpan } from './skin-span';

/** Both 127 and 128 change nothing. */
const NEUTRAL = 127.5;

/**
 * The rows of a grey soft-light layer that changes the light by a field at full strength. Grey changes all three
 * channels by one value of the layer, as dodging and burning does: the one that comes nearest by least squares.
 *
 * @param fields of one plane, over `healed`
 * @param healed the pixels that the layer is solved for
 * @param share of the change that each pixel takes, 0–255
 */
export function greyLayer(fields: readonly FactoredGrid[], healed: Picture, share: Matte): LayerRows {
  const rows = fieldRows(fields, share.width);
  const reaches = levelReaches();
  return {
    isFixed: true,
    write(y, _, above) {
      const base = rowPixels(healed, y);
      return skinSpan(rows.row(y), share, y, (values, x, part) => {
        const change = part * values[x]!;
        if (change === 0) return false;
        const below = base[x]!;
        const [r, g, b] = [below & 255, (below >>> 8) & 255, (below >>> 16) & 255];
        const reach = change > 0 ? reaches.brighten : reaches.darken;
        const level = (NEUTRAL + 0.5 + NEUTRAL * lean(change, r, g, b, reach[r]!, reach[g]!, reach[b]!)) | 0;
        if (level === 127 || level === 128) return false;
        above[x] = packed(level, level, level);
        return true;
      });
    },
    writeDeep(y, _, above) {
      const base = deepRow(deepOf(healed), share.width, y);
      return skinSpan(rows.row(y), share, y, (values, x, part) => {
        const change = part * values[x]!;
        if (change === 0) return false;
        const [r, g, b] = [base[4 * x]! / DEEPEST, base[4 * x + 1]! / DEEPEST, base[4 * x + 2]! / DEEPEST];
        const reach = change > 0 ? brightening : darkening;
        const grey = deepValue(DEEP_NEUTRAL + (DEEPEST / 2) * lean(change, r, g, b, reach(r), reach(g), reach(b)));
        if (grey === DEEP_NEUTRAL) return false;
        above.fill(grey, 4 * x, 4 * x + 3);
        above[4 * x + 3] = DEEPEST;
        return true;
      });
    },
  };
}

/**
 * How far the layer leans from neutral, −1 (black) to 1 (white).
 * @param change of the values as a share of themselves
 * @param r g, b: the values beneath
 * @param reachR reachG, reachB: how far white or black would move them, in the same unit
 */
function lean(change: number, r: number, g: number, b: number, reachR: number, reachG: number, reachB: number): number {
  const squares = reachR * reachR + reachG * reachG + reachB * reachB;
  if (squares === 0) return 0;
  return Math.max(-1, Math.min(1, (change * (r * reachR + g * reachG + b * reachB)) / squares));
}

function brightening(base: number): number {
  return softLightUnderWhite(base) - base;
}

function darkening(base: number): number {
  return base * (1 - base);
}

/** The reach of white and of black, in levels, by the level beneath. */
function levelReaches(): { readonly brighten: Float32Array; readonly darken: Float32Array } {
  const table = (reach: (base: number) => number): Float32Array =>
    Float32Array.from({ length: 256 }, (_, level) => 255 * reach(level / 255));
  return { brighten: table(brightening), darken: table(darkening) };
}

import { fieldRows, type FactoredGrid } from '../light/field-rows';
import { SHINE_PLANES, type GrainPlace } from '../light/shine-field';
import { luma } from '../picture/luma';
import { DEEPEST, deepOf, deepValue } from '../picture/deep-picture';
import type { Matte, Picture } from '../picture/picture';
import { deepRow } from './deep-row';
import { grainOf } from './grain';
import type { LayerRows } from './layer-rows';
import { packed, rowPixels } from './pixel-row';
import { skinSpan } from './skin-span';

/** Share of a glint's own contrast that goes where all light is mirrored. */
const GLINT = 0.8;

/** Plane that is 0 only where nothing shines. */
const MIRRORED = 4;

/**
 * The rows of a normal layer that takes shine from skin, or adds to it, at full strength. Soft light cannot darken
 * white, so the layer holds the pixels themselves. Where the picture is clipped it draws grain.
 *
 * @param fields see `shineField`, over `healed`; a factor of −1 takes shine away, 1 adds it
 * @param healed the pixels under the layer
 * @param skin share of the change that each pixel takes, 0–255
 * @param grain place of plain skin, in pixels of `healed`; null without any
 */
export function shineLayer(
  fields: readonly FactoredGrid[],
  healed: Picture,
  skin: Matte,
  grain: GrainPlace | null,
): LayerRows {
  const rows = fieldRows(fields, skin.width);
  const grainAt = grainOf(healed, grain);
  const out = { red: 0, green: 0, blue: 0 };
  /** Sets `out` to the pixel's new values, 0–1. */
  const shine = (values: Float32Array, x: number, y: number, share: number, r: number, g: number, b: number): void => {
    const at = SHINE_PLANES * x;
    // The factor of shine that goes has turned the planes round.
    const detail = values[at + 4]! - luma(r, g, b) * values[at + 3]!;
    const lost = -values[at + 5]!;
    const isTaken = values[at + MIRRORED]! < 0;
    // A glint outshines the skin around, a pore does not. It is white, so all channels lose the same.
    const glint = isTaken ? share * GLINT * Math.max(0, detail) * luma(r, g, b) : 0;
    const grain = isTaken && lost > 0 ? share * lost * grainAt(x, y) : 0;
    out.red = changed(r, share * values[at]!, grain, glint);
    out.green = changed(g, share * values[at + 1]!, grain, glint);
    out.blue = changed(b, share * values[at + 2]!, grain, glint);
  };
  return {
    isFixed: true,
    write(y, _, above) {
      const base = rowPixels(healed, y);
      return skinSpan(rows.row(y), skin, y, (values, x, share) => {
        if (values[SHINE_PLANES * x + MIRRORED] === 0) return false;
        const below = base[x]!;
        shine(values, x, y, share, (below & 255) / 255, ((below >>> 8) & 255) / 255, ((below >>> 16) & 255) / 255);
        const pixel = packed(levelOf(out.red), levelOf(out.green), levelOf(out.blue));
        if (((pixel ^ below) & 0xffffff) === 0) return false;
        above[x] = pixel;
        return true;
      });
    },
    writeDeep(y, _, above) {
      const base = deepRow(deepOf(healed), skin.width, y);
      return skinSpan(rows.row(y), skin, y, (values, x, share) => {
        if (values[SHINE_PLANES * x + MIRRORED] === 0) return false;
        const at = 4 * x;
        shine(values, x, y, share, base[at]! / DEEPEST, base[at + 1]! / DEEPEST, base[at + 2]! / DEEPEST);
        const [red, green, blue] = [out.red, out.green, out.blue].map((value) => deepValue(DEEPEST * value));
        if (red === base[at] && green === base[at + 1] && blue === base[at + 2]) return false;
        above.set([red!, green!, blue!, DEEPEST], at);
        return true;
      });
    },
  };
}

/**
 * A value, 0–1, after a change by a share of itself. Shine that is added takes a part of the room up to white, so that
 * it clips nothing.
 *
 * @param grain further change, as a share of the changed value
 * @param glint light that goes as well, 0–1
 */
function changed(value: number, change: number, grain: number, glint: number): number {
  if (change <= 0) return Math.min(1, Math.max(0, (value - glint) * (1 + change) * (1 + grain)));
  const room = 1 - value;
  return room <= 0 ? value : value + room * (1 - Math.exp((-change * value) / room));
}

function levelOf(value: number): number {
  return (255 * value + 0.5) | 0;
}

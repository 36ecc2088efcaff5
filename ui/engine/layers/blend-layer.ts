import type { MapRow, MapRows } from '../blend/map-rows';
import { DEEPEST, deepValue } from '../picture/deep-picture';
import { DEEP_NEUTRAL } from './deep-row';
import type { LayerRows } from './layer-rows';
import { packed } from './pixel-row';
import { NEUTRAL_LEVEL } from './soft-light';

const NEUTRAL = packed(NEUTRAL_LEVEL, NEUTRAL_LEVEL, NEUTRAL_LEVEL);

/** The rows of the Blend layer: the maps of all faces at full strength, added to neutral grey. */
export function blendLayer(map: MapRows): LayerRows {
  const { source } = map;
  return {
    isFixed: true,
    write(y, _, above) {
      const row = map.row(y);
      return row !== null && writeMapRow(row, above) ? row : null;
    },
    writeDeep(y, _, above) {
      const row = map.row(y);
      return row !== null && writeDeepMapRow(row, above) ? row : null;
    },
    ...(source === undefined ? {} : { source: { kind: 'map', map: source } }),
  };
}

/** Writes a row of the map as opaque pixels; false if every value of the row is neutral. */
function writeMapRow({ from, to, values }: MapRow, above: Uint32Array): boolean {
  let used = false;
  for (let x = from, at = 3 * from; x < to; x++, at += 3) {
    const red = values[at]!;
    const green = values[at + 1]!;
    const blue = values[at + 2]!;
    if (red === 0 && green === 0 && blue === 0) continue;
    const pixel = packed(levelOf(red), levelOf(green), levelOf(blue));
    if (pixel === NEUTRAL) continue;
    above[x] = pixel;
    used = true;
  }
  return used;
}

/** As `writeMapRow`, with 16-bit values. */
function writeDeepMapRow({ from, to, values }: MapRow, above: Uint16Array): boolean {
  let used = false;
  for (let x = from, at = 3 * from, out = 4 * from; x < to; x++, at += 3, out += 4) {
    const red = deepValue(DEEP_NEUTRAL + DEEPEST * values[at]!);
    const green = deepValue(DEEP_NEUTRAL + DEEPEST * values[at + 1]!);
    const blue = deepValue(DEEP_NEUTRAL + DEEPEST * values[at + 2]!);
    if (red === DEEP_NEUTRAL && green === DEEP_NEUTRAL && blue === DEEP_NEUTRAL) continue;
    above[out] = red;
    above[out + 1] = green;
    above[out + 2] = blue;
    above[out + 3] = DEEPEST;
    used = true;
  }
  return used;
}

/** The level, 0–255, for a distance from neutral, −0.5 to 0.5. */
function levelOf(distance: number): number {
  // From 128, not 127.5: a distance of 0 must be the neutral level exactly. Truncation costs a fraction of Math.round.
  const level = (NEUTRAL_LEVEL + 255 * distance + 0.5) | 0;
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

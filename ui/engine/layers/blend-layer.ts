import type { MapRow, MapRows } from '../blend/map-rows';
import type { LayerRows } from './layer-rows';
import { packed } from './pixel-row';
import { NEUTRAL_LEVEL } from './soft-light';

const NEUTRAL = packed(NEUTRAL_LEVEL, NEUTRAL_LEVEL, NEUTRAL_LEVEL);

/** The rows of the Blend layer: the joint map of all faces at full strength, around neutral grey. */
export function blendLayer(map: MapRows): LayerRows {
  const { source } = map;
  return {
    isFixed: true,
    write(y, _, above) {
      const row = map.row(y);
      return row !== null && writeMapRow(row, above) ? row : null;
    },
    ...(source === undefined ? {} : { source: { kind: 'map', map: source } }),
  };
}

/** Writes a row of the map as opaque pixels; false if the map is neutral all along it. */
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

/** The level of a distance from neutral (−.5 to .5). */
function levelOf(distance: number): number {
  // From 128, not 127.5: a distance of 0 must be the neutral level exactly. Truncation costs a fraction of Math.round.
  const level = (NEUTRAL_LEVEL + 255 * distance + 0.5) | 0;
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

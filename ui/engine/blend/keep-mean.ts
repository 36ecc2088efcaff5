import { softLightUnderWhite } from '../api/soft-light';
import type { Plane } from '../geometry/plane';

/** Steps of Newton's method. The change is nearly linear in the map, so two steps leave less than 0.01 levels. */
const STEPS = 2;

/**
 * One channel of a map, shifted so that the mean level of the skin does not change: evening moves skin towards its own
 * tone, and never makes a face lighter or of another hue.
 *
 * @param map distances from neutral, −.5 to .5
 * @param base encoded values beneath, 0–1, of the same grid
 * @param skin weight of each cell, 0–1
 * @param wanted mean change of the skin to arrive at, in encoded values; 0 keeps the mean
 * @returns a new plane; the map itself without skin
 */
export function keepMean(map: Plane, base: Float32Array, skin: Float32Array, wanted = 0): Plane {
  let shift = 0;
  for (let step = 0; step < STEPS; step++) {
    let change = 0;
    let slope = 0;
    let weights = 0;
    for (let cell = 0; cell < map.data.length; cell++) {
      const weight = skin[cell]!;
      if (weight === 0) continue;
      const distance = map.data[cell]! - shift;
      const value = base[cell]!;
      const gain = weight * (distance > 0 ? softLightUnderWhite(value) - value : value * (1 - value));
      change += gain * distance;
      slope += gain;
      weights += weight;
    }
    if (slope > 0) shift += (change - wanted * weights) / slope;
  }
  return { size: map.size, data: map.data.map((value) => value - shift) };
}

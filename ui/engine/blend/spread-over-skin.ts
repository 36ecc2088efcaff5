import { softBlur, type Plane } from '../geometry/plane';

/** Blur radius, in cells, used to extrapolate the map beyond skin. */
const REACH = 5;
/** Below FOREIGN skin coverage use only neighbours; above OWN use the cell itself; linear in between. */
const FOREIGN = 0.1;
const OWN = 0.5;
/** Blurred skin coverage below which a cell stays neutral: too little skin lies around it. */
const NOTHING = 0.02;

/**
 * Continues one channel of a map smoothly beyond skin (normalised convolution, Knutsson & Westin 1993). At lips and
 * hairline a coarse cell mixes skin with lip or hair, but the full-size matte is sharp there. Such cells take their
 * neighbours' values.
 *
 * @param map one value a cell
 * @param skin share of skin in each cell, 0–1
 * @param neutral value of the map that changes nothing
 * @returns a new plane of distances from neutral
 */
export function spreadOverSkin(map: Plane, skin: Plane, neutral = 0): Plane {
  const { size } = map;
  const weighted = new Float32Array(size * size);
  const trust: Plane = {
    size,
    data: skin.data.map((share) => Math.min(1, Math.max(0, (share - FOREIGN) / (OWN - FOREIGN)))),
  };
  for (let index = 0; index < weighted.length; index++)
    weighted[index] = (map.data[index]! - neutral) * trust.data[index]!;
  const spread = softBlur({ size, data: weighted }, REACH);
  const weights = softBlur(trust, REACH);
  const data = new Float32Array(size * size);
  for (let index = 0; index < data.length; index++) {
    const own = trust.data[index]!;
    const around = weights.data[index]! > NOTHING ? spread.data[index]! / weights.data[index]! : 0;
    data[index] = own * (map.data[index]! - neutral) + (1 - own) * around;
  }
  return { size, data };
}

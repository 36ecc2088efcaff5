import { boxBlur } from '../../geometry/plane';

/** The matte (0–1) from which a pixel is seen as it is: stubble and skin's own rim stay. */
const SKIN = 0.3;
/** Pixels over which skin's colours are averaged to go on with, and the share of skin among them that tells the colour there. */
const REACH = 11;
const TELLS = 0.05;
/** Keeps the colour finite where hardly any skin is in reach. */
const LEAST = 1e-3;
/** Fewer pixels of skin than these say nothing. */
const FEWEST = 50;

/**
 * Lets skin go on where something else lies: hair, a collar or the wall behind an ear would give the fill of a hole beside them
 * their colour. Changes `image` in place, outside holes only; where no skin tells the colour, it is the mean of all that is seen.
 *
 * @param image planar RGB, 0–1, `size` × `size` @param keep 1 outside holes, 0 inside @param matte skin, 0–1
 */
export function extendSkin(image: Float32Array, keep: Float32Array, matte: Float32Array, size: number): void {
  if (matte.every((share) => share >= SKIN)) return;
  const plane = size * size;
  const skin = matte.map((value, index) => Math.min(1, value / SKIN) * keep[index]!);
  const seen = skin.reduce((sum, share) => sum + share, 0);
  if (seen < FEWEST) return;
  const channels = [0, 1, 2].map((channel) => image.subarray(channel * plane, (channel + 1) * plane));
  const told = boxBlur({ size, data: skin }, REACH).data;
  for (const values of channels) {
    const seenHere = values.map((value, index) => value * skin[index]!);
    const near = boxBlur({ size, data: seenHere }, REACH).data;
    const mean = seenHere.reduce((sum, value) => sum + value, 0) / seen;
    for (let index = 0; index < plane; index++) {
      if (skin[index] === keep[index]) continue;
      const colour = mean + Math.min(1, told[index]! / TELLS) * (near[index]! / Math.max(LEAST, told[index]!) - mean);
      values[index] = colour + skin[index]! * (values[index]! - colour);
    }
  }
}

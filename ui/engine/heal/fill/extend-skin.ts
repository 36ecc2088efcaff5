import { boxBlur } from '../../geometry/plane';

/** Skin matte value (0–1) from which a pixel stays as it is. Stubble and the rim of skin stay. */
const SKIN = 0.3;
/** Radius in pixels over which skin colours are averaged. */
const RADIUS = 11;
/** Share of skin within that radius from which its mean alone sets the colour; below, the window's mean is mixed in. */
const ENOUGH_NEAR = 0.05;
/** Least divisor. It keeps the colour finite where hardly any skin is near. */
const LEAST = 1e-3;
/** Least number of skin pixels in the window. With fewer, the image stays as it is. */
const LEAST_PIXELS = 50;

/**
 * Paints skin over everything else in a window, in place and outside holes only. Without it, hair, a collar or a wall
 * beside a hole would tint the hole's fill. Far from any skin the colour is the mean of all skin in the window.
 *
 * @param image planar RGB, 0–1, `size` × `size`
 * @param keep 1 outside holes, 0 inside
 * @param matte skin, 0–1
 * @param size columns, and rows, of the window in pixels
 */
export function extendSkin(image: Float32Array, keep: Float32Array, matte: Float32Array, size: number): void {
  if (matte.every((share) => share >= SKIN)) return;
  const plane = size * size;
  const skin = matte.map((value, index) => Math.min(1, value / SKIN) * keep[index]!);
  const skinArea = skin.reduce((sum, share) => sum + share, 0);
  if (skinArea < LEAST_PIXELS) return;
  const channels = [0, 1, 2].map((channel) => image.subarray(channel * plane, (channel + 1) * plane));
  const nearSkin = boxBlur({ size, data: skin }, RADIUS).data;
  for (const values of channels) {
    const skinValues = values.map((value, index) => value * skin[index]!);
    const nearValues = boxBlur({ size, data: skinValues }, RADIUS).data;
    const mean = skinValues.reduce((sum, value) => sum + value, 0) / skinArea;
    for (let index = 0; index < plane; index++) {
      if (skin[index] === keep[index]) continue;
      const nearMean = nearValues[index]! / Math.max(LEAST, nearSkin[index]!);
      const colour = mean + Math.min(1, nearSkin[index]! / ENOUGH_NEAR) * (nearMean - mean);
      values[index] = colour + skin[index]! * (values[index]! - colour);
    }
  }
}

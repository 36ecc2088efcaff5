import { softBlur } from '../geometry/plane';
import type { GrainPlace } from '../light/shine-field';
import { luma } from '../picture/luma';
import type { Picture } from '../picture/picture';

/** Blur radius that separates grain from shading, as a share of the square's side. */
const BLUR = 1 / 24;
/** Smallest square, in pixels, that has grain. */
const SMALLEST = 12;

/**
 * The grain of a square of skin, repeated as in a mirror over the whole picture: the share by which a pixel's luma
 * differs from the mean around it.
 *
 * @param place null gives no grain
 */
export function grainOf(picture: Picture, place: GrainPlace | null): (x: number, y: number) => number {
  const side = place === null ? 0 : Math.floor(place.side);
  if (place === null || side < SMALLEST) return () => 0;
  const { width, height, data } = picture;
  const [left, top] = [Math.round(place.left), Math.round(place.top)];
  const light = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    const start = Math.min(height - 1, Math.max(0, top + row)) * width;
    for (let column = 0; column < side; column++) {
      const at = 4 * (start + Math.min(width - 1, Math.max(0, left + column)));
      light[row * side + column] = luma(data[at]!, data[at + 1]!, data[at + 2]!);
    }
  }
  const mean = softBlur({ size: side, data: light }, Math.max(1, Math.round(side * BLUR))).data;
  const grain = light.map((value, index) => (mean[index] === 0 ? 0 : value / mean[index]! - 1));
  const mirrored = (position: number): number => {
    const within = ((position % (2 * side)) + 2 * side) % (2 * side);
    return within < side ? within : 2 * side - 1 - within;
  };
  return (x, y) => grain[mirrored(y - top) * side + mirrored(x - left)]!;
}

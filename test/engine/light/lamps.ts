import type { Picture } from '../../../ui/engine/picture/picture';
import { encodeSrgb, linearLight } from '../../../ui/engine/picture/srgb-curve';

/** The light of eight lamps: red, green and blue, as a share of the picture's own light. */
export const LAMPS: readonly (readonly [number, number, number])[] = [
  [1, 1, 1],
  [0.8, 0.8, 0.8],
  [1.12, 1.12, 1.12],
  [1.08, 0.98, 0.84],
  [0.92, 1, 1.16],
  [0.84, 0.76, 0.66],
  [0.98, 1.06, 0.98],
  [0.72, 0.76, 0.84],
];

/** The picture under another lamp. Light is multiplied before it is encoded, and clips at white. */
export function underLamp(picture: Picture, lamp: readonly [number, number, number]): Picture {
  const levels = lamp.map((share) =>
    Uint8ClampedArray.from(
      { length: 256 },
      (_, level) => 255 * encodeSrgb(Math.min(1, share * linearLight(level / 255))),
    ),
  );
  const data = picture.data.slice();
  for (let index = 0; index < data.length; index++)
    if (index % 4 !== 3) data[index] = levels[index % 4]![data[index]!]!;
  return { width: picture.width, height: picture.height, data };
}

/** Standard deviation. */
export function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

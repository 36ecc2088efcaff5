import type { SquareCrop } from '../geometry/square-crop';
import type { Picture } from './picture';
import { sampleCrop } from './sample-crop';

/**
 * A square crop of a picture as a network's input, before sampling: the runner samples it where the network runs.
 * The picture must not change any more.
 */
export interface CropInput {
  readonly picture: Picture;
  readonly crop: SquareCrop;
  /** Side of the tensor in pixels. */
  readonly size: number;
  /** The tensor's values for black and for white. */
  readonly range: readonly [number, number];
}

/** Samples a crop (see `cropValues`), wherever that is fastest. */
export type ReadCrop = (input: CropInput) => Promise<Float32Array>;

/**
 * Describes a crop as a network's input.
 *
 * @param size side of the tensor in pixels
 * @param range the tensor's values for black and for white; null: 0 and 1
 */
export function cropInput(
  picture: Picture,
  crop: SquareCrop,
  size: number,
  range: readonly [number, number] | null = null,
): CropInput {
  return { picture, crop, size, range: range ?? [0, 1] };
}

/** Samples the crop (see `sampleCrop`): planar RGB in the input's range, length `3 * size * size`; a new array. */
export function cropValues({ picture, crop, size, range: [low, high] }: CropInput): Float32Array {
  const values = sampleCrop(picture, crop, size);
  if (low !== 0 || high !== 1)
    for (let index = 0; index < values.length; index++) values[index] = low + (high - low) * values[index]!;
  return values;
}

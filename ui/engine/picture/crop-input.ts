import type { SquareCrop } from '../geometry/square-crop';
import type { Picture } from './picture';
import { sampleCrop } from './sample-crop';

/**
 * A square crop of a picture as a network's input, not sampled yet: that is done where the network runs. The picture must
 * not change any more.
 */
export interface CropInput {
  readonly picture: Picture;
  readonly crop: SquareCrop;
  /** Of the tensor, in pixels each way. */
  readonly size: number;
  /** What black and white become. */
  readonly range: readonly [number, number];
}

export function cropInput(
  picture: Picture,
  crop: SquareCrop,
  size: number,
  range: readonly [number, number] | null = null,
): CropInput {
  return { picture, crop, size, range: range ?? [0, 1] };
}

/** The kernel that samples a crop: gives what `cropValues` gives. */
export type ReadCrop = (input: CropInput) => Promise<Float32Array>;

/** Kept with the crop's description: who looks at what a network saw does not sample it again. */
const sampled = new WeakMap<CropInput, Float32Array>();

/** The crop, sampled (see `sampleCrop`): planar RGB in its range, length `3 * size * size`. Not to be written to. */
export function cropValues(input: CropInput): Float32Array {
  let values = sampled.get(input);
  if (values === undefined) {
    values = sampleCrop(input.picture, input.crop, input.size);
    const [low, high] = input.range;
    if (low !== 0 || high !== 1)
      for (let index = 0; index < values.length; index++) values[index] = low + (high - low) * values[index]!;
    sampled.set(input, values);
  }
  return values;
}

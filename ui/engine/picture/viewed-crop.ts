import { cropValues, type CropInput } from './crop-input';

/** Converts planar RGB, 0–1, in place: from the values of a picture to sRGB-encoded ones, cut to 0–1. */
export type ColourView = (planes: Float32Array) => void;

/** Samples a crop as `cropValues` does, in the colours of a view. Always on the CPU. */
export function viewedValues(input: CropInput, view: ColourView): Float32Array {
  const [low, high] = input.range;
  const values = cropValues({ ...input, range: [0, 1] });
  view(values);
  return low === 0 && high === 1 ? values : values.map((value) => low + (high - low) * value);
}

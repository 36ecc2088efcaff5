import { compose, type ComposeInput } from '../layers/compose';
import type { Layer } from '../layers/layer';
import { cropValues, type CropInput } from '../picture/crop-input';
import type { Matte, Picture } from '../picture/picture';
import { mergeViews } from '../skin/merge-views';
import type { SkinView } from '../skin/view-row';

/** The kernels on full-size pixels beside the networks. The pipeline does not know which device computes them. */
export interface PixelKernels {
  /** See `cropValues`. */
  readCrop(input: CropInput): Promise<Float32Array>;
  /** See `mergeViews`. */
  mergeViews(picture: Picture, whole: SkinView, near: readonly SkinView[]): Promise<Matte>;
  /** See `compose`. */
  compose(input: ComposeInput): Promise<Layer[]>;
}

/** Every kernel in TypeScript: the reference for those of a compute device. */
export const CPU_KERNELS: PixelKernels = {
  readCrop: (input) => Promise.resolve(cropValues(input)),
  mergeViews: (picture, whole, near) => Promise.resolve(mergeViews(picture, whole, near)),
  compose: (input) => Promise.resolve(compose(input)),
};

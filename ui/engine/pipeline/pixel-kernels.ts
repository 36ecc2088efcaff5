import { compose, type ComposeInput, type Layers } from '../layers/compose';
import { cropValues, type CropInput } from '../picture/crop-input';
import type { Matte, Picture } from '../picture/picture';
import { mergeViews } from '../skin/merge-views';
import type { SkinView } from '../skin/view-row';

/** The work on full-size pixels beside the networks. The pipeline does not ask where a stage is computed. */
export interface PixelKernels {
  /** See `cropValues`. */
  readCrop(input: CropInput): Promise<Float32Array>;
  /** See `mergeViews`. */
  mergeViews(picture: Picture, whole: SkinView, near: readonly SkinView[]): Promise<Matte>;
  /** See `compose`. */
  compose(input: ComposeInput): Promise<Layers>;
}

/** Every stage in TypeScript: what the others are measured against. */
export const CPU_KERNELS: PixelKernels = {
  readCrop: (input) => Promise.resolve(cropValues(input)),
  mergeViews: (picture, whole, near) => Promise.resolve(mergeViews(picture, whole, near)),
  compose: (input) => Promise.resolve(compose(input)),
};

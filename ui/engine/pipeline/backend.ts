import type { KernelPlacements } from '../api/engine-api';
import type { NetworkRunner } from '../networks/runner';
import type { PixelKernels } from './pixel-kernels';

/** The computing resources of an engine. */
export interface Backend {
  readonly runner: NetworkRunner;
  readonly kernels: PixelKernels;
  /** Device of each kernel and the reason; left out if there is no device beside the CPU. */
  readonly placements?: KernelPlacements;
}

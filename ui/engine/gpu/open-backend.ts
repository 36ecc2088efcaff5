import type { StartResponse } from '../api/engine-api';
import type { RunnerAssets } from '../networks/runner';
import { createWebgpuRunner, HALF_NETWORKS } from './webgpu-runner';
import type { Backend } from '../pipeline/backend';
import { EngineError } from '../api/report';
import { checkAdapter } from '../api/gpu-adapter';
import { openDevice } from './device';
import { openDeviceKernels } from './open-kernels';

/**
 * Opens this machine's GPU for networks and kernels, on one device.
 * @returns the backend, or the reason why the GPU cannot be used
 */
export async function openGpuBackend(
  assets: RunnerAssets,
): Promise<Backend | Extract<StartResponse, { state: 'refused' }>> {
  const check = await checkAdapter(navigator.gpu);
  if (check.state === 'refused') return { ...check, detail: check.facts?.description ?? '' };
  const guarded = await openDevice(check.adapter);
  try {
    const { kernels, sample, placements } = await openDeviceKernels(guarded);
    return {
      runner: createWebgpuRunner(assets, guarded, sample, assets.half === false ? [] : HALF_NETWORKS),
      kernels,
      placements,
    };
  } catch (error) {
    if (error instanceof EngineError && error.problem.code === 'gpu-lost')
      return { state: 'refused', reason: 'gpu-lost', detail: error.problem.detail };
    throw error;
  }
}

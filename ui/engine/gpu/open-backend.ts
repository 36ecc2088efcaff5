import type { StartResponse } from '../api/engine-api';
import type { RunnerAssets } from '../networks/runner';
import { createWebgpuRunner, HALF_NETWORKS } from './webgpu-runner';
import type { Backend } from '../worker/engine';
import { EngineError } from '../api/report';
import { checkAdapter } from './adapter';
import { openDevice } from './device';
import { openDeviceStages } from './open-kernels';

/** Networks and pixel work on this machine's GPU, on one device; or why there is none. */
export async function openGpuBackend(
  assets: RunnerAssets,
): Promise<Backend | Extract<StartResponse, { state: 'refused' }>> {
  const check = await checkAdapter(navigator.gpu);
  if (check.state === 'refused') return { ...check, detail: check.facts?.description ?? '' };
  const guarded = await openDevice(check.adapter);
  try {
    const { stages, sample, findings } = await openDeviceStages(guarded);
    return {
      runner: createWebgpuRunner(assets, guarded, sample, assets.half === false ? [] : HALF_NETWORKS),
      stages,
      findings,
    };
  } catch (error) {
    if (error instanceof EngineError && error.problem.code === 'gpu-lost')
      return { state: 'refused', reason: 'gpu-lost', detail: error.problem.detail };
    throw error;
  }
}

import type { StartResponse } from '../../channel/engine-api';
import type { NetworkRunner, RunnerAssets } from '../networks/runner';
import { createWebgpuRunner } from '../networks/webgpu-runner';
import { checkAdapter } from './adapter';
import { openDevice } from './device';

/** A runner on this machine's GPU, or why there is none. */
export async function openGpuRunner(assets: RunnerAssets): Promise<NetworkRunner | Extract<StartResponse, { state: 'refused' }>> {
  const check = await checkAdapter(navigator.gpu);
  if (check.state === 'refused') return { ...check, detail: check.facts?.description ?? '' };
  return createWebgpuRunner(assets, await openDevice(check.adapter));
}

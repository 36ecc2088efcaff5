import { wrap } from 'comlink';
import type { EngineApi } from '../../engine/api/engine-api';
import { openGpuEngine } from '../../engine-page/protocol/open-gpu-engine';
import { LaunchRefused, type EngineLauncher } from './launcher';

/**
 * The GPU's engine in a worker of the panel itself, where the host gives it a secure context.
 * @param address address of the engine page, which has the engine's files beside it
 */
export function secureLauncher(address: URL): EngineLauncher {
  return async ({ onTested, onCrash, signal }) => {
    const opened = await openGpuEngine(address, { onTested, onEnd: onCrash, signal });
    if (opened.state === 'refused') throw new LaunchRefused(opened.reason, opened.detail);
    if (opened.state === 'ended') throw new LaunchRefused('not-started');
    return { ...opened, engine: wrap<EngineApi>(opened.engine) };
  };
}

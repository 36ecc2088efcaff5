import { wrap } from 'comlink';
import type { EngineApi } from '../../engine/api/engine-api';
import { openGpuEngine } from '../../engine-page/gpu-engine';
import { HomeRefused, type OpenHome } from './launcher';

/** The GPU's engine in a worker of the panel itself, where a host gives it a secure context; its files come from the engine page's address. */
export function secureHome(address: URL): OpenHome {
  return async ({ onTested, onCrash, signal }) => {
    const opened = await openGpuEngine(address, { onTested, onEnd: onCrash, signal });
    if (opened.state === 'refused') throw new HomeRefused(opened.reason, opened.detail);
    if (opened.state === 'ended') throw new HomeRefused('not-started');
    return { ...opened, engine: wrap<EngineApi>(opened.engine) };
  };
}

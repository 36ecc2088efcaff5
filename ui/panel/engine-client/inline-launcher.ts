import { wrap, type Remote } from 'comlink';
import type { EngineApi, EngineAssets } from '../../engine/api/engine-api';
import type { EngineLauncher } from './launcher';

/**
 * The launcher that every host allows. It starts a worker from the inlined bundle. Where the host forbids workers, it
 * runs the bundle in this frame. The worker is a classic one: module workers fail in Figma's null-origin page.
 * @param source the engine's bundle @param readAssets reads the packed files when an engine starts
 */
export function inlineLauncher(source: string, readAssets: () => EngineAssets): EngineLauncher {
  return async ({ onCrash, signal }) => {
    const worker = await openWorker(source);
    signal.addEventListener('abort', () => worker?.terminate());
    if (signal.aborted) worker?.terminate();
    worker?.addEventListener('error', ({ message }) =>
      onCrash(
        /memory/i.test(message)
          ? { code: 'out-of-memory' }
          : { code: 'internal', detail: message || 'the engine stopped' },
      ),
    );
    worker?.addEventListener('messageerror', () =>
      onCrash({ code: 'internal', detail: 'a message could not be read' }),
    );
    const engine = worker === null ? openFrame(source, signal) : wrap<EngineApi>(worker);
    const started = await engine.start(readAssets());
    if (started.state === 'refused') throw new Error(started.detail);
    return { ...started, engine };
  };
}

async function openWorker(source: string): Promise<Worker | null> {
  // The bundle posts a message once it runs. A worker that the page's policy blocks reports an error.
  const greeting = `${source}\n;postMessage('softlight-engine-ready');`;
  const address = URL.createObjectURL(new Blob([greeting], { type: 'text/javascript' }));
  try {
    const worker = new Worker(address);
    const alive = await new Promise<boolean>((resolve) => {
      worker.addEventListener('message', () => resolve(true), { once: true });
      worker.addEventListener('error', () => resolve(false), { once: true });
    });
    return alive ? worker : null;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function openFrame(source: string, signal: AbortSignal): Remote<EngineApi> {
  if (globalThis.softlightServeEngine === undefined) {
    const script = document.createElement('script');
    script.textContent = source;
    document.head.append(script);
    script.remove();
  }
  const { port1, port2 } = new MessageChannel();
  globalThis.softlightServeEngine?.(port2);
  signal.addEventListener('abort', () => port1.close());
  return wrap<EngineApi>(port1);
}

declare global {
  var softlightServeEngine: ((port: MessagePort) => void) | undefined;
}

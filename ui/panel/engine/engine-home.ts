import { wrap, type Remote } from 'comlink';
import type { EngineApi } from '../../channel/engine-api';
import type { EngineProblem } from '../../engine/report';

/** Where an engine runs, and how to end it. */
export interface EngineHome {
  readonly kind: 'worker' | 'frame';
  readonly engine: Remote<EngineApi>;
  readonly executionProvider: 'wasm' | 'webgpu';
  close(): void;
}

/**
 * Opens a worker from the engine's inlined bundle (a classic one: module workers fail in Figma's null-origin
 * page), or, where the host's rules forbid workers, the same bundle in this very frame.
 */
export async function openEngineHome(source: string, onCrash: (problem: EngineProblem) => void): Promise<EngineHome> {
  return (await openWorker(source, onCrash)) ?? openFrame(source);
}

async function openWorker(source: string, onCrash: (problem: EngineProblem) => void): Promise<EngineHome | null> {
  // The bundle answers once it runs; a worker that the page's rules block reports an error instead.
  const greeting = `${source}\n;postMessage('softlight-engine-ready');`;
  const address = URL.createObjectURL(new Blob([greeting], { type: 'text/javascript' }));
  try {
    const worker = new Worker(address);
    const alive = await new Promise<boolean>((resolve) => {
      worker.addEventListener('message', () => resolve(true), { once: true });
      worker.addEventListener('error', () => resolve(false), { once: true });
    });
    if (!alive) return null;
    const crash = (detail: string): void => onCrash(/memory/i.test(detail) ? { code: 'out-of-memory' } : { code: 'internal', detail });
    worker.addEventListener('error', (event) => crash(event.message || 'the engine stopped'));
    worker.addEventListener('messageerror', () => crash('a message could not be read'));
    return { kind: 'worker', engine: wrap<EngineApi>(worker), executionProvider: 'wasm', close: () => worker.terminate() };
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function openFrame(source: string): EngineHome {
  if (globalThis.softlightServeEngine === undefined) {
    const script = document.createElement('script');
    script.textContent = source;
    document.head.append(script);
    script.remove();
  }
  const { port1, port2 } = new MessageChannel();
  globalThis.softlightServeEngine?.(port2);
  return { kind: 'frame', engine: wrap<EngineApi>(port1), executionProvider: 'wasm', close: () => port1.close() };
}

declare global {
  var softlightServeEngine: ((port: MessagePort) => void) | undefined;
}

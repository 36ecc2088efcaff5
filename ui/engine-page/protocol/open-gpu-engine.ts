import { createEndpoint, proxy, transfer, wrap } from 'comlink';
import type { EngineApi, EngineAssets } from '../../engine/api/engine-api';
import type { PageMessage } from './messages';
import { checkAdapter } from '../../engine/api/gpu-adapter';
import { NETWORK_NAMES, networkInfo } from '../../engine/networks/catalogue';
import type { EngineProblem } from '../../engine/api/report';

/** Where build.mjs lays the original's networks. */
const IMPORTED = 'networks/modelscope/';

export interface GpuEngineEvents {
  readonly onTested: (done: number) => void;
  /** The engine's worker has ended by itself after it was started. */
  readonly onEnd: (problem: EngineProblem) => void;
  /** Ends the worker. Left out: it ends with the page. */
  readonly signal?: AbortSignal;
}

type Opened = Exclude<PageMessage, { state: 'starting' }>;

/**
 * Starts the GPU's engine in a worker of this page, which must be a secure context; its files lie below `base`. The
 * adapter is looked at before any of them is fetched. Never rejects.
 */
export async function openGpuEngine(base: URL, events: GpuEngineEvents): Promise<Opened> {
  try {
    const check = await checkAdapter(navigator.gpu);
    if (check.state === 'refused') return { ...check, detail: check.facts?.description ?? '' };
    const [source, assets] = await Promise.all([read(base, 'engine.js'), readAssets(base)]);
    const opened = await startWorker(source, assets, base, events);
    // Half precision may be what takes the device away, or the worker with it: without it there is another try.
    const isLost = opened.state === 'ended' || (opened.state === 'refused' && opened.reason === 'gpu-lost');
    return isLost && check.facts.features.includes('shader-f16')
      ? await startWorker(source, { ...assets, half: false }, base, events)
      : opened;
  } catch (error) {
    return {
      state: 'ended',
      problem: { code: 'internal', detail: error instanceof Error ? error.message : String(error) },
    };
  }
}

async function startWorker(
  source: Uint8Array<ArrayBuffer>,
  assets: EngineAssets,
  base: URL,
  { onTested, onEnd, signal }: GpuEngineEvents,
): Promise<Opened> {
  // From a blob, so that the worker is under this page's own rules: it can reach nothing that the page cannot.
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address);
  URL.revokeObjectURL(address);
  signal?.addEventListener('abort', () => worker.terminate());
  const crashed = new Promise<Extract<Opened, { state: 'ended' }>>((resolve) => {
    worker.addEventListener('error', (event) =>
      resolve({ state: 'ended', problem: { code: 'internal', detail: event.message || 'the engine stopped' } }),
    );
  });
  const engine = wrap<EngineApi>(worker);
  const readImported = async (file: string): Promise<Uint8Array> => {
    const bytes = await read(base, IMPORTED + encodeURIComponent(file));
    return transfer(bytes, [bytes.buffer]);
  };
  const started = await Promise.race([engine.start(assets, proxy(onTested), proxy(readImported)), crashed]);
  if (started.state === 'started') {
    void crashed.then(({ problem }) => onEnd(problem));
    return { ...started, engine: await engine[createEndpoint]() };
  }
  worker.terminate();
  return started;
}

async function readAssets(base: URL): Promise<EngineAssets> {
  const networks = NETWORK_NAMES.map(
    async (name) => [name, await read(base, `networks/${networkInfo(name).file}`)] as const,
  );
  return {
    wasm: await read(base, 'ort.wasm'),
    networks: Object.fromEntries(await Promise.all(networks)),
    imported: await readCatalogue(base),
  };
}

/** Null where the original's networks were not imported; build.mjs writes that too. */
async function readCatalogue(base: URL): Promise<unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(await read(base, `${IMPORTED}catalogue.json`)));
  } catch {
    return null;
  }
}

async function read(base: URL, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(new URL(name, base), { credentials: 'omit' });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

import { createEndpoint, proxy, transfer, wrap } from 'comlink';
import type { EngineApi, EngineAssets } from '../../engine/api/engine-api';
import type { PageMessage } from './messages';
import { checkAdapter } from '../../engine/api/gpu-adapter';
import { networkInfo, SHIPPED_NAMES } from '../../engine/networks/catalogue';
import type { EngineProblem } from '../../engine/api/report';
import { messageOf } from '../../engine/api/message-of';

/** The folder of ModelScope's networks; build.mjs writes it. */
const IMPORTED = 'networks/modelscope/';

export interface GpuEngineEvents {
  /** Receives the share of the self-test that is done, 0–1. */
  readonly onTested: (done: number) => void;
  /** The engine's worker has crashed after its start. */
  readonly onEnd: (problem: EngineProblem) => void;
  /** Ends the worker. Left out: the worker ends with the page. */
  readonly signal?: AbortSignal;
}

type Opened = Exclude<PageMessage, { state: 'starting' }>;

/**
 * Starts the GPU's engine in a worker of this page. It checks the adapter before it fetches any file. Never rejects.
 * The page must be a secure context.
 * @param base folder of the engine's files
 */
export async function openGpuEngine(base: URL, events: GpuEngineEvents): Promise<Opened> {
  try {
    const check = await checkAdapter(navigator.gpu);
    if (check.state === 'refused') return { ...check, detail: check.facts?.description ?? '' };
    const [source, assets] = await Promise.all([read(base, 'engine.js'), readAssets(base)]);
    const opened = await startWorker(source, assets, base, events);
    // Half precision can crash the device or the worker, so a second start does without it.
    const isLost = opened.state === 'ended' || (opened.state === 'refused' && opened.reason === 'gpu-lost');
    return isLost && check.facts.features.includes('shader-f16')
      ? await startWorker(source, { ...assets, half: false }, base, events)
      : opened;
  } catch (error) {
    return {
      state: 'ended',
      problem: { code: 'internal', detail: messageOf(error) },
    };
  }
}

async function startWorker(
  source: Uint8Array<ArrayBuffer>,
  assets: EngineAssets,
  base: URL,
  { onTested, onEnd, signal }: GpuEngineEvents,
): Promise<Opened> {
  // A worker from a blob inherits this page's content security policy, so it can reach nothing else.
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
  const networks = SHIPPED_NAMES.map(
    async (name) => [name, await read(base, `networks/${networkInfo(name).file}`)] as const,
  );
  return {
    wasm: await read(base, 'ort.wasm'),
    networks: Object.fromEntries(await Promise.all(networks)),
    imported: await readCatalogue(base),
  };
}

/** The catalogue of ModelScope's networks; null if they were not imported. build.mjs writes null then. */
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

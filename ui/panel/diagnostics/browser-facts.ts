import { checkAdapter, type AdapterCheck } from '../../engine/api/gpu-adapter';
import { yesNo, type Facts } from './report-text';

/** Features that the browser allows this page. Sends no requests. */
export async function browserFacts(): Promise<Facts> {
  return {
    browser: navigator.userAgent,
    secure: yesNo(isSecureContext),
    address: `${location.protocol} origin ${String(self.origin)}, ${depth()} frames deep`,
    ...gpuFacts(await checkAdapter(navigator.gpu)),
    webgl: webglFacts(),
    workers: await workerFacts(),
    jspi: yesNo('Suspending' in WebAssembly),
    threads: `SharedArrayBuffer ${yesNo('SharedArrayBuffer' in globalThis)}, isolated ${yesNo(globalThis.crossOriginIsolated)}, ${navigator.hardwareConcurrency} cores`,
    functions: Object.entries({
      OffscreenCanvas: 'OffscreenCanvas' in globalThis,
      DecompressionStream: 'DecompressionStream' in globalThis,
      'Uint8Array.fromBase64': 'fromBase64' in Uint8Array,
      ImageDecoder: 'ImageDecoder' in globalThis,
      'crypto.subtle': 'subtle' in crypto,
    })
      .map(([name, there]) => `${name} ${yesNo(there)}`)
      .join(', '),
  };
}

function gpuFacts(check: AdapterCheck): Facts {
  const { facts } = check;
  if (facts === null)
    return { gpu: `navigator.gpu ${yesNo('gpu' in navigator)}, no adapter`, gpuLimits: '–', gpuFeatures: '–' };
  const name = [facts.vendor, facts.architecture, facts.description].filter((part) => part !== '').join(' ');
  return {
    gpu: `${name}${facts.software ? ' (software)' : ''}, ${check.state === 'usable' ? 'usable' : check.reason}`,
    gpuLimits: Object.entries(facts.limits)
      .map(([limit, value]) => `${limit} ${value}`)
      .join(', '),
    gpuFeatures: facts.features.join(', '),
  };
}

function webglFacts(): string {
  const context = document.createElement('canvas').getContext('webgl2');
  if (context === null) return 'no';
  const floats = context.getExtension('EXT_color_buffer_float') !== null;
  const renderer: unknown = context.getParameter(context.RENDERER);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return `${String(renderer)}, float targets ${yesNo(floats)}`;
}

/** Whether workers start: classic ones from `blob:` and `data:` addresses, and a module. */
async function workerFacts(): Promise<string> {
  const source = 'postMessage(1)';
  const blob = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const kinds: readonly (readonly [string, string, WorkerType])[] = [
    ['blob', blob, 'classic'],
    ['data', `data:text/javascript,${source}`, 'classic'],
    ['module', blob, 'module'],
  ];
  const found = [];
  for (const [name, address, type] of kinds) found.push(`${name} ${yesNo(await answers(address, type))}`);
  URL.revokeObjectURL(blob);
  return found.join(', ');
}

/** Milliseconds until a worker counts as blocked. */
const WORKER_TIMEOUT_MS = 3000;

function answers(address: string, type: WorkerType): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(address, { type });
      const end = (alive: boolean): void => {
        worker.terminate();
        resolve(alive);
      };
      worker.onmessage = () => end(true);
      worker.onerror = () => end(false);
      setTimeout(() => end(false), WORKER_TIMEOUT_MS);
    } catch {
      resolve(false);
    }
  });
}

function depth(): number {
  let frames = 0;
  for (let at: Window = self; at !== at.parent; at = at.parent) frames++;
  return frames;
}

import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Session } from './session';

/** The adapter of SOFTWARE_GPU is taken for a GPU. */
const IS_HARDWARE = 'Object.defineProperty(GPUAdapterInfo.prototype, "isFallbackAdapter", { get: () => false });';

/** The device goes with the work that it is given, once `when` is true. */
const losesDevice = (when: string): string => `
  const devices = new Map();
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...wishes) {
    const device = await request.apply(this, wishes);
    devices.set(device.queue, device);
    return device;
  };
  const submit = GPUQueue.prototype.submit;
  GPUQueue.prototype.submit = function (...work) {
    submit.apply(this, work);
    if (${when}) devices.get(this).destroy();
  };`;

/** Ways in which a GPU goes wrong, as code that runs in the engine page and in its worker, before theirs. */
export const GPU_FAULTS = {
  'takes too little at a time':
    'Object.defineProperty(GPUSupportedLimits.prototype, "maxBufferSize", { get: () => 2 ** 26 });',
  /** What is read from it is not what it computed. */
  'computes wrong numbers': `
    const read = GPUBuffer.prototype.getMappedRange;
    GPUBuffer.prototype.getMappedRange = function (...part) {
      const range = read.apply(this, part);
      if (this.usage & GPUBufferUsage.MAP_READ) new Float32Array(range).forEach((value, index, values) => { values[index] = 1.05 * value; });
      return range;
    };`,
  'is lost at its first work': losesDevice('true'),
  /** Networks are loaded after all other trials. */
  'is lost in its self-test': `
    let loaded = false;
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (...what) => { loaded = true; return instantiate(...what); };
    ${losesDevice('loaded')}`,
  /** See single-only-entry.ts. */
  'offers half precision':
    'Object.defineProperty(GPUAdapter.prototype, "features", { get: () => new Set(["shader-f16"]) });',
  /** See two-speed-entry.ts. */
  'is lost when networks run on it': losesDevice('globalThis.onGpu'),
} as const;

export type GpuFault = keyof typeof GPU_FAULTS;

/** From the next opening of the plugin on, its engine page finds a GPU that goes wrong. @param engine the code of the page's worker; left out: its own */
export async function breakGpu({ page }: Session, fault: GpuFault, engine?: string): Promise<void> {
  const scripts = { 'page.js': undefined, 'engine.js': engine };
  for (const [name, code] of Object.entries(scripts)) {
    await page.unroute(`**/engine/${name}`);
    await page.route(`**/engine/${name}`, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `${IS_HARDWARE}${GPU_FAULTS[fault]}\n${code ?? readFileSync(new URL(`../../dist/engine/${name}`, import.meta.url), 'utf8')}`,
      }),
    );
  }
}

/** An engine from an entry of the tests, bundled as build.mjs bundles the page's own. */
export async function bundleEngine(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['browser'],
    define: { 'import.meta.url': 'undefined' },
  });
  return outputFiles[0]!.text;
}

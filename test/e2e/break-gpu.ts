import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Session } from './session';

/** Makes the adapter of SOFTWARE_GPU look like a GPU. */
const IS_HARDWARE = 'Object.defineProperty(GPUAdapterInfo.prototype, "isFallbackAdapter", { get: () => false });';

/** The device is lost at the next submitted work once `when` is true. */
const losesDevice = (when: string): string => `
  const devices = new Map();
  const request = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await request.apply(this, options);
    devices.set(device.queue, device);
    return device;
  };
  const submit = GPUQueue.prototype.submit;
  GPUQueue.prototype.submit = function (...work) {
    submit.apply(this, work);
    if (${when}) devices.get(this).destroy();
  };`;

/** Faults of a GPU, as code that runs in the engine page and in its worker, in front of their own. */
export const GPU_FAULTS = {
  'takes too little at a time':
    'Object.defineProperty(GPUSupportedLimits.prototype, "maxBufferSize", { get: () => 2 ** 26 });',
  /** Values that are read from the GPU are 5 % too large. */
  'computes wrong numbers': `
    const read = GPUBuffer.prototype.getMappedRange;
    GPUBuffer.prototype.getMappedRange = function (...part) {
      const range = read.apply(this, part);
      if (this.usage & GPUBufferUsage.MAP_READ) new Float32Array(range).forEach((value, index, values) => { values[index] = 1.05 * value; });
      return range;
    };`,
  'is lost at its first work': losesDevice('true'),
  /** Networks load after all kernel self-tests. */
  'is lost in its self-test': `
    let loaded = false;
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (...source) => { loaded = true; return instantiate(...source); };
    ${losesDevice('loaded')}`,
  /** See single-only-entry.ts. */
  'offers half precision':
    'Object.defineProperty(GPUAdapter.prototype, "features", { get: () => new Set(["shader-f16"]) });',
  /** See two-speed-entry.ts. */
  'is lost when networks run on it': losesDevice('globalThis.onGpu'),
} as const;

export type GpuFault = keyof typeof GPU_FAULTS;

/**
 * From the next opening of the plugin on, its engine page has a faulty GPU.
 *
 * @param engine the code of the page's worker; by default its own
 */
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

/** The code of an engine from an entry file of the tests, bundled as build.mjs bundles the page's own. */
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

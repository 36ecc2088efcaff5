import { pathToFileURL } from 'node:url';

/** What of the package `webgpu` (Dawn, Chromium's WebGPU, for Node) is needed here. It is 180 MB, and so no dependency of the project. */
interface Dawn {
  create(flags: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/**
 * Gives this process `navigator.gpu`. Rejects, saying what to do, where Node or the package is missing something.
 * @param folder of the package, where it is not among the project's own
 */
export async function openGpu(folder: string | undefined): Promise<void> {
  if (!('Suspending' in WebAssembly))
    throw new Error(
      `Node ${process.version} lacks WebAssembly's JSPI, which onnxruntime-web's GPU build needs: take Node 25 or newer.`,
    );
  const name = folder === undefined ? 'webgpu' : pathToFileURL(`${folder}/index.js`).href;
  const dawn = await (import(name) as Promise<Dawn>).catch(() => {
    throw new Error(
      'There is no WebGPU for Node here: run “npm install --no-save webgpu” first, or set WEBGPU to the folder of that package.',
    );
  });
  Object.assign(globalThis, dawn.globals);
  Object.defineProperty(globalThis.navigator, 'gpu', { value: dawn.create([]), configurable: true });
}

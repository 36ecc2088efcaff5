import { pathToFileURL } from 'node:url';

/** The part of the package `webgpu` (Dawn for Node) in use here. Its 180 MB keep it out of the dependencies. */
interface Dawn {
  create(flags: readonly string[]): GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/**
 * Gives this process `navigator.gpu`. Rejects with the remedy if Node is too old or the package is missing.
 *
 * @param folder the package's folder, if it is not in the project's node_modules
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

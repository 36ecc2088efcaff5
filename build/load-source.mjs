import { build } from 'esbuild';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

/**
 * Bundles TypeScript of the project and loads it, as the source has it now.
 * @param contents a module that exports what is wanted; its imports start at the project's root
 * @returns the module's exports
 */
export async function loadSource(contents) {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    format: 'esm',
    absWorkingDir: ROOT,
    logLevel: 'warning',
    stdin: { contents, resolveDir: ROOT },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

import { build } from 'esbuild';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

/** The sandbox's code as it ships. Figma's QuickJS knows no modules, and safely no more than ES2017. */
export async function bundleSandbox() {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    absWorkingDir: ROOT,
    logLevel: 'warning',
    entryPoints: ['plugin/figma/main.ts'],
    outdir: path.join(ROOT, 'dist'),
    format: 'iife',
    platform: 'neutral',
    target: 'es2017',
    mainFields: ['module', 'main'],
    // Comlink names MessageChannel where it proxies callbacks, which the host's pipe cannot carry and we never do.
    define: { MessageChannel: 'undefined' },
  });
  return outputFiles[0].text;
}

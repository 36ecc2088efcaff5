import { build } from 'esbuild';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

/** Bundles the sandbox's code as it ships. Figma's QuickJS has no modules, and ES2017 is a safe target. */
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
    // Comlink names MessageChannel for proxies of callbacks, which Softlight never sends.
    define: { MessageChannel: 'undefined' },
  });
  return outputFiles[0].text;
}

import { build } from 'esbuild';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

/** Bundles Photoshop's host script as it ships: one classic script, whose `require` is UXP's. */
export async function bundlePhotoshop() {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    absWorkingDir: ROOT,
    logLevel: 'warning',
    entryPoints: ['plugin/photoshop/main.ts'],
    outdir: path.join(ROOT, 'dist'),
    format: 'iife',
    // Keeps `require` as it is written.
    platform: 'node',
    mainFields: ['module', 'main'],
    external: ['photoshop', 'uxp'],
    target: 'es2020',
    // Comlink names MessageChannel for proxies of callbacks, which Softlight never sends.
    define: { MessageChannel: 'undefined' },
  });
  return outputFiles[0].text;
}

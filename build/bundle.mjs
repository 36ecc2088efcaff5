import { build } from 'esbuild';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

/**
 * Bundles one entry point as it ships and returns its text.
 * @param entry its path from the root @param options esbuild's options beyond the usual ones
 */
export async function bundle(entry, options) {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    absWorkingDir: ROOT,
    logLevel: 'warning',
    entryPoints: [entry],
    outdir: path.join(ROOT, 'dist'),
    ...options,
  });
  return outputFiles[0].text;
}

/**
 * Bundles the script of a plugin's host: one classic script.
 * @param entry its path from the root @param options what differs between the hosts
 */
export function bundleHost(entry, { define = {}, ...options }) {
  return bundle(entry, {
    format: 'iife',
    mainFields: ['module', 'main'],
    // Comlink names MessageChannel for proxies of callbacks, which Softlight never sends.
    define: { MessageChannel: 'undefined', ...define },
    ...options,
  });
}

import { build } from 'esbuild';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);

/**
 * Bundles the script of a plugin's host as it ships: one classic script.
 * @param entry its first file, from the root @param options what differs between the hosts
 */
export async function bundleHost(entry, { define = {}, ...options }) {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    absWorkingDir: ROOT,
    logLevel: 'warning',
    entryPoints: [entry],
    outdir: path.join(ROOT, 'dist'),
    format: 'iife',
    mainFields: ['module', 'main'],
    // Comlink names MessageChannel for proxies of callbacks, which Softlight never sends.
    define: { MessageChannel: 'undefined', ...define },
    ...options,
  });
  return outputFiles[0].text;
}

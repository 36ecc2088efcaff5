import { build } from 'esbuild';
import { join } from 'node:path';
export async function buildProgram(): Promise<string> {
  const root = join(import.meta.dirname, '../..');
  const outfile = join(root, '.cache/cli/retouch.mjs');
  await build({ entryPoints: [join(root, 'plugin/cli/main.ts')], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', external: ['sharp'], logLevel: 'warning' });
  return outfile;
}

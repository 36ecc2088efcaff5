import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');

/** Builds the command line as it ships and returns the path of its program. */
export async function buildProgram(): Promise<string> {
  await promisify(execFile)(process.execPath, ['build.mjs', 'cli'], { cwd: ROOT });
  return join(ROOT, 'dist/cli/retouch.mjs');
}

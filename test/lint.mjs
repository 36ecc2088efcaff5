// Style and structure: ESLint, Prettier, sentences (prose.mjs), and who may import whom (.dependency-cruiser.mjs).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const CHECKS = {
  ESLint: ['node_modules/eslint/bin/eslint.js', '.'],
  Prettier: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  prose: ['test/prose.mjs'],
  'dependency-cruiser': [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err-long',
    'ui',
    'plugin',
  ],
};

/** Runs a check while others run, and prints what it says in one piece. */
async function passes(argv) {
  const child = spawn(process.execPath, argv, { cwd: ROOT });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const [status] = await once(child, 'close');
  process.stdout.write(said);
  return status === 0;
}

const failed = [];
await Promise.all(
  Object.entries(CHECKS).map(async ([name, argv]) => {
    if (!(await passes(argv))) failed.push(name);
  }),
);
if (failed.length > 0) {
  console.error(`lint failed: ${failed.join(', ')}`);
  process.exit(1);
}

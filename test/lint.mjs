// Style and structure: ESLint, Prettier, sentences (prose.mjs), and who may import whom (.dependency-cruiser.mjs).
import { spawnSync } from 'node:child_process';
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

const failed = Object.entries(CHECKS)
  .filter(([, argv]) => spawnSync(process.execPath, argv, { cwd: ROOT, stdio: 'inherit' }).status !== 0)
  .map(([name]) => name);
if (failed.length > 0) {
  console.error(`lint failed: ${failed.join(', ')}`);
  process.exit(1);
}

// Runs the fuzz tests with new cases, and with more than the test run has:
//   npm run fuzz         50 times as many (about ten minutes)
//   npm run fuzz -- 500  500 times
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = import.meta.dirname;
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => path.join(folder, name));
const env = { ...process.env, SOFTLIGHT_FUZZ: process.argv[2] ?? '50' };
const { status } = spawnSync(process.execPath, ['--import', 'tsx', '--test', '--test-reporter=spec', ...files], {
  stdio: 'inherit',
  env,
});
process.exit(status ?? 1);

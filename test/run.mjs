// Runs every check, the quick ones first:
//   npm test                 types, lint, build, and every test
//   npm test -- engine e2e   only the tests of these folders of test/, on a fresh build
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
// Far above the needs of a busy machine with two cores. A file that takes longer hangs; it is ended and named.
const TEST_MINUTES = 10;
const STEP_MINUTES = 30;
// Measures single tasks, which tests at the same time would stretch.
const ALONE = [path.join('test', 'e2e', 'start.test.ts')];
/** Title → the folders of test/ whose files run together. */
const GROUPS = {
  'documents, engine, panel, texts, hosts in QuickJS, command line, MCP': [
    'docs',
    'engine',
    'panel',
    'locales',
    'plugin',
    'photoshop',
    'host-api',
    'cli',
    'mcp',
  ],
  fuzz: ['fuzz'],
  Chromium: ['playground', 'e2e', 'package'],
};
const only = process.argv.slice(2);
const folders = Object.values(GROUPS).flat();
const forgotten = readdirSync(path.join(ROOT, 'test'), { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !folders.includes(entry.name) && testFiles(entry.name).length > 0,
);
if (forgotten.length > 0) {
  console.error(`test/run.mjs runs no tests of ${forgotten.map(({ name }) => name).join(', ')}: add them to a group`);
  process.exit(1);
}
const unknown = only.filter((folder) => !folders.includes(folder));
if (unknown.length > 0) {
  console.error(`test/ has no folder ${unknown.join(', ')} with tests; these can be named: ${folders.join(', ')}`);
  process.exit(1);
}

/** Runs one command with its output shown. Ends everything if it fails. */
function step(title, ...argv) {
  console.log(`\n— ${title}`);
  const started = performance.now();
  const { status, error } = spawnSync(process.execPath, argv, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: STEP_MINUTES * 60_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) {
    console.error(`\n${title}: ${error ? `ended after ${STEP_MINUTES} minutes (${error.message})` : 'failed'}`);
    process.exit(1);
  }
  console.log(`${title}: passed in ${Math.round((performance.now() - started) / 1000)} s`);
}

function testFiles(folder) {
  return readdirSync(path.join(ROOT, 'test', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join('test', folder, name))
    .sort();
}

/** Runs the test files of these folders, as many at a time as there are cores: an engine uses one thread. */
function runTests(title, group) {
  const files = group.filter((folder) => only.length === 0 || only.includes(folder)).flatMap(testFiles);
  runFiles(
    title,
    files.filter((file) => !ALONE.includes(file)),
  );
  runFiles(
    `${title}, alone`,
    files.filter((file) => ALONE.includes(file)),
  );
}

function runFiles(title, files) {
  if (files.length === 0) return;
  step(
    title,
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    `--test-timeout=${TEST_MINUTES * 60_000}`,
    '--test-reporter=spec',
    ...files,
  );
}

function needsChromium() {
  return only.length === 0 || GROUPS.Chromium.some((folder) => only.includes(folder));
}

/** Finds or installs the browser once, before the test files that run at the same time all look for it. */
function provideChromium() {
  console.log('\n— browser');
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'test/provide-chromium.ts'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: STEP_MINUTES * 60_000,
    killSignal: 'SIGKILL',
  });
  if (status !== 0) {
    console.error('\nbrowser: no Chromium starts on this machine, so the tests in it were not run');
    process.exit(1);
  }
  process.env['CHROMIUM_PATH'] = stdout.trim();
  console.log(`browser: ${process.env['CHROMIUM_PATH']}`);
}

// See quick-wasm.mjs. test/chromium.ts gives browsers the same flag.
process.env['NODE_OPTIONS'] = [process.env['NODE_OPTIONS'], `--import=${new URL('quick-wasm.mjs', import.meta.url)}`]
  .filter(Boolean)
  .join(' ');
process.env['SOFTLIGHT_QUICK_WASM'] = '1';

if (only.length === 0) {
  step('types', 'test/typecheck.mjs');
  step('lint', 'test/lint.mjs');
}
step('build', 'build.mjs');
for (const [title, group] of Object.entries(GROUPS)) {
  if (group === GROUPS.Chromium && needsChromium()) provideChromium();
  runTests(title, group);
}
console.log('\nall passed');

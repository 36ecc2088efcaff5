import assert from 'node:assert/strict';
import { after, before, beforeEach, test, type TestContext } from 'node:test';
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { SOFTWARE_GPU } from '../chromium';
import { SAMPLE, Session } from './session';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A software adapter is refused, because the CPU alone is faster; here it stands for a GPU, in pages and workers. */
const TAKE_SOFTWARE = "if ('GPUAdapterInfo' in globalThis) Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { value: false });";

let session: Session;
let engine: string;
let hasAdapter = false;

before(async () => {
  session = await Session.open('en-US', SOFTWARE_GPU, '?engine-page');
  hasAdapter = await session.page.evaluate(async () => navigator.gpu !== undefined && (await navigator.gpu.requestAdapter()) !== null);
  const { outputFiles } = await build({
    entryPoints: ['test/e2e/gpu-engine-entry.ts'], absWorkingDir: ROOT, bundle: true, write: false, format: 'iife', target: 'es2022',
    conditions: ['browser'], define: { 'import.meta.url': 'undefined' }, logLevel: 'warning',
  });
  engine = outputFiles[0]!.text;
});
after(() => session.close());
beforeEach(async () => {
  await session.clear();
  await session.page.unrouteAll();
});

function skipWithoutAdapter(context: TestContext): boolean {
  if (!hasAdapter) context.skip('this Chromium has no software adapter for WebGPU');
  return !hasAdapter;
}

/** Opens the plugin with photos selected; its engine page has the cut-down engine, with a fault. */
async function openWith(fault: typeof globalThis.gpuFault, photos: number): Promise<void> {
  await session.page.route('**/engine/engine.js', (route) => route.fulfill({
    contentType: 'text/javascript', body: `${TAKE_SOFTWARE}; globalThis.gpuFault = ${JSON.stringify(fault)};\n${engine}`,
  }));
  await session.page.addInitScript(TAKE_SOFTWARE);
  const ids = [];
  for (let index = 0; index < photos; index++) ids.push(await session.addPhoto(Buffer.concat([SAMPLE, Buffer.from([index])]), `Portrait ${index}`, { width: 512, height: 512 }));
  await session.select(ids);
}

const foot = (selector: string) => session.panel.locator(`.engine${selector}`);

// First, because later tests take the software adapter for a GPU for good.
test('an adapter that is a program is refused for the CPU, which is faster; nothing but the page itself was asked for', async (context) => {
  if (skipWithoutAdapter(context)) return;
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png')]);
  const before = session.requests.length;
  await session.runPlugin();
  await foot('[data-engine="wasm"][data-given-up="slow-gpu"]').waitFor();
  const asked = session.requests.slice(before).filter((url) => url.includes('/engine/'));
  assert.deepEqual(asked, [`${session.engineOrigin}/engine/`, `${session.engineOrigin}/engine/page.js`]);
});

test('the GPU passes its self-test and is used; lost in mid-batch, its picture is done again by the CPU, and what is finished stays', async (context) => {
  if (skipWithoutAdapter(context)) return;
  await openWith('lost at the second picture', 3);
  const before = session.requests.length;
  await session.runPlugin('retouch', 'webgpu');
  const rows = await session.retouch();
  assert.deepEqual(rows.map(({ state }) => state), ['done', 'done', 'done']);
  await foot('[data-engine="wasm"][data-given-up="stopped"]').waitFor();
  assert.match(await foot('').textContent() ?? '', /The GPU stopped; the CPU goes on/);
  assert.equal((await session.snapshot()).children.filter(({ pluginMade }) => pluginMade).length, 3);
  const outside = session.requests.slice(before).filter((url) => !url.startsWith(`${session.origin}/`) && !url.startsWith(`${session.engineOrigin}/engine/`));
  assert.deepEqual(outside, []);
});

test('a GPU that computes wrong numbers is refused, said, and the CPU is used', async (context) => {
  if (skipWithoutAdapter(context)) return;
  await openWith('wrong numbers', 1);
  await session.runPlugin();
  await foot('[data-given-up="wrong-numbers"]').waitFor();
  assert.match(await foot('').textContent() ?? '', /computes wrong numbers/);
  assert.deepEqual((await session.retouch()).map(({ state }) => state), ['done']);
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test, type TestContext } from 'node:test';
import { SOFTWARE_GPU } from '../chromium';
import { breakGpu, bundleEngine, type GpuFault } from './break-gpu';
import { anotherFile, sampleHead, retouchGroup, Session } from './session';

// These tests use the software adapter: it shows the behaviour and not the speed.
let session: Session;
let hasAdapter = false;

before(async () => {
  session = await Session.open('en-US', SOFTWARE_GPU, '?engine-page');
  hasAdapter = await hasAdapterBelowData(session);
});
after(() => session?.close());
beforeEach(() => session.clear());

/**
 * Whether the engine page gets an adapter below a data: document, where a panel lies. Some versions of Chromium give
 * such a frame no secure context, and so no GPU.
 */
async function hasAdapterBelowData({ page, engineOrigin }: Session): Promise<boolean> {
  await page.evaluate((address) => {
    const outer = document.createElement('iframe');
    outer.name = 'outer probe';
    outer.src = `data:text/html,<iframe name="probe" src="${address}"></iframe>`;
    document.body.append(outer);
  }, `${engineOrigin}/engine/`);
  await page
    .frameLocator('iframe[name="outer probe"]')
    .frameLocator('iframe')
    .locator('html')
    .waitFor({ state: 'attached' });
  const found = await page
    .frame('probe')!
    .evaluate(async () => navigator.gpu !== undefined && (await navigator.gpu.requestAdapter()) !== null);
  await page.evaluate(() => document.querySelector('iframe[name="outer probe"]')!.remove());
  return found;
}

/** Skips a test where Chromium has no such adapter. */
const onAdapter =
  (check: () => Promise<void>) =>
  (context: TestContext): Promise<void> | void =>
    hasAdapter ? check() : context.skip('this Chromium gives the engine page no software adapter for WebGPU');

describe('GPU', () => {
  // Promise: 25
  test(
    'refuses a software adapter, because the CPU is faster, before it requests any other file',
    onAdapter(async () => {
      const before = session.requests.length;
      await session.runPlugin();
      await session.panel.locator('.engine[data-given-up="slow-gpu"]').waitFor();
      const asked = session.requests.slice(before).filter((url) => url.includes('/engine/'));
      assert.deepEqual(asked, [`${session.engineOrigin}/engine/`, `${session.engineOrigin}/engine/page.js`]);
    }),
  );

  for (const [fault, givenUp, said] of [
    ['takes too little at a time', 'small-gpu', /buffer limits are too small/],
    ['computes wrong numbers', 'wrong-numbers', /computes wrong numbers and is not used/],
    ['is lost at its first work', 'gpu-lost', /was lost during its test/],
    ['is lost in its self-test', 'gpu-lost', /was lost during its test/],
  ] as const satisfies readonly (readonly [GpuFault, string, RegExp])[]) {
    // Promise: 25, 26, 27
    test(
      `that ${fault} leaves the work to the CPU, and the panel says why`,
      onAdapter(async () => {
        await breakGpu(session, fault);
        await session.runPlugin();
        const engine = session.panel.locator('.engine');
        assert.equal(await engine.getAttribute('data-given-up'), givenUp);
        assert.match((await engine.textContent())!, said);
      }),
    );
  }

  // Promise: 27
  test(
    'that is lost in half precision is used in single precision',
    onAdapter(async () => {
      await breakGpu(session, 'offers half precision', await bundleEngine('./single-only-entry.ts'));
      await session.runPlugin(undefined, 'webgpu');
      assert.equal(await session.panel.locator('.engine').getAttribute('data-given-up'), null);
    }),
  );

  // Promise: 26
  test(
    'that is lost in a batch keeps finished pictures, and the CPU does the rest',
    onAdapter(async () => {
      await breakGpu(session, 'is lost when networks run on it', await bundleEngine('./two-speed-entry.ts'));
      const head = await sampleHead();
      const photos = [];
      for (const name of ['A', 'B']) photos.push(await session.addPhoto(anotherFile(head, name), name));
      await session.select(photos.slice(0, 1));
      await session.runPlugin(undefined, 'webgpu');
      await session.choose({ heal: 'Off', even: 50, brighten: 0, flatten: false });
      await session.retouch();
      assert.equal(await session.panel.locator('.engine').getAttribute('data-engine'), 'webgpu');
      const finished = retouchGroup(await session.snapshot());
      const [worker] = session.page.workers().filter((each) => each.url().includes(session.engineOrigin));
      await worker!.evaluate(() => {
        globalThis.onGpu = true;
      });
      await session.select(photos);
      await session.shows('A', 'B');
      await session.retouch();
      const groups = (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
      assert.equal(groups.length, 2);
      assert.ok(groups.some(({ id }) => id === finished.id));
      const engine = session.panel.locator('.engine[data-engine="wasm"][data-given-up="stopped"]');
      assert.match((await engine.textContent())!, /The GPU stopped and the CPU continues/);
    }),
  );
});

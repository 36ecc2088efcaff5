import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SOFTWARE_GPU } from '../chromium';
import { SAMPLE, Session } from './session';

let session: Session;
let hasAdapter = false;

before(async () => {
  session = await Session.open('en-US', SOFTWARE_GPU, '?engine-page');
  hasAdapter = await session.page.evaluate(async () => navigator.gpu !== undefined && (await navigator.gpu.requestAdapter()) !== null);
});
after(() => session.close());

test('an adapter that is a program is refused for the CPU, which is faster; nothing but the page itself was asked for', async (context) => {
  if (!hasAdapter) {
    context.skip('this Chromium has no software adapter for WebGPU');
    return;
  }
  await session.clear();
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png')]);
  const before = session.requests.length;
  await session.runPlugin();
  await session.panel.locator('.engine[data-given-up="slow-gpu"]').waitFor();
  const asked = session.requests.slice(before).filter((url) => url.includes('/engine/'));
  assert.deepEqual(asked, [`${session.engineOrigin}/engine/`, `${session.engineOrigin}/engine/page.js`]);
});

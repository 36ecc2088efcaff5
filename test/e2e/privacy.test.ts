import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { temporaryFolder } from '../cli/temporary-folder';
import { SAMPLE, Session, type Row } from './session';

const MARKUP = '<img src=x onerror="window.top.hacked = true"><b>bold</b>';
const log = join(temporaryFolder(), 'network.json');

// The tests examine one whole run, from the first press to the last layer.
let session: Session;
let rows: Row[];
let opened: number;
before(async () => {
  session = await Session.open('en-US', [`--log-net-log=${log}`]);
  await session.clear();
  await session.addPhoto(SAMPLE, `${MARKUP}.png`, { x: 0, y: 0 });
  const broken = await session.addPhoto(Buffer.from(`\x89PNG\r\n\x1a\n${MARKUP}`, 'latin1'), MARKUP, {
    asStored: true,
    width: 10,
    height: 10,
  });
  const { children } = await session.snapshot();
  await session.select([...children.map(({ id }) => id), broken]);
  opened = session.requests.length;
  await session.runPlugin();
  rows = await session.retouch();
});
after(() => session?.close());

describe('privacy', () => {
  // Promise: N6
  test('never treats layer names or file metadata as markup', async () => {
    assert.deepEqual(
      rows.map(({ name, state }) => [name, state]),
      [
        [MARKUP, 'done'],
        [MARKUP, 'failed'],
      ],
    );
    assert.equal(await session.panel.locator('.row b, .row img').count(), 0);
    assert.equal(await session.page.locator('img[src="x"]').count(), 0);
    assert.equal(await session.page.evaluate(() => 'hacked' in window), false);
    assert.ok((await session.snapshot()).children.some(({ values }) => values.name === `Retouch · ${MARKUP}`));
  });

  // Promise: N6
  test('ignores messages that do not come from its parent', async () => {
    const names = (): Promise<string[]> => session.panel.locator('.row .name').allTextContents();
    assert.deepEqual(await names(), [MARKUP, MARKUP]);
    await session.panel.locator('body').evaluate(async () => {
      const target = { nodeId: '1:1', name: 'Forged', width: 1, height: 1, flatten: null };
      const selection = { pictures: [{ pictureId: 'x', targets: [target] }], skipped: [], problem: null };
      const message = {
        id: 'forged',
        type: 'APPLY',
        path: ['selectionChanged'],
        argumentList: [{ type: 'RAW', value: selection }],
      };
      const forged = { pluginMessage: { softlight: 'panel', message } };
      const heard = new Promise<void>((resolve) => {
        let left = 2;
        addEventListener('message', ({ data }) => {
          if ((data as typeof forged).pluginMessage?.message.id === 'forged' && --left === 0) resolve();
        });
      });
      window.postMessage(forged, '*');
      const frame = document.createElement('iframe');
      frame.srcdoc = `<script>parent.postMessage(${JSON.stringify(forged)}, '*')</script>`;
      document.body.append(frame);
      await heard;
      frame.remove();
    });
    assert.deepEqual(await names(), [MARKUP, MARKUP]);
  });

  // Promise: N5
  test("makes no request from the first press to the last layer, by the page's and by Chromium's own log", async () => {
    assert.ok(rows.some(({ state }) => state === 'done'));
    const since = session.requests.slice(opened);
    assert.deepEqual(
      since.filter((url) => !url.startsWith(`${session.origin}/`)),
      [],
    );
    await session.close();
    const urls = requested();
    assert.ok(
      urls.some((url) => url.startsWith(session.origin)),
      'the log has the page itself',
    );
    assert.deepEqual([...new Set(urls.filter((url) => !url.startsWith(session.origin)))], []);
  });
});

/** Addresses that any page or worker requested, by Chromium's own log. Chromium's own requests have no initiator. */
function requested(): string[] {
  const events = readFileSync(log, 'utf8').matchAll(/"initiator":"([^"]*)"[^\n]*?"url":"((?:https?|wss?):[^"]+)"/g);
  return [...events].filter(([, initiator]) => initiator !== 'not an origin').map(([, , url]) => url!);
}

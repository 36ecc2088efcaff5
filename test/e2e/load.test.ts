import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { anotherFile, SAMPLE, sampleHead, Session } from './session';

// `npm run check:load` uses 500 layers of 20 pictures, and the test run a tenth of that.
const LAYERS = Number(process.env['SOFTLIGHT_LOAD'] ?? 48);
const PICTURES = Math.max(8, LAYERS / 25);
const BROKEN = 3;
/** The largest growth of the page's processes after the first pictures, in megabytes: about one picture in progress. */
const GROWTH = 300;

let session: Session;
before(async () => {
  session = await Session.open();
  await session.clear();
});
after(() => session?.close());

/** The pictures of the layers, in turn. The broken ones stand between good ones. */
async function pictures(): Promise<Buffer[]> {
  const head = await sampleHead();
  const good = Array.from({ length: PICTURES - BROKEN }, (_, index) => anotherFile(head, index));
  const jpeg = await sharp(SAMPLE).jpeg().toBuffer();
  return [...good.slice(0, 2), jpeg.subarray(0, 3000), Buffer.from('no picture'), Buffer.alloc(0), ...good.slice(2)];
}

/** Adds all layers to the page at once. */
async function addLayers(): Promise<void> {
  const files = (await pictures()).map((file) => file.toString('base64'));
  await session.page.evaluate(
    ([all, count]) => {
      const { document } = window.playground.editor;
      const hashes = all.map((file) =>
        document.placeImage(Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))),
      );
      const ids = Array.from(
        { length: count },
        (_, index) =>
          document.create('RECTANGLE', {
            name: `Layer ${index}`,
            width: 20,
            height: 20,
            relativeTransform: [
              [1, 0, (index % 25) * 24],
              [0, 1, Math.floor(index / 25) * 24],
            ],
            fills: [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: hashes[index % hashes.length]! }],
          }).id,
      );
      document.commitUndo();
      document.select(ids);
    },
    [files, LAYERS] as const,
  );
}

/** The resident memory of the page's processes, in megabytes; null where the system does not report it. */
async function pageMemory(): Promise<number | null> {
  const client = await session.page.context().browser()!.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  await client.detach();
  let kilobytes = 0;
  for (const { id, type } of processInfo) {
    if (type !== 'renderer') continue;
    try {
      kilobytes += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      return null;
    }
  }
  return kilobytes / 1024;
}

const done = (): Promise<number> => session.panel.locator('.row[data-state="done"]').count();

describe('many layers', () => {
  // Promise: 7
  test('end in the right states with broken pictures, cancel and resume, in flat memory, while the host answers', async (context) => {
    await addLayers();
    const start = await session.snapshot();
    await session.runPlugin();
    const button = session.panel.getByRole('button', { name: /^Retouch( \d+)?$/ });

    // Cancel after two pictures: written layers stay, and the rest is untouched.
    await button.click();
    await session.panel
      .locator('.row[data-state="done"]')
      .nth(Math.ceil(LAYERS / PICTURES))
      .waitFor({ timeout: 120_000 });
    await session.panel.getByRole('button', { name: 'Cancel' }).click();
    const cancelled = await session.finished();
    const states = (rows: typeof cancelled, state: string): number => rows.filter((row) => row.state === state).length;
    const early = states(cancelled, 'done');
    assert.ok(early > 0 && states(cancelled, 'cancelled') > 0 && states(cancelled, 'working') === 0);
    const groups = async (): Promise<number> =>
      (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade).length;
    assert.equal(await groups(), early);
    const afterFirst = await pageMemory();

    // Press again for all of them, while the page keeps answering.
    await button.click();
    let answers = 0;
    let slowest = 0;
    const cancel = session.panel.getByRole('button', { name: 'Cancel' });
    const over = session.panel.locator('.foot .button.primary');
    await cancel.waitFor();
    for (; await cancel.isVisible(); answers++) {
      const asked = performance.now();
      await session.page.evaluate(() =>
        window.playground.select([window.playground.editor.document.page.children[0]!.id]),
      );
      slowest = Math.max(slowest, performance.now() - asked);
      // Ask again when a picture is done or the run is over. Then the button is Retouch or Update.
      const before = await done();
      await session.panel.locator('.row[data-state="done"]').nth(before).or(over).first().waitFor({ timeout: 60_000 });
    }
    const rows = await session.finished();
    assert.equal(rows.length, LAYERS);
    assert.equal(states(rows, 'failed'), (LAYERS / PICTURES) * BROKEN);
    assert.equal(states(rows, 'done'), (LAYERS / PICTURES) * (PICTURES - BROKEN));
    assert.equal(await groups(), states(rows, 'done'), 'each layer has one group, also those that were done before');
    const end = await pageMemory();
    context.diagnostic(
      `${LAYERS} layers, ${answers} answers, slowest ${Math.round(slowest)} ms; memory ${afterFirst?.toFixed(0)} MB after the first pictures, ${end?.toFixed(0)} MB at the end`,
    );
    if (afterFirst !== null && end !== null) assert.ok(end - afterFirst < GROWTH, `${end - afterFirst} MB more`);

    await session.undo();
    assert.equal(await groups(), early, 'each press is one undo step');
    await session.undo();
    assert.deepEqual((await session.snapshot()).children, start.children);
    assert.deepEqual(session.errors, []);
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import sharp from 'sharp';
import { anotherFile, SAMPLE, Session, withoutButtons } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
  await session.clear();
  await session.runPlugin();
});
after(() => session?.close());
beforeEach(() => session.empty());

const retouchButton = (): ReturnType<Session['panel']['getByRole']> =>
  session.panel.getByRole('button', { name: 'Retouch', exact: true });

describe('bad input', () => {
  // Promise: 1
  test('says what to do if nothing, or no picture, is selected', async () => {
    assert.match(
      (await session.panel.locator('.empty').textContent())!,
      /Select one or more layers that hold portraits/,
    );
    assert.equal(await retouchButton().isDisabled(), true);

    const section = await session.addNode('SECTION', { name: 'Empty section' });
    await session.select([section]);
    await session.panel.locator('.empty').filter({ hasText: 'There is no picture in the selection' }).waitFor();
    assert.equal(await retouchButton().isDisabled(), true);
  });

  // Promise: N3, 7, 11
  test('names each bad picture with its reason, writes nothing for it, and does the good one', async () => {
    const jpeg = await sharp(SAMPLE).jpeg().toBuffer();
    const plain = (width: number, height: number, background: string): Promise<Buffer> =>
      sharp({ create: { width, height, channels: 4, background } })
        .png()
        .toBuffer();
    const noise = Buffer.from(Array.from({ length: 80 * 160 * 4 }, (_, index) => ((index * 7919) >> 3) & 255));
    const moving = await sharp(noise, { raw: { width: 80, height: 160, channels: 4, pageHeight: 80 } })
      .gif()
      .toBuffer();
    const suit = await sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }).png().toBuffer();
    const bad: readonly (readonly [string, Uint8Array, string, RegExp])[] = [
      ['Cut', jpeg.subarray(0, jpeg.length >> 1), 'failed', /JPEG is damaged or cut short/],
      ['Zero bytes', new Uint8Array(0), 'failed', /empty file/],
      ['Text', Buffer.from('no picture at all'), 'failed', /not a PNG or JPEG/],
      ['Moving', moving, 'failed', /GIF is animated/],
      ['One', await plain(1, 1, '#c08060'), 'failed', /1 × 1 px is too small/],
      ['Eight', await plain(8, 8, '#c08060'), 'failed', /8 × 8 px is too small/],
      ['Clear', await plain(100, 100, '#0000'), 'failed', /fully transparent/],
      ['No face', suit, 'skipped', /No face found/],
    ];
    const ids = [];
    for (const [name, bytes] of bad)
      ids.push(await session.addPhoto(bytes, name, { asStored: true, width: 100, height: 100 }));
    const good = await session.addPhoto(SAMPLE, 'Good.png');
    await session.select([...ids, good]);
    await session.shows(...bad.map(([name]) => name), 'Good');
    const start = await session.snapshot();
    const rows = await session.retouch();
    for (const [name, , state, reason] of bad) {
      const row = rows.find((each) => each.name === name);
      assert.equal(row?.state, state, name);
      assert.match(row!.text, reason);
    }
    assert.equal(rows.find(({ name }) => name === 'Good')?.state, 'done');
    const { children } = await session.snapshot();
    assert.deepEqual(withoutButtons(children.filter(({ pluginMade }) => !pluginMade)), withoutButtons(start.children));
    assert.equal(children.filter(({ pluginMade }) => pluginMade).length, 1);
    assert.equal(await session.panel.locator('p[role="status"]').textContent(), '1 done, 1 unchanged, 7 failed.');
  });

  // Promise: 5
  test('writes nothing for a layer that is deleted during the run, and goes on with the others', async () => {
    const doomed = await session.addPhoto(anotherFile(SAMPLE, 1), 'Doomed.png');
    const kept = await session.addPhoto(anotherFile(SAMPLE, 2), 'Kept.png');
    await session.select([doomed, kept]);
    await session.shows('Doomed', 'Kept');
    // The engine holds its first layer back until the layer is deleted.
    const engine = session.page.workers().at(-1)!;
    await engine.evaluate(() => {
      const convert = OffscreenCanvas.prototype.convertToBlob;
      const deleted = new Promise<void>((resolve) => addEventListener('deleted', () => resolve()));
      OffscreenCanvas.prototype.convertToBlob = async function (options) {
        await deleted;
        return convert.call(this, options);
      };
    });
    await retouchButton().click();
    await session.panel.locator('.row[data-state="working"] progress').waitFor();
    await session.page.evaluate((id) => window.playground.remove(id), doomed);
    await engine.evaluate(() => dispatchEvent(new Event('deleted')));
    const rows = await session.finished();
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['failed', 'done'],
    );
    assert.match(rows[0]!.text, /deleted during its retouch/);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { anotherFile, SAMPLE, Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
  await session.clear();
});
after(() => session?.close());

describe('cancel', () => {
  // Promise: 32
  test('ends the run, leaves nothing half-written, and the next press works', async () => {
    const photos = [];
    for (const x of [0, 600])
      photos.push(await session.addPhoto(anotherFile(SAMPLE, x), `Portrait ${x}.png`, { x, y: 0 }));
    await session.select(photos);
    const start = await session.snapshot();
    await session.runPlugin();
    await session.panel.getByRole('button', { name: 'Retouch', exact: true }).click();
    await session.panel.locator('.row[data-state="working"] progress').waitFor();
    await session.panel.getByRole('button', { name: 'Cancel' }).click();
    const rows = await session.finished();
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['cancelled', 'cancelled'],
    );
    assert.match(rows[0]!.text, /Nothing was changed/);
    assert.deepEqual(await session.snapshot(), start);

    const again = await session.retouch();
    assert.deepEqual(
      again.map(({ state }) => state),
      ['done', 'done'],
    );
    await session.undo();
    assert.deepEqual(await session.snapshot(), start);
    assert.deepEqual(session.errors, []);
  });

  // Promise: 32
  test('survives double presses, and closing during a run, and each next run is whole', async () => {
    await session.empty();
    await session.addPhoto(anotherFile(SAMPLE, 1), 'Portrait.png', { x: 0, y: 0 });
    await session.shows('Portrait');
    const start = await session.snapshot();
    const press = (name: string): Promise<void> =>
      session.panel.getByRole('button', { name, exact: true }).evaluate((button: HTMLButtonElement) => {
        button.click();
        button.click();
      });
    const working = (): Promise<void> => session.panel.locator('.row[data-state="working"] progress').waitFor();

    // A warm engine can finish before the cancel arrives, so this one never finishes.
    await session.page
      .workers()
      .at(-1)!
      .evaluate(() => {
        OffscreenCanvas.prototype.convertToBlob = () => new Promise(() => undefined);
      });
    await press('Retouch');
    await working();
    await press('Cancel');
    assert.deepEqual(
      (await session.finished()).map(({ state }) => state),
      ['cancelled'],
    );
    assert.deepEqual(await session.snapshot(), start);

    await press('Retouch');
    await working();
    await session.page.evaluate(() => window.playground.closePlugin());
    assert.deepEqual(await session.snapshot(), start);

    await session.runPlugin();
    await press('Retouch');
    assert.deepEqual(
      (await session.finished()).map(({ state }) => state),
      ['done'],
    );
    assert.equal((await session.snapshot()).children.filter(({ pluginMade }) => pluginMade).length, 1);
    await session.undo();
    assert.deepEqual(await session.snapshot(), start);
    assert.deepEqual(session.errors, []);
  });
});

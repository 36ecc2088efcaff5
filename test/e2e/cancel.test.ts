import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SAMPLE, Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
  await session.clear();
});
after(() => session.close());

test('cancel ends the run, leaves nothing half-written, and the next press works', async () => {
  const photos = [];
  for (const x of [0, 600]) photos.push(await session.addPhoto(withComment(SAMPLE, x), `Portrait ${x}.png`, { x, y: 0 }));
  await session.select(photos);
  const start = await session.snapshot();
  await session.runPlugin();
  await session.panel.getByRole('button', { name: 'Retouch', exact: true }).click();
  await session.panel.locator('.row[data-state="working"] progress').waitFor();
  await session.panel.getByRole('button', { name: 'Cancel' }).click();
  const rows = await session.finished();
  assert.deepEqual(rows.map(({ state }) => state), ['cancelled', 'cancelled']);
  assert.match(rows[0]!.text, /Nothing was changed/);
  assert.deepEqual(await session.snapshot(), start);

  const again = await session.retouch();
  assert.deepEqual(again.map(({ state }) => state), ['done', 'done']);
  await session.undo();
  assert.deepEqual(await session.snapshot(), start);
  assert.deepEqual(session.errors, []);
});

/** The same picture as another file: bytes after a PNG's end are never read. */
function withComment(png: Uint8Array, number: number): Uint8Array {
  return Buffer.concat([png, Buffer.from(`${number}`)]);
}

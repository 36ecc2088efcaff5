import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { breakEngine, type Breakage } from './break-engine';
import { anotherFile, sampleHead, Session, type Row } from './session';

let session: Session;
let head: Buffer;
let engines = 0;
before(async () => {
  head = await sampleHead();
  session = await Session.open();
  session.page.on('worker', () => engines++);
});
after(() => session?.close());
beforeEach(() => session.clear());

/** Retouches different portraits while the engines break. Returns the rows, the groups and the number of engines. */
async function runBroken(
  names: readonly string[],
  now: Breakage,
  later: readonly Breakage[],
): Promise<{ readonly rows: Row[]; readonly engines: number; readonly groups: number }> {
  const photos = [];
  for (const name of names) photos.push(await session.addPhoto(anotherFile(head, name), name));
  await session.select(photos);
  engines = 0;
  await session.runPlugin();
  await session.choose({ heal: 'Off', even: 50, brighten: 0, flatten: false });
  await breakEngine(session, now, later);
  const rows = await session.retouch();
  const { children } = await session.snapshot();
  return { rows, engines, groups: children.filter(({ pluginMade }) => pluginMade).length };
}

describe('engine trouble', () => {
  // Promise: 28
  test('finishes the batch in a new worker when one dies', async () => {
    const { rows, engines: opened, groups } = await runBroken(['A', 'B', 'C'], 'dies at the second picture', []);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['done', 'done', 'done'],
    );
    assert.equal(groups, 3);
    assert.equal(opened, 2);
  });

  // Promise: 28
  test('retries in a new engine when memory runs out, and reports each picture if every engine fails', async () => {
    const recovered = await runBroken(['A'], 'has no memory', []);
    assert.deepEqual(
      recovered.rows.map(({ state }) => state),
      ['done'],
    );
    assert.equal(recovered.groups, 1);
    await session.clear();
    const { rows, groups } = await runBroken(
      ['A', 'B'],
      'has no memory',
      Array.from({ length: 50 }, () => 'has no memory'),
    );
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['failed', 'failed'],
    );
    for (const { text } of rows) assert.match(text, /not enough memory/);
    assert.equal(groups, 0);
  });

  // Promise: 30
  test('names a damaged network, keeps finished pictures, and does the next picture', async () => {
    const { rows, groups } = await runBroken(['A', 'B', 'C'], 'dies at the second picture', ['has damaged networks']);
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['done', 'failed', 'done'],
    );
    assert.match(rows[1]!.text, /Part of the plugin is damaged \([a-z-]+\)/);
    assert.equal(groups, 2);
  });
});

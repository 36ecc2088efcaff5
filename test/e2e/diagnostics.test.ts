import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { FACTS, type Fact } from '../../ui/locales/facts';
import { SAMPLE, Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
});
after(() => session?.close());

describe('Diagnostics', () => {
  test('reports the abilities of the host as text to copy, and leaves the document and its undo unchanged', async () => {
    await session.clear();
    await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 });
    const { children } = await session.snapshot();
    const asked = session.requests.length;
    await session.page.evaluate(() => window.playground.runPlugin('diagnostics'));
    const { panel } = session;
    await panel.locator('dl[aria-busy="false"]').waitFor({ timeout: 120_000 });
    const found = await panel
      .locator('[data-fact]')
      .evaluateAll((rows) =>
        rows.map((row) => [(row as HTMLElement).dataset['fact'], row.querySelector('dd')!.textContent] as const),
      );
    assert.deepEqual(
      found.map(([fact]) => fact),
      [...FACTS],
    );
    const facts = Object.fromEntries(found) as Record<Fact, string>;
    assert.equal(facts.secure, 'no');
    assert.match(facts.address, /^data: origin null, 3 frames deep$/);
    assert.match(facts.gpu, /^navigator\.gpu no/);
    assert.match(facts.workers, /blob yes/);
    assert.match(facts.threads, /SharedArrayBuffer no/);
    assert.equal(facts.colours, 'SRGB');
    assert.match(facts.toHost, /^30 MB in \d+ ms, whole yes$/);
    assert.match(facts.fromHost, /^30 MB in \d+ ms, whole yes$/);
    assert.match(facts.softLight, /^largest difference (0\.\d+|1\.00) levels, 0 of 65536 pairs by more than 1$/);
    assert.match(facts.engine, /^wasm, ready in \d+ ms$/);
    assert.deepEqual(
      session.requests.slice(asked).filter((url) => !/\/(plugin\.js|ui\.html)$/.test(url)),
      [],
    );

    await panel.getByRole('button', { name: 'Select all' }).click();
    const selected = await panel.locator('body').evaluate(() => String(getSelection()));
    for (const text of Object.values(facts)) assert.ok(selected.includes(text), text);
    await panel.getByRole('button', { name: 'Copy all' }).click();
    await panel
      .getByRole('status')
      .filter({ hasText: /Copied|selected/ })
      .waitFor();

    assert.deepEqual((await session.snapshot()).children, children);
    // The photo is the only undo step.
    await session.undo();
    assert.deepEqual((await session.snapshot()).children, []);
  });
});

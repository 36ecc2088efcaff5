import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { NodeSnapshot } from '../../plugin/playground/page/test-hook';
import { SAMPLE, Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open();
  await session.clear();
});
after(() => session?.close());

const slider = (name: string): Locator => session.panel.locator('.shape-row').getByRole('slider', { name });

async function group(): Promise<NodeSnapshot | undefined> {
  return (await session.snapshot()).children.find(({ pluginMade }) => pluginMade);
}

describe('Shape in the panel', () => {
  // Promise: S5
  test('asks once, says which parts stay, moves the layers, and comes back in Edit retouch', async () => {
    const photo = await session.addPhoto(SAMPLE, 'Portrait', { x: 0, y: 0 });
    await session.select([photo]);
    await session.runPlugin();
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 60, brighten: 0, flatten: false });
    await session.settled();
    const row = await session.openRow('shape');
    await row.getByText('Ask the person in the photo first.').waitFor();
    assert.equal(await row.getByRole('slider').count(), 0, 'the question comes before the sliders');
    await row.getByRole('button', { name: 'I understand: use Shape' }).click();
    await row.getByText(/legs, length: not all in the picture/).waitFor();
    assert.deepEqual([await slider('Legs').isDisabled(), await slider('Arms').isDisabled()], [true, false]);
    await slider('Arms').fill('100');
    await session.settled();
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done'],
    );
    const written = await group();
    assert.deepEqual(
      written?.children.map(({ values }) => values.name),
      ['Shape', 'Blend'],
    );

    await session.page.evaluate(() => window.playground.closePlugin());
    await session.select([written!.id]);
    await session.runPlugin('edit');
    await session.shows('Portrait');
    await session.openRow('shape');
    await slider('Arms').waitFor();
    assert.equal(await slider('Arms').inputValue(), '100');
    await session.turn('shape', false);
    await session.settled();
    await session.retouch();
    assert.deepEqual(
      (await group())?.children.map(({ values }) => values.name),
      ['Blend'],
    );
    assert.deepEqual(session.errors, []);
  });
});

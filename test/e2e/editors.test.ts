import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { NodeSnapshot } from '../../plugin/playground/page/test-hook';
import { axeFindings } from './axe';
import { Session } from './session';

let session: Session;
before(async () => {
  session = await Session.open('en-US', [], '?editor=slides&sample=near');
});
after(() => session?.close());

/** The slide or asset with a name. */
async function placeOf(name: string): Promise<NodeSnapshot> {
  const find = (node: NodeSnapshot): NodeSnapshot | null =>
    node.values.name === name ? node : (node.children.map(find).find((found) => found !== null) ?? null);
  return find(await session.snapshot())!;
}

/** A picture for whoever looks at it; only where SOFTLIGHT_LOOK names a folder. */
async function look(name: string): Promise<void> {
  const folder = process.env['SOFTLIGHT_LOOK'];
  if (folder !== undefined) await session.page.screenshot({ path: `${folder}/${name}.png` });
}

const groupsIn = ({ children }: NodeSnapshot): string[] =>
  children.filter(({ type }) => type === 'GROUP').map(({ values }) => values.name);

describe('the playground of Slides and of Buzz', () => {
  // Promise: F5
  test('retouches the slide in view, then the asset in view in a docked panel', async () => {
    await session.page.getByRole('button', { name: 'Asset View' }).click();
    await session.runPlugin();
    await session.settled();
    await look('slides');
    await session.retouch();
    assert.deepEqual(groupsIn(await placeOf('Speaker')), ['Retouch · Photo']);
    await look('slides-done');

    await session.page.getByRole('link', { name: 'Buzz' }).click();
    await session.page
      .getByRole('link', { name: 'Buzz', exact: true })
      .and(session.page.locator('[aria-current]'))
      .waitFor();
    await session.page.evaluate(() => window.playground.ready);
    await look('buzz-grid');
    await session.page.getByRole('button', { name: 'Asset View' }).click();
    await session.runPlugin();
    await session.settled();
    const panel = session.panel;
    assert.equal(await panel.locator('.resize-handle').count(), 0);
    const { scrollWidth, clientWidth } = await panel
      .locator('html')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    assert.ok(clientWidth < 300 && scrollWidth <= clientWidth, `${scrollWidth} of ${clientWidth} px`);
    assert.deepEqual(await axeFindings(session.panel), []);
    await look('buzz');
    await session.retouch();
    assert.deepEqual(groupsIn(await placeOf('Post')), ['Retouch · Photo']);
    await look('buzz-done');

    // Promise: F5
    const sentences = [];
    for (const name of ['Instance of a template', 'Empty field']) {
      await session.select([(await placeOf(name)).id]);
      await panel.locator('.empty').waitFor();
      sentences.push(await panel.locator('.empty').innerText());
      await look(name);
    }
    assert.match(sentences[0]!, /instance of a template/);
    assert.match(sentences[1]!, /no picture yet/);
    assert.deepEqual(session.errors, []);
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import type { NodeSnapshot } from '../../plugin/playground/page/test-hook';
import { head } from '../engine/faces/sample-pictures';
import { axeFindings } from './axe';
import { SAMPLE, Session, type Pixels } from './session';

/** An upright portrait beside a small lying head, which face detection misses once it has found another face. */
const WIDE = { width: 1600, height: 520 } as const;
const LYING = { left: 1400, top: 200, width: 160, height: 144 } as const;
let session: Session;
let wide: Uint8Array;
let suit: Uint8Array;
before(async () => {
  session = await Session.open();
  await session.clear();
  await session.runPlugin();
  const lying = await sharp(await head(0.8, false))
    .rotate(90)
    .png()
    .toBuffer();
  wide = new Uint8Array(
    await sharp({ create: { ...WIDE, channels: 3, background: '#8a8078' } })
      .composite([
        { input: Buffer.from(SAMPLE), left: 0, top: 0 },
        { input: lying, left: LYING.left, top: LYING.top },
      ])
      .png()
      .toBuffer(),
  );
  suit = new Uint8Array(await sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }).png().toBuffer());
});
after(() => session?.close());
beforeEach(() => session.empty());

const button = (name: string | RegExp): Locator => session.panel.getByRole('button', { name });
const stage = (): Locator => session.panel.getByRole('application');
const outlines = (kind: string): Locator => session.panel.locator(`.overlay .outline.${kind}`);
const face = (name: string | RegExp): Locator => session.panel.locator('.faces').getByRole('button', { name });
const said = (text: string): Promise<void> =>
  session.panel.locator('.outline-said', { hasText: text }).waitFor({ state: 'attached' });

/** The position on the stage of a point of the picture, when the stage shows all of it. */
async function onStage(
  picture: { readonly width: number; readonly height: number },
  x: number,
  y: number,
): Promise<{ readonly x: number; readonly y: number }> {
  const { width, height } = (await stage().boundingBox())!;
  const scale = Math.min((width - 16) / picture.width, (height - 16) / picture.height, 4);
  return { x: (width - scale * picture.width) / 2 + scale * x, y: (height - scale * picture.height) / 2 + scale * y };
}

async function drag(
  picture: { readonly width: number; readonly height: number },
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await stage().hover({ position: await onStage(picture, ...from) });
  await session.page.mouse.down();
  await stage().hover({ position: await onStage(picture, ...to) });
  await outlines('drawn').waitFor({ state: 'attached' });
  await session.page.mouse.up();
}

async function groups(): Promise<readonly NodeSnapshot[]> {
  return (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
}

/** The number of pixels at which a rendering differs, in the lying head and in the background between the two. */
function changed({ width, height, data }: Pixels, before: Pixels): { readonly head: number; readonly ground: number } {
  assert.deepEqual([width, height], [before.width, before.height]);
  let inHead = 0;
  let ground = 0;
  for (let index = 0; index < data.length; index += 4) {
    if ([0, 1, 2].every((channel) => data[index + channel] === before.data[index + channel])) continue;
    const x = (index / 4) % width;
    const y = Math.floor(index / 4 / width);
    if (x >= LYING.left && x < LYING.left + LYING.width && y >= LYING.top && y < LYING.top + LYING.height) inHead++;
    else if (x >= 512) ground++;
  }
  return { head: inHead, ground };
}

describe('manual face', () => {
  // Promise: 18
  test('lists and retouches a missed face in a dragged box, restores it in Edit retouch, and undo removes it', async () => {
    const photo = await session.addPhoto(wide, 'Wide', { x: 0, y: 0 });
    const original = await session.render();
    await session.select([photo]);
    await session.shows('Wide');
    await session.choose({ heal: 'Off', even: 100, brighten: 0, flatten: false });
    await session.settled();
    assert.equal(await session.panel.locator('.faces').count(), 0, 'one face needs no list');
    await button(/^Face: drag a box/).click();
    await drag(WIDE, [LYING.left + 25, LYING.top + 15], [LYING.left + 135, LYING.top + 130]);
    await said('The face in the box is added');
    await face('Face 2').waitFor();
    await session.settled();
    await button('Undo').click();
    await face('Face 2').waitFor({ state: 'detached' });
    await button('Redo').click();
    await face('Face 2').waitFor();
    assert.deepEqual(
      (await session.retouch()).map(({ state, text }) => [state, /^2 faces/.test(text)]),
      [['done', true]],
    );
    const there = changed(await session.render(), original);
    assert.ok(there.head > 1000, `${there.head} pixels of the outlined face`);
    assert.equal(there.ground, 0);

    await session.page.evaluate(() => window.playground.closePlugin());
    await session.select([(await groups())[0]!.id]);
    await session.page.getByRole('region', { name: 'Plugin' }).getByRole('button', { name: 'Edit retouch' }).click();
    await face('Face 2').waitFor();
    await face('Face 2').click();
    await button('Remove the box for Face 2').click();
    await face('Face 2').waitFor({ state: 'detached' });
    await button('Undo').click();
    await face('Face 2').waitFor();
    await button('Redo').click();
    await face('Face 2').waitFor({ state: 'detached' });
    assert.match((await session.retouch())[0]!.text, /^1 face /);
    assert.deepEqual(changed(await session.render(), original), { head: 0, ground: 0 });
  });

  // Promise: 17
  test('offers a box where no face was found, places it by keys, and reports a box without a face', async () => {
    await session.addPhoto(suit, 'Suit', { x: 0, y: 0 });
    await session.shows('Suit');
    await session.settled();
    const before = (await session.snapshot()).children;
    await button('Outline a face').focus();
    await session.page.keyboard.press('Enter');
    assert.ok((await button(/^Face: drag a box/).getAttribute('aria-pressed')) === 'true');
    const size = session.panel.getByRole('spinbutton', { name: /^Size/ });
    const old = Number(await size.inputValue());
    await session.page.keyboard.press(']');
    assert.ok(Number(await size.inputValue()) > old, 'the stage has the focus, and brackets size the box');
    for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await session.page.keyboard.press(key);
    await said('The box shows no face');
    await outlines('refused').waitFor({ state: 'attached' });
    await face('Your box, No face: nothing changed').click();
    await session.panel.getByText('The box shows no face, so nothing is changed.').waitFor();
    assert.deepEqual(await axeFindings(session.panel), []);
    const { width, height } = (await button('Remove the box for Your box').boundingBox())!;
    assert.ok(Math.min(width, height) >= 24, `${width} × ${height}`);
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['skipped'],
    );
    assert.deepEqual((await session.snapshot()).children, before);
    await button('Remove the box for Your box').click();
    await face(/^Your box/).waitFor({ state: 'detached' });
    await stage().press('v');
    await button('Outline a face').waitFor();
  });
});

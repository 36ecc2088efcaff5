import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import type { NodeSnapshot } from '../../plugin/playground/page/test-hook';
import { anotherFile, SAMPLE, sampleHead, Session } from './session';

let session: Session;
let pair: Uint8Array;
before(async () => {
  session = await Session.open();
  await session.clear();
  await session.runPlugin();
  const head = await sharp(SAMPLE)
    .extract({ left: 120, top: 10, width: 220, height: 240 })
    .resize(440)
    .png()
    .toBuffer();
  pair = new Uint8Array(
    await sharp({ create: { width: 900, height: 480, channels: 3, background: '#777' } })
      .composite([
        { input: head, left: 0, top: 0 },
        { input: head, left: 460, top: 0 },
      ])
      .png()
      .toBuffer(),
  );
});
after(() => session?.close());
beforeEach(() => session.empty());

const button = (name: string | RegExp): Locator => session.panel.getByRole('button', { name });
const question = (): Locator => session.panel.getByRole('dialog');
const count = (mark: string): Promise<number> => session.panel.locator(`.overlay ${mark}`).count();

async function groups(): Promise<readonly NodeSnapshot[]> {
  return (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
}

const faceTwo = (): Locator => session.panel.locator('.faces').getByRole('button', { name: 'Face 2' });

/** Holds the button Before for a moment: it shows the picture before, and lets go of it. */
async function holdBefore(): Promise<void> {
  await button('Before').hover();
  await session.page.mouse.down();
  await session.panel.getByRole('button', { name: 'Before', pressed: true }).waitFor();
  await session.page.mouse.up();
  await session.panel.getByRole('button', { name: 'Before', pressed: false }).waitFor();
}

const named = async (name: string): Promise<NodeSnapshot> =>
  (await groups()).find(({ values }) => values.name === `Retouch · ${name}`)!;

/** Presses a relaunch button of the selected layer. */
function relaunch(name: string): Promise<void> {
  return session.page.getByRole('region', { name: 'Plugin' }).getByRole('button', { name }).click();
}

describe("a designer's session", () => {
  // Promise: U3
  test('undoes a drag of a slider as one step, and at last a step of the document', async () => {
    const photo = await session.addPhoto(await sampleHead(), 'Portrait', { x: 0, y: 0 });
    await session.select([photo]);
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 50, brighten: 0, flatten: false });
    await session.retouch();
    await button('Update all').waitFor();
    assert.equal((await groups()).length, 1);
    const slider = session.panel.getByRole('slider', { name: 'Even tone' });
    await session.openRow('blend');
    const track = (await slider.boundingBox())!;
    const pointAt = (share: number): Promise<void> =>
      session.page.mouse.move(track.x + track.width * share, track.y + track.height / 2);
    await pointAt(0.5);
    await session.page.mouse.down();
    for (const share of [0.6, 0.7, 0.8]) await pointAt(share);
    await session.page.mouse.up();
    assert.notEqual(await slider.inputValue(), '50');
    await button('Update').waitFor();
    await session.page.keyboard.press('Control+z');
    assert.equal(await slider.inputValue(), '50');
    const scrubbed = session.row('brighten').locator('.tool-value');
    const box = (await scrubbed.boundingBox())!;
    await session.page.mouse.move(box.x + 10, box.y + 8);
    await session.page.mouse.down();
    await session.page.mouse.move(box.x + 40, box.y + 8, { steps: 3 });
    await session.page.mouse.up();
    assert.equal(await scrubbed.textContent(), '20', 'a drag on the closed value changes it');
    await session.page.keyboard.press('Control+z');
    assert.equal(await scrubbed.textContent(), 'Off');
    while (await button('Undo').isEnabled()) await session.page.keyboard.press('Control+z');
    assert.equal((await groups()).length, 1);
    await session.page.keyboard.press('Control+z');
    await session.page.waitForFunction(() => window.playground.snapshot().children.length === 1);
    await session.page.keyboard.press('Control+Enter');
    await session.panel.locator('.row[data-state="working"]').waitFor();
    await session.finished();
  });

  // Promise: 34
  test('retouches, edits, updates and removes three pictures, and undoes each step', async () => {
    const photos = [
      await session.addPhoto(SAMPLE, 'Portrait', { x: 0, y: 0 }),
      await session.addPhoto(pair, 'Pair', { x: 1200, y: 0 }),
      await session.addPhoto(await sampleHead(), 'Small', { x: 2200, y: 0 }),
    ];
    const start = await session.snapshot();
    await session.select(photos);
    await session.shows('Portrait', 'Pair', 'Small');
    await session.choose({ heal: 'All', even: 70, brighten: 10, flatten: false });

    await button('Pair').first().click();
    await session.settled();
    await faceTwo().click();
    await session.panel.getByRole('checkbox', { name: 'Retouch Face 2' }).uncheck();
    await button('Portrait').first().click();
    await session.settled();
    await session.keepSpot();
    await session.addSpot(0.5, 0.15);
    await session.brush([0.4, 0.3], [0.45, 0.3]);
    await holdBefore();

    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done', 'done', 'done'],
    );
    const applied = await session.snapshot();
    assert.equal((await groups()).length, 3);
    const blend = (await named('Portrait')).children.find(({ values }) => values.name === 'Blend')!;
    await session.page.evaluate(
      (id) =>
        window.playground.setNode(id, {
          relativeTransform: [
            [1, 0, 40],
            [0, 1, 0],
          ],
        }),
      blend.id,
    );
    const moved = await session.snapshot();

    // The panel's settings change in between, and the layers' own settings come back all the same.
    await session.select([]);
    await session.choose({ heal: 'Off', even: 15, brighten: 0 });
    await session.page.evaluate(() => window.playground.closePlugin());
    await session.select([(await named('Portrait')).id]);
    await relaunch('Edit retouch');
    await session.panel.locator('.engine[data-engine="wasm"]').waitFor();
    await session.settled();
    await session.panel.locator('.overlay .spot.kept').waitFor({ state: 'attached' });
    await button(/^Brush/).click();
    assert.deepEqual([await count('.spot.kept'), await count('.spot.added'), await count('.stroke')], [1, 1, 1]);
    await session.openRow('heal');
    assert.equal(await session.panel.getByRole('spinbutton', { name: 'Reach' }).inputValue(), '86');
    for (const [role, value] of [
      ['blend', '70'],
      ['brighten', '10'],
    ] as const) {
      assert.equal(await session.row(role).locator('.tool-value').textContent(), value, role);
    }
    await session.select([photos[1]!]);
    await session.settled();
    await faceTwo().click();
    assert.equal(await session.panel.getByRole('checkbox', { name: 'Retouch Face 2' }).isChecked(), false);
    await session.panel.locator('.faces').getByRole('button', { name: 'Face 1' }).click();
    assert.ok(await session.panel.getByRole('checkbox', { name: 'Retouch Face 1' }).isChecked());

    await session.select([photos[0]!]);
    await session.settled();
    await button('Update all').click();
    await question().getByText('Portrait').waitFor();
    await question().getByText('moved').waitFor();
    await session.page.keyboard.press('Escape');
    await question().waitFor({ state: 'detached' });
    assert.deepEqual(await session.snapshot(), moved, 'called off: nothing was written');

    await button('Update all').click();
    await question().getByRole('button', { name: 'Keep both' }).click();
    await session.finished();
    const both = (await groups()).filter(({ values }) => values.name === 'Retouch · Portrait');
    assert.deepEqual(
      both.map(({ values }) => values.visible).sort(),
      [false, true],
      "the designer's version is there, hidden",
    );
    await session.undo();
    assert.deepEqual((await session.snapshot()).children, moved.children);

    await session.select([photos[0]!]);
    await session.settled();
    await button('Update all').click();
    await question().getByRole('button', { name: 'Replace' }).click();
    await session.finished();
    assert.equal((await groups()).length, 3);
    const again = (await named('Portrait')).children;
    assert.deepEqual(
      again.map(({ values }) => [values.name, values.opacity]),
      [
        ['Heal', 1],
        ['Blend', 0.7],
        ['Brighten', 0.1],
      ],
    );
    assert.deepEqual(
      again.map(({ values }) => values.fills),
      applied.children
        .find(({ id }) => id === both[0]!.id || id === both[1]!.id)!
        .children.map(({ values }) => values.fills),
      'with everything chosen as before, the pictures are the same to the byte',
    );

    await session.command('Remove retouch');
    await session.panel.getByRole('status').filter({ hasText: '1 retouch removed.' }).waitFor({ state: 'attached' });
    assert.deepEqual((await groups()).map(({ values }) => values.name).sort(), ['Retouch · Pair', 'Retouch · Small']);

    const steps = ['remove', 'update', 'move', 'apply'];
    for (const step of steps) {
      assert.notDeepEqual((await session.snapshot()).children, start.children, `before ${step} is taken back`);
      await session.undo();
    }
    assert.deepEqual((await session.snapshot()).children, start.children);
  });

  // Promise: U2, U5
  test('reviews doubtful spots by keys, and finds every decision again after closing', async () => {
    const photo = await session.addPhoto(await enlargedHead(), 'Portrait', { x: 0, y: 0 });
    await session.select([photo]);
    await session.shows('Portrait');
    await session.choose({ heal: 'Blemishes', even: 40, brighten: 0, flatten: false });
    await session.settled();
    await session.openRow('heal');
    const counts = session.panel.locator('.heal-counts p');
    const before = numbersIn((await counts.textContent())!);
    assert.ok(before.length >= 2, 'some finds are kept');
    await button('Review').click();
    const list = session.panel.getByRole('listbox', { name: 'Review spots' });
    await session.panel.getByRole('radio', { name: /^Kept/ }).check();
    await list.focus();
    await session.page.keyboard.press('h');
    await session.page.keyboard.press('h');
    await session.page.keyboard.press('k');
    await session.page.keyboard.press('ArrowLeft');
    await session.page.keyboard.press('Space');
    assert.equal(await list.getByRole('option').nth(2).getAttribute('aria-selected'), 'true');
    assert.equal(await session.panel.locator('.crop.healed').count(), 3);
    await session.page.keyboard.press('Escape');
    const after = numbersIn((await counts.textContent())!);
    assert.equal(after[0], before[0]! + 3);

    await session.page.evaluate(() => window.playground.closePlugin());
    await session.runPlugin();
    await session.shows('Portrait');
    await session.settled();
    assert.deepEqual(numbersIn((await counts.textContent())!), after);
    assert.match((await session.retouch())[0]!.text, new RegExp(`${after[0]} spots healed`));
  });

  // Promise: U4
  test('updates one picture of three, and leaves the nodes of the others alone', async () => {
    const photos = [];
    for (const [index, x] of [0, 600, 1200].entries())
      photos.push(await session.addPhoto(anotherFile(await sampleHead(), index), `Portrait ${index}`, { x, y: 0 }));
    await session.select(photos);
    await session.shows('Portrait 0', 'Portrait 1', 'Portrait 2');
    await session.choose({ heal: 'Off', even: 50, brighten: 0, flatten: false });
    await session.retouch();
    const idsBefore = (await groups()).map(({ id }) => id);
    await button('Update all').waitFor();
    await button('Portrait 1').first().click();
    await session.settled();
    await session.brush([0.4, 0.3], [0.45, 0.3]);
    await button('Update 1').waitFor();
    assert.match((await session.rows())[1]!.text, /^Changed/);
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done', 'done', 'done'],
    );
    const idsAfter = (await groups()).map(({ id }) => id);
    assert.equal(idsBefore.filter((id) => idsAfter.includes(id)).length, 2);
    await button(/^Move/).click();
  });

  test('writes nothing until Apply if it is asked to look first, and then only the chosen layers', async () => {
    const photos = [];
    for (const [index, x] of [0, 600].entries())
      photos.push(await session.addPhoto(anotherFile(SAMPLE, index), `Portrait ${index}`, { x, y: 0 }));
    await session.select(photos);
    await session.shows('Portrait 0', 'Portrait 1');
    await session.choose({ heal: 'Off', even: 50, brighten: 0, flatten: false });
    await session.check('Look first, apply later', true);
    const before = await session.snapshot();
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['ready', 'ready'],
    );
    assert.deepEqual((await session.snapshot()).children, before.children);
    await button('Leave out Portrait 1').click();
    await button('Apply').click();
    await session.panel.locator('.row[data-state="done"]').waitFor();
    await button('Update all').waitFor();
    assert.deepEqual(
      (await groups()).map(({ values }) => values.name),
      ['Retouch · Portrait 0'],
    );
    await session.check('Look first, apply later', false);
  });

  test('runs Retouch with last settings and Remove retouch without a window, with progress, result and cancel', async () => {
    const photo = await session.addPhoto(SAMPLE, 'Portrait', { x: 0, y: 0 });
    await session.select([photo]);
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 35, brighten: 0, flatten: false });
    await session.page.evaluate(() => window.playground.closePlugin());

    const start = await session.snapshot();
    await session.page.evaluate(() => window.playground.runPlugin('again'));
    await toastShown(/^Retouching Portrait/);
    assert.equal(await session.page.locator('.plugin-window').isVisible(), false);
    await session.page.locator('.toast-action', { hasText: 'Cancel' }).click();
    await toastShown(/1 not started/);
    assert.deepEqual((await session.snapshot()).children, start.children);

    await session.page.evaluate(() => window.playground.runPlugin('again'));
    await toastShown(/^1 done/);
    const retouched = await groups();
    assert.deepEqual(
      retouched.map(({ children }) => children.map(({ values }) => [values.name, values.opacity])),
      [[['Blend', 0.35]]],
    );
    await session.undo();
    assert.deepEqual((await session.snapshot()).children, start.children, 'one step');
    await session.page.evaluate(() => window.playground.redo());
    assert.deepEqual(await groups(), retouched);

    await session.select([photo]);
    await relaunch('Remove retouch');
    await toastShown(/^1 retouch removed/);
    assert.deepEqual(await groups(), []);
    assert.equal(await session.page.getByRole('region', { name: 'Plugin' }).count(), 0, 'and its buttons with it');

    await session.select([]);
    await session.page.evaluate(() => window.playground.runPlugin('again'));
    await toastShown(/^Select one or more layers/);
  });
});

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d+/g)].map(Number);
}

/** The sample's head as a usual portrait. */
async function enlargedHead(): Promise<Uint8Array> {
  const head = sharp(SAMPLE).extract({ left: 120, top: 10, width: 220, height: 240 });
  return new Uint8Array(await head.resize(900).png().toBuffer());
}

/** Waits for a message at the bottom of the canvas. */
async function toastShown(text: RegExp): Promise<void> {
  await session.page.locator('.toast', { hasText: text }).waitFor();
}

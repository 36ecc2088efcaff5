import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { axeFindings } from './axe';
import { anotherFile, SAMPLE, Session } from './session';

let session: Session;
let large: Uint8Array;
before(async () => {
  session = await Session.open();
  await session.clear();
  await session.runPlugin();
  large = new Uint8Array(await sharp(SAMPLE).resize(1100).png().toBuffer());
});
after(() => session?.close());
beforeEach(() => session.empty());

const button = (name: string | RegExp): Locator => session.panel.getByRole('button', { name });
const stage = (): Locator => session.panel.getByRole('application');

/** A hash of the pixels of the preview's canvas. */
function pixels(): Promise<number> {
  return session.panel.locator('.stage canvas').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return new Uint32Array(data.buffer).reduce((hash, pixel) => Math.imul(hash ^ pixel, 0x01000193), 0x811c9dc5);
  });
}

/** Waits until the hash of the preview's pixels differs from this one, and returns it. */
async function changedFrom(old: number): Promise<number> {
  for (;;) {
    const now = await pixels();
    if (now !== old) return now;
  }
}

describe('panel', () => {
  test('saves a preset, restores it when the plugin opens again, and deletes it', async () => {
    await session.choose({ heal: 'All', even: 77, brighten: 9 });
    await button(/^Presets/).click();
    await button('Save as preset').click();
    await session.panel.getByRole('textbox', { name: 'Name of the preset' }).fill('Studio');
    await session.page.keyboard.press('Enter');
    await session.panel.getByText('“Studio” is saved.').waitFor();
    const preset = session.panel.getByRole('combobox', { name: 'Preset' });
    await preset.selectOption('Natural');
    assert.equal(await session.panel.getByRole('spinbutton', { name: 'Even' }).inputValue(), '40');
    await session.page.evaluate(() => window.playground.closePlugin());
    await session.runPlugin();
    await preset.selectOption('Studio');
    assert.equal(await session.panel.getByRole('spinbutton', { name: 'Even' }).inputValue(), '77');
    await button(/^Presets/).click();
    await button('Delete').click();
    assert.deepEqual(await preset.locator('option').allTextContents(), ['Custom', 'Natural', 'Clean', 'Strong']);
  });

  test('previews slider changes, and shows "before" by key, by button and left of the split handle', async () => {
    await session.addPhoto(large, 'Portrait.png', { x: 0, y: 0 });
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 0, brighten: 0 });
    await session.settled();
    await session.panel.getByText('Face 1').waitFor();
    const none = await pixels();
    await session.choose({ even: 100 });
    const strong = await changedFrom(none);
    await stage().focus();
    await session.page.keyboard.down('\\');
    assert.equal(await changedFrom(strong), none, 'held');
    await session.page.keyboard.up('\\');
    assert.equal(await changedFrom(none), strong, 'let go');
    await button(/^Show before/).click();
    assert.equal(await changedFrom(strong), none, 'toggled');
    await button(/^Show before/).click();
    await changedFrom(none);

    await button('Split before and after').click();
    const split = session.panel.getByRole('slider', { name: 'Before and after' });
    await split.press('End');
    assert.equal(await split.getAttribute('aria-valuenow'), '100');
    assert.equal(await changedFrom(strong), none, 'all before');
    await split.press('Home');
    assert.equal(await changedFrom(none), strong, 'all after');
  });

  test('moves sliders by arrow, Page, Home and End keys, and resets them by a double click', async () => {
    const even = session.panel.getByRole('slider', { name: 'Even' });
    for (const [key, value] of [
      ['End', '100'],
      ['ArrowLeft', '99'],
      ['PageDown', '89'],
      ['Home', '0'],
      ['PageUp', '10'],
      ['ArrowRight', '11'],
    ] as const) {
      await even.press(key);
      assert.equal(await even.inputValue(), value, key);
    }
    await even.dblclick();
    assert.equal(await even.inputValue(), '60');
  });

  test('applies kept spots, added spots, the brush and switched-off faces to layers and preview alike', async () => {
    await session.addPhoto(large, 'Portrait.png', { x: 0, y: 0 });
    await session.shows('Portrait');
    await session.choose({ heal: 'All', even: 80, brighten: 0, flatten: false });
    await session.settled();
    await session.panel.locator('.overlay .spot').first().waitFor({ state: 'attached' });
    const spots = await session.panel.locator('.overlay .spot').count();
    await session.keepSpot();
    await session.addSpot(0.5, 0.15);
    await session.brush([0.4, 0.3], [0.45, 0.3]);
    await stage().focus();
    await session.page.keyboard.down('Space');
    await session.brush([0.4, 0.4], [0.45, 0.4], false);
    await session.page.keyboard.up('Space');
    assert.equal(await session.panel.locator('.overlay .stroke').count(), 1, 'a drag with Space paints nothing');
    await button('Undo choice').click();
    assert.equal(await session.panel.locator('.overlay .stroke').count(), 0);
    await button('Redo choice').click();

    const rows = await session.retouch();
    assert.match(rows[0]!.text, new RegExp(`${spots} spots healed`), 'one less, one more');
    await session.undo();
    await session.panel.getByRole('checkbox', { name: 'Face 1', exact: true }).uncheck();
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['skipped'],
      'its only face is off',
    );
  });

  test('gives a picture its own settings, leaves one out, and changes the language', async () => {
    const photos = [];
    for (const [index, x] of [0, 600, 1200].entries()) {
      photos.push(await session.addPhoto(anotherFile(SAMPLE, index), `Portrait ${index}`, { x, y: 0 }));
    }
    await session.select(photos);
    await session.shows('Portrait 0', 'Portrait 1', 'Portrait 2');
    await session.choose({ heal: 'Off', even: 50, brighten: 0, flatten: false });
    await button('Portrait 1').first().click();
    await session.panel.getByRole('radio', { name: 'This one' }).check();
    await session.choose({ even: 90 });
    await button('Leave out Portrait 2').click();
    const rows = await session.retouch();
    assert.deepEqual(
      rows.map(({ state }) => state),
      ['done', 'done', 'left-out'],
    );
    const groups = (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
    assert.deepEqual(groups.map((group) => group.children[0]!.values.opacity).sort(), [0.5, 0.9]);
    await button('中文').click();
    await button('English').waitFor();
    await button('English').click();
  });

  test('cuts nothing off sideways at a width of 240 px and at twice the text size', async () => {
    await session.addPhoto(SAMPLE, 'Portrait.png');
    await session.shows('Portrait');
    await session.settled();
    const width = (): Promise<number> => session.panel.locator('html').evaluate(() => window.innerWidth);
    // The host resizes later than the press, so the next press can still see the old size.
    while ((await width()) > 240) await session.panel.locator('.resize-handle').press('ArrowLeft');
    const overflow = (): Promise<string[]> =>
      session.panel
        .locator('html')
        .evaluate((html) =>
          [...html.querySelectorAll<HTMLElement>('main, .body, .side, .settings, .tools, .foot')]
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .map((element) => element.className),
        );
    assert.equal(await width(), 240);
    assert.deepEqual(await overflow(), []);
    await session.panel.locator('html').evaluate((html) => {
      html.style.fontSize = '200%';
    });
    assert.deepEqual(await overflow(), []);
    await button('Retouch').scrollIntoViewIfNeeded();
    await session.panel.getByRole('slider', { name: 'Brighten' }).press('End');
    assert.equal(await session.panel.getByRole('spinbutton', { name: 'Brighten' }).inputValue(), '100');
    await session.panel.locator('html').evaluate((html) => {
      html.style.fontSize = '';
    });
    for (let press = 0; press < 15; press++) await session.panel.locator('.resize-handle').press('ArrowRight');
  });

  test('passes axe-core in every state, theme and language', async () => {
    const found: Record<string, string[]> = {};
    const look = async (state: string): Promise<void> => {
      const findings = await axeFindings(session);
      if (findings.length > 0) found[state] = findings;
    };
    await look('empty');
    const suit = await sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }).png().toBuffer();
    await session.addPhoto(new Uint8Array(0), 'Broken', { asStored: true, width: 90, height: 90 });
    await session.panel.getByRole('alert').waitFor();
    await look('cannot be shown');
    await session.addPhoto(suit, 'No face');
    await session.shows('No face');
    await session.settled();
    await look('no face');
    await session.select([
      await session.addPhoto(SAMPLE, 'One'),
      await session.addPhoto(anotherFile(SAMPLE, 3), 'Two'),
    ]);
    await session.shows('One', 'Two');
    await session.settled();
    for (const theme of ['light', 'dark'] as const) {
      await session.page.evaluate((name) => window.playground.editor.setTheme(name), theme);
      await look(`ready, ${theme}`);
      await button(/^Brush/).click();
      await button('Split before and after').click();
      await button(/^Presets/).click();
      await session.panel.getByRole('checkbox', { name: 'Face 1: Own' }).click();
      await look(`all tools open, ${theme}`);
      await button(/^Presets/).click();
      await button('Split before and after').click();
    }
    await button('Retouch').click();
    await look('running');
    await session.finished();
    await look('done');
    const [group] = (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
    await session.page.evaluate((id) => window.playground.setNode(id, { opacity: 0.5 }), group!.id);
    await button('Update').click();
    await session.panel.getByRole('dialog').waitFor();
    await look('asked about changed layers');
    await session.panel.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await session.finished();
    await session.panel.getByRole('radio', { name: 'Review first' }).check();
    await session.retouch();
    await look('to be reviewed');
    await button('中文').click();
    await button('English').waitFor();
    await look('Chinese');
    await button('English').click();
    assert.deepEqual(found, {});
  });
});

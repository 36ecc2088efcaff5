import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Locator } from 'playwright-core';
import sharp from 'sharp';
import { axeFindings } from './axe';
import { SHORTCUTS } from '../../ui/panel/keyboard/shortcuts';
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
    const even = (): Promise<string | null> => session.row('blend').locator('.tool-value').textContent();
    const presets = (): Locator => button(/^Preset:/);
    await presets().click();
    await button('Save as preset').click();
    await session.panel.getByRole('textbox', { name: 'Name of the preset' }).fill('Studio');
    await session.page.keyboard.press('Enter');
    await session.panel.locator('.toast-line', { hasText: '“Studio” is saved.' }).waitFor();
    await presets().click();
    await session.panel.getByRole('radio', { name: 'Natural' }).click();
    assert.equal(await even(), '40');
    await session.page.evaluate(() => window.playground.closePlugin());
    await session.runPlugin();
    await presets().click();
    await session.panel.getByRole('radio', { name: 'Studio' }).click();
    assert.equal(await even(), '77');
    await button('Delete').click();
    await presets().click();
    assert.deepEqual(await session.panel.locator('.preset-tile').allTextContents(), ['Natural', 'Clean', 'Strong']);
    await session.page.keyboard.press('Escape');
  });

  test('previews changes, and shows "before" while a key or the button is held, left of the split, and beside', async () => {
    await session.addPhoto(large, 'Portrait.png', { x: 0, y: 0 });
    await session.shows('Portrait');
    await session.choose({ heal: 'Off', even: 0, brighten: 0 });
    await session.settled();
    const none = await pixels();
    await session.choose({ even: 100 });
    const strong = await changedFrom(none);
    await stage().focus();
    await session.page.keyboard.down('\\');
    assert.equal(await changedFrom(strong), none, 'the key is held');
    await session.page.keyboard.up('\\');
    assert.equal(await changedFrom(none), strong, 'let go');
    await button('Before').hover();
    await session.page.mouse.down();
    assert.equal(await changedFrom(strong), none, 'the button is held');
    await session.page.mouse.up();
    assert.equal(await changedFrom(none), strong, 'let go');

    await button('Split').click();
    const split = session.panel.getByRole('slider', { name: 'Before and after' });
    await split.press('End');
    assert.equal(await split.getAttribute('aria-valuenow'), '100');
    assert.equal(await changedFrom(strong), none, 'all before');
    await split.press('Home');
    assert.equal(await changedFrom(none), strong, 'all after');
    await button('Side').click();
    await changedFrom(strong);
    await button('After').click();
    for (const [name, kind] of [
      ['Solarise', 'Solarise'],
      ['Only Even tone', 'Only Even tone'],
      ['Result', 'Result'],
    ] as const) {
      await button(/^View:/).click();
      await session.panel.getByRole('menuitemradio', { name, exact: true }).click();
      await button(`View: ${kind}`).waitFor();
      await session.settled();
    }
    await stage().press('j');
    await session.panel.getByText(/newly clipped\.$/).waitFor();
    await stage().press('j');
  });

  test('keeps the photo on the screen, and the toolbar, while the picture changes', async () => {
    const photos = [
      await session.addPhoto(large, 'One', { x: 0, y: 0 }),
      await session.addPhoto(SAMPLE, 'Two', { x: 1200, y: 0 }),
    ];
    await session.select(photos);
    await session.shows('One', 'Two');
    await session.settled();
    await button('Face').first().click();
    const scale = (): Promise<string | null> =>
      session.panel.locator('.pill.zoom [data-tip*="screen pixel"]').textContent();
    const before = Number.parseInt((await scale())!, 10);
    await button('Two').first().click();
    await session.panel.getByRole('toolbar').waitFor();
    await session.settled();
    const after = Number.parseInt((await scale())!, 10);
    // The same face in a picture of 1100 px and of 512 px: as large on the screen.
    assert.ok(Math.abs(after / before - 1100 / 512) < 0.1, `${before} % and ${after} %`);
    await button('Fit').click();
  });

  test('says in one line what a find looks like, also in an enlarged picture', async () => {
    // A file of its own: the spot stays with the picture.
    await session.select([await session.addPhoto(anotherFile(large, 'words'), 'One', { x: 0, y: 0 })]);
    await session.settled();
    await button('Face').first().click();
    await session.addSpot(0.5, 0.5);
    // The pointer is over the spot.
    const { height } = (await session.panel.locator('.stage-hint').boundingBox())!;
    assert.ok(height < 40, `the words are ${height} pixels high`);
    await stage().press('Escape');
    await button('Fit').click();
  });

  test('moves sliders by arrow, Page, Home and End keys, and resets them by a double click', async () => {
    await session.openRow('blend');
    const even = session.panel.getByRole('slider', { name: 'Even tone' });
    for (const [key, value] of [
      ['End', '100'],
      ['ArrowLeft', '99'],
      ['PageDown', '89'],
      ['Home', '0'],
      ['PageUp', '10'],
      ['ArrowRight', '11'],
      ['Shift+ArrowRight', '21'],
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
    const spots = await session.panel.locator('.overlay .spot.healed').count();
    await session.keepSpot();
    await session.addSpot(0.5, 0.15);
    await session.brush([0.4, 0.3], [0.45, 0.3]);
    await stage().focus();
    await session.page.keyboard.down('Space');
    await session.brush([0.4, 0.4], [0.45, 0.4], false);
    await session.page.keyboard.up('Space');
    assert.equal(await session.panel.locator('.overlay .stroke').count(), 1, 'a drag with Space paints nothing');
    await button('Undo').click();
    assert.equal(await session.panel.locator('.overlay .stroke').count(), 0);
    await button('Redo').click();

    const rows = await session.retouch();
    assert.match(rows[0]!.text, new RegExp(`${spots} spots healed`), 'one less, one more');
    await button(/^Brush/).click();
    await button('Clear').click();
    assert.equal(await session.panel.locator('.overlay .stroke').count(), 0);
    await button(/^Move/).click();
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
    await button('More commands').click();
    await session.panel.getByRole('menuitem', { name: '中文' }).click();
    await button('更多命令').click();
    await session.panel.getByRole('menuitem', { name: 'English' }).click();
    await button('More commands').waitFor();
  });

  test('opens menus by keys, makes the toolbar one Tab stop, and lists every key', async () => {
    const tools = session.panel.getByRole('toolbar').getByRole('button');
    const stops = (): Promise<number> =>
      tools.evaluateAll((all) => all.filter((one) => (one as HTMLElement).tabIndex === 0).length);
    assert.equal(await stops(), 1);
    await tools.first().focus();
    await session.page.keyboard.press('End');
    await session.page.keyboard.press('ArrowDown');
    const menu = session.panel.getByRole('menu');
    await menu.waitFor();
    await session.page.keyboard.press('k');
    assert.match((await session.panel.locator('.menu :focus').textContent())!, /^Keys/);
    await session.page.keyboard.press('Enter');
    const sheet = session.panel.getByRole('dialog', { name: 'Keys' });
    assert.equal(await sheet.locator('kbd').count(), SHORTCUTS.length);
    await session.page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await tools.first().focus();
    await session.page.keyboard.press('?');
    await sheet.waitFor();
    await session.page.keyboard.press('Escape');
    assert.equal(await stops(), 1);
  });

  test('shows every tool and the photo at 240 × 720 without scrolling', async () => {
    await session.addPhoto(SAMPLE, 'Portrait.png');
    await session.shows('Portrait');
    await session.settled();
    await session.openRow('heal');
    await session.resizeTo(240, 720);
    const { photo, lines, foot, bottom } = await session.panel.locator('html').evaluate((html) => ({
      photo: html.querySelector('.stage-frame')!.getBoundingClientRect().height,
      lines: [...html.querySelectorAll('.tool-line')].map((line) => line.getBoundingClientRect().bottom),
      foot: html.querySelector('.foot')!.getBoundingClientRect().top,
      bottom: html.querySelector('.side')!.scrollTop,
    }));
    assert.ok(photo >= 200, `${photo} px of photo`);
    assert.ok(Math.max(...lines) <= foot, `${Math.max(...lines)} of ${foot} px`);
    assert.equal(bottom, 0);
    await session.resizeTo(720, 640);
  });

  test('cuts nothing off sideways at a width of 240 px and at twice the text size', async () => {
    await session.addPhoto(SAMPLE, 'Portrait.png');
    await session.shows('Portrait');
    await session.settled();
    await session.resizeTo(240, 720);
    const overflow = (): Promise<string[]> =>
      session.panel
        .locator('html')
        .evaluate((html) =>
          [...html.querySelectorAll<HTMLElement>('main, .body, .side, .tool-list, .tool-line, .tools, .foot')]
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .map((element) => element.className),
        );
    assert.deepEqual(await overflow(), []);
    await session.panel.locator('html').evaluate((html) => {
      html.style.fontSize = '200%';
    });
    assert.deepEqual(await overflow(), []);
    await button('Retouch').scrollIntoViewIfNeeded();
    await session.openRow('brighten');
    await session.panel.getByRole('slider', { name: 'Brighten' }).press('End');
    assert.equal(await session.panel.getByRole('spinbutton', { name: 'Brighten' }).inputValue(), '100');
    await session.panel.locator('html').evaluate((html) => {
      html.style.fontSize = '';
    });
    await session.resizeTo(720, 640);
  });

  test('passes axe-core in every state, theme and language', async () => {
    const found: Record<string, string[]> = {};
    const look = async (state: string): Promise<void> => {
      const findings = await axeFindings(session.panel);
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
    // Earlier tests leave their settings; without Heal there is nothing to review.
    await session.choose({ heal: 'Blemishes', even: 40, brighten: 0 });
    await session.settled();
    for (const theme of ['light', 'dark'] as const) {
      await session.page.evaluate((name) => window.playground.editor.setTheme(name), theme);
      await look(`ready, ${theme}`);
      await stage().press('b');
      await session.brush([0.4, 0.3], [0.45, 0.3], false);
      await button('Split').click();
      await session.openRow('heal');
      await button('More').first().click();
      await stage().press('o');
      await look(`all tools open, ${theme}`);
      await stage().press('o');
      await button('After').click();
      await stage().press('Escape');
      await button('Review').click();
      await session.panel.getByRole('radio', { name: /^Kept/ }).check();
      await look(`review, ${theme}`);
      await button('Review spots').click();
      for (const [name, opener] of [
        ['presets', button(/^Preset:/)],
        ['views', button(/^View:/)],
        ['menu', button('More commands')],
      ] as const) {
        await opener.click();
        await look(`${name}, ${theme}`);
        await session.page.keyboard.press('Escape');
      }
      await session.page.keyboard.press('?');
      await look(`keys, ${theme}`);
      await session.page.keyboard.press('Escape');
    }
    await button('Retouch').click();
    await look('running');
    await session.finished();
    await look('done');
    const [group] = (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
    await session.page.evaluate((id) => window.playground.setNode(id, { opacity: 0.5 }), group!.id);
    await button('Update all').click();
    await session.panel.getByRole('dialog').waitFor();
    await look('asked about changed layers');
    await session.panel.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await session.finished();
    await session.check('Look first, apply later', true);
    await session.retouch();
    await look('to be applied');
    await session.command('中文');
    await button('更多命令').waitFor();
    await look('Chinese');
    await button('更多命令').click();
    await session.panel.getByRole('menuitem', { name: 'English' }).click();
    assert.deepEqual(found, {});
  });
});

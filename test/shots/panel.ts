// Takes screenshots of every state of the panel, in both languages and themes and at four widths, into .cache/panel/.
// The narrow one for the README goes into docs/panel/ as well. Part of `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { SAMPLE, Session } from '../e2e/session';

const ALL = fileURLToPath(new URL('../../.cache/panel/', import.meta.url));
const BEST = fileURLToPath(new URL('../../docs/panel/', import.meta.url));
/** Screenshots for the README, by their names there. */
const IN_README: Readonly<Record<string, string>> = {
  'ready-en-dark-240': 'narrow-en-dark',
};
/** Sizes of the window's content in CSS pixels. */
const SIZES = [
  [720, 640],
  [360, 720],
  [280, 720],
  [240, 720],
] as const;
type Size = (typeof SIZES)[number];
/** The sample's head, enlarged to a usual portrait. */
const portrait = new Uint8Array(
  await sharp(SAMPLE).extract({ left: 120, top: 10, width: 220, height: 240 }).resize(1320).png().toBuffer(),
);
const noFace = new Uint8Array(
  await sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }).png().toBuffer(),
);
const head = await sharp(SAMPLE).extract({ left: 120, top: 10, width: 220, height: 240 }).resize(440).png().toBuffer();
const pair = new Uint8Array(
  await sharp({ create: { width: 900, height: 480, channels: 3, background: '#777' } })
    .composite([
      { input: head, left: 0, top: 0 },
      { input: await sharp(head).flop().toBuffer(), left: 460, top: 0 },
    ])
    .png()
    .toBuffer(),
);

async function write(picture: Buffer, name: string): Promise<void> {
  await sharp(picture).toFile(`${ALL}${name}.png`);
  const best = IN_README[name];
  if (best !== undefined) await sharp(picture).png({ palette: true, quality: 90 }).toFile(`${BEST}${best}.png`);
}

/** Takes all screenshots of one language. */
async function shoot(language: 'en-US' | 'zh-CN'): Promise<void> {
  const session = await Session.open(language);
  const { panel, page } = session;
  const tag = language.slice(0, 2);
  const stage = panel.getByRole('application');
  /** One state in both themes, at some of the sizes. @param pointed the pointer is over the picture */
  const shot = async (state: string, sizes: readonly Size[] = SIZES, pointed = false): Promise<void> => {
    for (const [width, height] of sizes) {
      // A popover closes when the window changes its size.
      if (sizes.length > 1) await session.resizeTo(width, height);
      if (pointed) await stage.hover();
      else await page.mouse.move(5, 5);
      for (const theme of ['light', 'dark'] as const) {
        await page.evaluate((name) => window.playground.editor.setTheme(name), theme);
        await write(await page.locator('.plugin-window').screenshot(), `${state}-${tag}-${theme}-${width}`);
      }
    }
    if (sizes.length > 1) await session.resizeTo(720, 640);
  };
  const wide = SIZES.slice(0, 1);
  try {
    await session.clear();
    await session.runPlugin();
    await shot('empty');
    await session.select([
      await session.addPhoto(new Uint8Array(0), 'Broken', { asStored: true, width: 90, height: 90 }),
    ]);
    await panel.getByRole('alert').waitFor();
    await shot('cannot-be-shown', wide);
    await session.select([await session.addPhoto(noFace, 'No face')]);
    await panel.locator('.stage-note').waitFor();
    await shot('no-face');

    const first = await session.addPhoto(portrait, 'Portrait', { x: 0, y: 0 });
    await session.select([first]);
    await session.settled();
    await shot('ready', SIZES, true);
    await panel.locator('.preset-button').click();
    await panel.locator('.preset-tile canvas:not(.pending)').last().waitFor();
    await shot('presets', wide);
    await page.keyboard.press('Escape');
    await panel.locator('.view-button').click();
    await shot('views', wide);
    await page.keyboard.press('Escape');
    await stage.press('?');
    await panel.locator('.sheet').waitFor();
    await shot('keys', wide);
    await page.keyboard.press('Escape');
    await panel.locator('.heal-counts button').click();
    await panel.locator('input[name="find-group"][value="kept"]').check();
    await session.settled();
    await shot('review');
    await panel.locator('.review-head .back').click();
    await stage.press('b');
    await session.brush([0.55, 0.3], [0.66, 0.34], false);
    await stage.press('o');
    await session.settled();
    await shot('brush');
    await stage.press('o');
    await stage.press('Escape');
    await panel.locator('.pill.compare button').nth(3).click();
    await session.settled();
    await shot('side', wide);
    await panel.locator('.pill.compare button').nth(1).click();

    await session.select([await session.addPhoto(pair, 'Pair', { x: 1400, y: 0 })]);
    await session.settled();
    await panel.locator('.faces .face').nth(1).click();
    await shot('faces');

    const others = [
      await session.addPhoto(SAMPLE, 'Astronaut', { x: 2400, y: 0 }),
      await session.addPhoto(noFace, 'Suit', { x: 3000, y: 0 }),
    ];
    await session.select([first, ...others]);
    await session.settled();
    await panel.locator('.foot .primary').click();
    await panel.locator('.row[data-state="working"]').waitFor();
    await shot('running', wide);
    await session.finished();
    await shot('done');
    await stage.press('Escape');
    await panel.locator('.tool-row[data-role="brighten"] .eye').click();
    await panel.locator('.row[data-state="changed"]').first().waitFor();
    await shot('changed');
    const [group] = (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
    await page.evaluate((id) => window.playground.setNode(id, { opacity: 0.5 }), group!.id);
    await panel.locator('.foot .primary').click();
    await panel.locator('.question').waitFor();
    await shot('question', wide);
    await panel.locator('.question .text-button').click();
    await page.evaluate(() => window.playground.runPlugin('diagnostics'));
    await panel.locator('.diagnostics dl[aria-busy="false"]').waitFor();
    await write(await page.locator('.plugin-window').screenshot(), `diagnostics-${tag}`);
  } finally {
    await session.close();
  }
}

for (const folder of [ALL, BEST]) await mkdir(folder, { recursive: true });
for (const language of ['en-US', 'zh-CN'] as const)
  if (process.argv.length < 3 || process.argv.includes(language)) await shoot(language);

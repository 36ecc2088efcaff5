// Makes the pictures of the guide in docs/guide/pictures/ from the playground, in both languages.
// Part of `npm run screenshots`.
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { retouchGroup, Session } from '../e2e/session';

const PICTURES = fileURLToPath(new URL('../../docs/guide/pictures/', import.meta.url));
const SAMPLES = new URL('../../plugin/playground/samples/', import.meta.url);
/** Size of the playground's page for pictures without the plugin's window, in pixels. */
const PAGE = { width: 1200, height: 720 };

const sample = (name: string): Promise<Buffer> => readFile(new URL(name, SAMPLES));
const near = await sample('portrait-30cm.jpg');
const far = await sample('portrait-45cm.jpg');
const astronaut = await sample('astronaut.png');
/** Both portraits in one picture. */
const pair = await sharp({ create: { width: 2304, height: 1536, channels: 3, background: '#777' } })
  .composite([
    { input: near, left: 0, top: 0 },
    { input: far, left: 1152, top: 0 },
  ])
  .jpeg({ quality: 92 })
  .toBuffer();
/** A space suit without its wearer. */
const noFace = await sharp(astronaut).extract({ left: 0, top: 190, width: 512, height: 322 }).png().toBuffer();

async function shoot(language: 'en-US' | 'zh-CN'): Promise<void> {
  const session = await Session.open(language);
  const { page, panel } = session;
  const stage = panel.getByRole('application');
  const save = async (picture: Buffer, name: string): Promise<void> => {
    await sharp(picture)
      .webp({ quality: 88, effort: 6 })
      .toFile(`${PICTURES}${language.slice(0, 2)}-${name}.webp`);
  };
  const shot = async (name: string): Promise<void> => {
    await save(await page.locator('.plugin-window').screenshot(), name);
  };
  const show = async (picture: Buffer, name: string, x = 0): Promise<string> => {
    const id = await session.addPhoto(picture, name, { x, y: 0 });
    await session.select([id]);
    return id;
  };
  /** Sets the reach of Heal. */
  const reachTo = async (value: number): Promise<void> => {
    const reach = panel.locator('.tool-row[data-role="heal"] input[type="number"]').first();
    await reach.fill(String(value));
    await reach.press('Enter');
  };
  /** Presses Retouch and waits until these rows are done; texts differ between languages. */
  const retouch = async (rows: number): Promise<void> => {
    await panel.locator('.foot .primary').click();
    await panel
      .locator('.row[data-state="done"]')
      .nth(rows - 1)
      .waitFor();
    await page.mouse.move(5, 5);
    await session.settled();
  };
  try {
    await session.clear();
    await show(noFace, 'Suit');
    await session.runPlugin();
    await panel.locator('.stage-note').waitFor();
    await shot('no-face');

    await session.empty();
    const portrait = await show(near, 'Portrait');
    await session.settled();
    await reachTo(80);
    await stage.press('2');
    // Rings show while the pointer is over the picture.
    await stage.hover();
    await session.settled();
    await shot('first');
    await stage.press('s');
    await stage.click({ position: { x: 150, y: 300 } });
    await page.mouse.move(5, 5);
    await panel.locator('.overlay .spot.added').waitFor({ state: 'attached' });
    await session.settled();
    await shot('spots');
    await stage.press('Escape');
    await reachTo(35);
    await session.settled();
    await panel.locator('.heal-counts button').click();
    await panel.locator('input[name="find-group"][value="kept"]').check();
    await session.settled();
    await shot('review');
    await panel.locator('.review-head .back').click();
    await stage.press('0');
    await stage.press('b');
    await session.brush([0.42, 0.75], [0.6, 0.8], false);
    await stage.press('o');
    await session.settled();
    await shot('brush');
    await stage.press('o');
    await page.keyboard.press('Control+z');
    await stage.press('Escape');
    await panel.locator('.preset-button').click();
    await panel.locator('.preset-tile canvas:not(.pending)').last().waitFor();
    await shot('presets');
    await page.keyboard.press('Escape');

    const both = await show(pair, 'Two faces', 1400);
    await session.settled();
    await panel.locator('.faces .face').nth(1).click();
    await session.settled();
    await shot('faces');
    await page.evaluate((id) => window.playground.remove(id), both);

    const other = await show(far, 'Portrait 2', 1300);
    const third = await show(astronaut, 'Astronaut', 2600);
    await session.select([portrait, other, third]);
    await session.settled();
    await retouch(3);
    await shot('batch');

    await page.evaluate(
      (ids) => {
        window.playground.closePlugin();
        for (const id of ids) window.playground.remove(id);
        for (const { id } of window.playground.snapshot().children.slice(2)) window.playground.remove(id);
      },
      [other, third],
    );
    await page.setViewportSize(PAGE);
    const group = retouchGroup(await session.snapshot());
    await page.evaluate(
      ([id, blend]) => {
        window.playground.setNode(id, { expanded: true });
        window.playground.select([blend]);
        window.playground.fit();
      },
      [group.id, group.children.at(-1)!.id] as const,
    );
    await save(await page.screenshot(), 'layers');
  } finally {
    await session.close();
  }
}

await mkdir(PICTURES, { recursive: true });
for (const language of ['en-US', 'zh-CN'] as const)
  if (process.argv.length < 3 || process.argv.includes(language)) await shoot(language);

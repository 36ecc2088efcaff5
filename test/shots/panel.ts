// Takes screenshots of every state of the panel, in both languages and themes, into .cache/panel/. The ones for the
// README go into docs/panel/ as well. Part of `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { SAMPLE, Session } from '../e2e/session';

const ALL = fileURLToPath(new URL('../../.cache/panel/', import.meta.url));
const BEST = fileURLToPath(new URL('../../docs/panel/', import.meta.url));
const IN_README: ReadonlySet<string> = new Set(['ready-en-light', 'brush-en-dark', 'done-en-light', 'narrow-en-dark']);
/** The presses of an arrow key on the window's corner that take it from its first width to the narrowest. */
const TO_NARROWEST = 15;
/** The sample's head, enlarged to a usual portrait. */
const portrait = new Uint8Array(
  await sharp(SAMPLE).extract({ left: 120, top: 10, width: 220, height: 240 }).resize(1320).png().toBuffer(),
);
const noFace = new Uint8Array(
  await sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }).png().toBuffer(),
);

async function write(picture: Buffer, name: string): Promise<void> {
  await sharp(picture).toFile(`${ALL}${name}.png`);
  if (IN_README.has(name)) await sharp(picture).png({ palette: true, quality: 90 }).toFile(`${BEST}${name}.png`);
}

/** Takes all screenshots of one language. */
async function shoot(language: 'en-US' | 'zh-CN'): Promise<void> {
  const session = await Session.open(language);
  const { panel } = session;
  const tag = language.slice(0, 2);
  const settle = async (): Promise<void> => {
    await panel.locator('.preview[aria-busy="false"]').waitFor();
    await panel.locator('.face-row .thumbnail').first().waitFor({ state: 'attached' });
  };
  const shot = async (state: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await session.page.evaluate((name) => window.playground.editor.setTheme(name), theme);
      await write(await session.page.locator('.plugin-window').screenshot(), `${state}-${tag}-${theme}`);
    }
  };
  try {
    await session.clear();
    await session.runPlugin();
    if (!(await canWriteChinese(session)))
      await panel
        .locator('.foot .text-button')
        .evaluate((element) => element.style.setProperty('visibility', 'hidden'));
    await shot('empty');
    await session.select([
      await session.addPhoto(new Uint8Array(0), 'Broken', { asStored: true, width: 90, height: 90 }),
    ]);
    await panel.getByRole('alert').waitFor();
    await shot('cannot-be-shown');
    await session.select([await session.addPhoto(noFace, 'No face')]);
    await panel.locator('.stage-note').waitFor();
    await shot('no-face');
    await panel.locator('.tools .icon-button').nth(3).click();
    const empty = (await panel.locator('.stage').boundingBox())!;
    await panel.locator('.stage').hover({ position: { x: empty.width * 0.3, y: empty.height * 0.4 } });
    await session.page.mouse.down();
    await panel.locator('.stage').hover({ position: { x: empty.width * 0.6, y: empty.height * 0.6 } });
    await session.page.mouse.up();
    await panel.locator('.face-row').first().waitFor();
    await shot('outlined-no-face');
    const first = await session.addPhoto(portrait, 'Portrait', { x: 0, y: 0 });
    await session.select([first]);
    await settle();
    await panel.locator('input[name="heal"][value="all"]').check();
    await settle();
    await shot('ready');
    const tools = panel.locator('.tools .icon-button');
    await tools.nth(2).click();
    await tools.nth(6).click();
    await panel.locator('.face-row .own input').check();
    await settle();
    const stage = panel.locator('.stage');
    const { width, height } = (await stage.boundingBox())!;
    await stage.hover({ position: { x: width * 0.55, y: height * 0.3 } });
    await session.page.mouse.down();
    await stage.hover({ position: { x: width * 0.66, y: height * 0.34 } });
    await session.page.mouse.up();
    await settle();
    await shot('brush');
    await panel.locator('.tools .select').selectOption('blend');
    await settle();
    await shot('blend-layer');
    await panel.locator('.tools .select').selectOption('result');
    await panel.locator('.more button').click();
    await shot('presets');
    await panel.locator('.more button').click();
    await tools.nth(0).click();
    await tools.nth(6).click();
    const others = [
      await session.addPhoto(SAMPLE, 'Astronaut', { x: 1400, y: 0 }),
      await session.addPhoto(noFace, 'Suit', { x: 2000, y: 0 }),
    ];
    await session.select([first, ...others]);
    await settle();
    await panel.locator('.foot .primary').click();
    await panel.locator('.row[data-state="working"]').waitFor();
    await shot('running');
    await panel.locator('.foot .primary').waitFor({ timeout: 120_000 });
    await shot('done');
    const [group] = (await session.snapshot()).children.filter(({ pluginMade }) => pluginMade);
    await session.page.evaluate((id) => window.playground.setNode(id, { opacity: 0.5 }), group!.id);
    await session.select([first, ...others]);
    await panel.locator('.foot .primary').click();
    await panel.locator('.question').waitFor();
    await shot('changed');
    await panel.locator('.question .text-button').click();
    await panel.locator('.when-done input[value="review"]').check();
    await panel.locator('.foot .primary').click();
    await panel.locator('.row[data-state="ready"]').first().waitFor();
    await panel.locator('.foot .primary').waitFor({ timeout: 120_000 });
    await shot('review');
    for (let press = 0; press < TO_NARROWEST; press++) await panel.locator('.resize-handle').press('ArrowLeft');
    await shot('narrow');
    await session.page.evaluate(() => window.playground.runPlugin('diagnostics'));
    await panel.locator('.diagnostics dl[aria-busy="false"]').waitFor();
    await shot('diagnostics');
  } finally {
    await session.close();
  }
}

/** Whether this machine has a font for Chinese. Without one, every character is the same box. */
function canWriteChinese({ page }: Session): Promise<boolean> {
  return page.evaluate(() => {
    const drawn = (text: string): string => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d')!;
      context.font = '40px sans-serif';
      context.fillText(text, 10, 60);
      return canvas.toDataURL();
    };
    return drawn('中') !== drawn('文');
  });
}

for (const folder of [ALL, BEST]) await mkdir(folder, { recursive: true });
for (const language of ['en-US', 'zh-CN'] as const) await shoot(language);

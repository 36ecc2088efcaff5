// Makes the pictures of the publishing kit in publish/pictures/ from the playground. Part of `npm run screenshots`.
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { retouchGroup, Session, type Pixels } from '../e2e/session';
import { CHEEK, cut, FACE, layerOverGrey, writePair, type Part, type PictureSize } from './layer-pictures';

const PUBLISH = fileURLToPath(new URL('../../publish/', import.meta.url));
const PICTURES = `${PUBLISH}pictures/`;
/** Size that Figma's Community asks for, in pixels. */
const SIZE: PictureSize = { width: 1920, height: 1080 };
const GAP = 12;
const HALF: PictureSize = { width: (SIZE.width - GAP) / 2, height: SIZE.height };

const session = await Session.open('en-US', [], '?sample=near');
const { page, panel } = session;
const screen = async (name: string): Promise<void> => {
  await sharp(await page.screenshot())
    .png({ palette: true, quality: 95 })
    .toFile(`${PICTURES}${name}.png`);
};
try {
  await mkdir(PICTURES, { recursive: true });
  await sharp(await readFile(`${PUBLISH}icon.svg`), { density: 288 })
    .resize(128, 128)
    .png()
    .toFile(`${PICTURES}icon.png`);
  await page.setViewportSize(SIZE);
  const [source] = (await session.snapshot()).children;
  const before = await session.render(source!.id);
  await session.select([source!.id]);
  await session.runPlugin();
  await session.choose({ heal: 'All', even: 80 });
  await session.settled();
  await panel.locator('.pill.compare button').nth(2).click();
  await session.settled();
  await screen('3-panel');
  await panel.locator('.pill.compare button').nth(1).click();
  await session.brush([0.4, 0.75], [0.6, 0.78]);
  await panel.getByRole('application').press('o');
  await session.settled();
  await screen('4-brush');
  await panel.getByRole('application').press('o');
  await page.keyboard.press('Control+z');
  await session.retouch();
  const group = retouchGroup(await session.snapshot());
  const after = await session.render();
  await pair(before, after, FACE, 'cover');
  // The cheek is enlarged twice.
  await pair(before, after, CHEEK, '1-retouched');
  const [heal, blend] = group.children;
  await page.evaluate((id) => window.playground.setNode(id, { blendMode: 'NORMAL' }), blend!.id);
  const pixels = [await layerOverGrey(session, before, heal!.id), await layerOverGrey(session, before, blend!.id)];
  await pair(pixels[0]!, pixels[1]!, FACE, '2-layers');

  await session.clear();
  for (const [index, sample] of ['portrait-30cm.jpg', 'portrait-45cm.jpg', 'astronaut.png'].entries()) {
    const bytes = await readFile(new URL(`../../plugin/playground/samples/${sample}`, import.meta.url));
    await session.addPhoto(bytes, `Portrait ${index + 1}`, { x: 1300 * index, y: 0 });
  }
  await session.select((await session.snapshot()).children.map(({ id }) => id));
  await session.runPlugin();
  await session.retouch();
  await page.evaluate(() => window.playground.fit());
  await page.mouse.move(5, 5);
  await session.settled();
  await panel.locator('.toast-line').waitFor({ state: 'hidden' });
  await screen('5-batch');
} finally {
  await session.close();
}

/** The same part of two pictures, side by side. */
async function pair(left: Pixels, right: Pixels, part: Part, name: string): Promise<void> {
  await writePair(await cut(left, part, HALF), await cut(right, part, HALF), SIZE, `${PICTURES}${name}.png`);
}

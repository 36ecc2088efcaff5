// Makes the pictures of the publishing kit in publish/pictures/ from the playground. Part of `npm run screenshots`.
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { retouchGroup, Session, type Pixels } from '../e2e/session';

const PUBLISH = fileURLToPath(new URL('../../publish/', import.meta.url));
const PICTURES = `${PUBLISH}pictures/`;
/** Size that Figma's Community asks for, in pixels. */
const [WIDTH, HEIGHT] = [1920, 1080];
const GAP = 12;
/** The face of the sample `near`, in pixels of the picture. */
const FACE = { left: 96, top: 300, width: 954, height: 1080 };
/** A cheek of it, shown at 200 %. */
const CHEEK = { left: 370, top: 690, width: 477, height: 540 };

interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function part({ data, width, height }: Pixels, box: Part): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .extract(box)
    .resize((WIDTH - GAP) / 2, HEIGHT, { kernel: 'lanczos3' })
    .flatten({ background: '#c8c8c8' })
    .png()
    .toBuffer();
}

/** Two pictures side by side. */
async function pair(left: Buffer, right: Buffer, name: string): Promise<void> {
  await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#fff' } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: (WIDTH + GAP) / 2, top: 0 },
    ])
    .png({ palette: true, quality: 95 })
    .toFile(`${PICTURES}${name}.png`);
}

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
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
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
  await pair(await part(before, FACE), await part(after, FACE), 'cover');
  await pair(await part(before, CHEEK), await part(after, CHEEK), '1-retouched');
  const [heal, blend] = group.children;
  await page.evaluate((id) => window.playground.setNode(id, { blendMode: 'NORMAL' }), blend!.id);
  const layers = [await layerOver(before, heal!.id), await layerOver(before, blend!.id)];
  await pair(layers[0]!, layers[1]!, '2-layers');

  await session.clear();
  for (const [index, sample] of ['portrait-30cm.jpg', 'portrait-45cm.jpg', 'astronaut.png'].entries()) {
    const bytes = await readFile(new URL(`../../plugin/playground/samples/${sample}`, import.meta.url));
    await session.addPhoto(bytes, `Portrait ${index + 1}`, { x: 1300 * index, y: 0 });
  }
  await session.select((await session.snapshot()).children.map(({ id }) => id));
  await session.runPlugin();
  await session.retouch();
  await screen('5-batch');
} finally {
  await session.close();
}

/** A layer alone, over grey, at its place in the picture. */
async function layerOver(picture: Pixels, id: string): Promise<Buffer> {
  const layer = await session.render(id);
  const { values } = await session.snapshot(id);
  const [, , left] = values.relativeTransform[0];
  const [, , top] = values.relativeTransform[1];
  const { width, height } = picture;
  const ground = await sharp({ create: { width, height, channels: 4, background: '#808080' } })
    .composite([
      {
        input: Buffer.from(layer.data),
        raw: { width: layer.width, height: layer.height, channels: 4 },
        left: Math.round(left),
        top: Math.round(top),
      },
    ])
    .raw()
    .toBuffer();
  return part({ width, height, data: ground }, FACE);
}

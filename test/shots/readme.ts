// Takes the screenshots of the README: `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { retouchGroup, Session, type Pixels } from '../e2e/session';

const FOLDER = fileURLToPath(new URL('../../docs/', import.meta.url));
/** The sample's head in pixels. Its face is 95 pixels wide, so the screenshot enlarges it. */
const HEAD = { left: 136, top: 30, width: 180, height: 170 };
const ENLARGED = 3;

const session = await Session.open();
try {
  await mkdir(FOLDER, { recursive: true });
  const before = await head(await session.render());
  await session.runPlugin();
  await session.choose({ heal: 'Blemishes', even: 100 });
  await session.retouch();
  await besideEachOther(before, await head(await session.render()), `${FOLDER}before-after.png`);

  const group = retouchGroup(await session.snapshot());
  await session.page.evaluate((id) => {
    const { editor, setNode } = window.playground;
    setNode(id, { expanded: true });
    const { zoom, offset } = editor.view;
    // The plugin's window stands on the right, so the portrait moves left.
    editor.setView({ zoom, offset: { x: offset.x - 170, y: offset.y } });
  }, group.id);
  await session.page.screenshot({ path: `${FOLDER}playground.png` });
} finally {
  await session.close();
}

function head({ data, width, height }: Pixels): Promise<Buffer> {
  return sharp(data, { raw: { width, height, channels: 4 } })
    .extract(HEAD)
    .resize(HEAD.width * ENLARGED)
    .removeAlpha()
    .png()
    .toBuffer();
}

async function besideEachOther(left: Buffer, right: Buffer, file: string): Promise<void> {
  const width = HEAD.width * ENLARGED;
  const ground = sharp({
    create: { width: 2 * width + 8, height: HEAD.height * ENLARGED, channels: 3, background: '#fff' },
  });
  await ground
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: width + 8, top: 0 },
    ])
    .png()
    .toFile(file);
}

// Takes screenshots of the small Photoshop with the plugin's panel into .cache/photoshop/, and the one for the
// documents into docs/. Part of `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { HOST_THEMES } from '../../ui/host-api/host-api';
import { PhotoshopSession } from '../e2e/photoshop-session';

const ALL = fileURLToPath(new URL('../../.cache/photoshop/', import.meta.url));
/** Size that both marketplaces take, in pixels. */
const SIZE = { width: 1920, height: 1080 };
const IN_KIT = fileURLToPath(new URL('../../publish/pictures/photoshop-panel.png', import.meta.url));
const IN_DOCUMENTS = fileURLToPath(new URL('../../docs/photoshop.png', import.meta.url));

await mkdir(ALL, { recursive: true });
const session = await PhotoshopSession.open();
try {
  const shot = async (name: string): Promise<Buffer> => {
    // The panel may read the picture again after a run, and the fake then shows its progress.
    await session.page.locator('.history .progress:empty').waitFor({ state: 'attached' });
    // After a run the panel shows the photo before for a moment.
    await session.panel.locator('.pill.compare button:first-child[aria-pressed="false"]').waitFor();
    return session.page.screenshot({ path: `${ALL}${name}.png` });
  };
  await session.previewReady();
  await shot('ready');
  await session.retouch();
  const done = await shot('done');
  await sharp(done).png({ palette: true, quality: 90 }).toFile(IN_DOCUMENTS);
  for (const theme of HOST_THEMES) {
    await session.page.getByLabel('Brightness').selectOption(theme);
    await session.panel.locator(`html[data-theme="${theme}"]`).waitFor();
    await shot(`done-${theme}`);
  }
  await session.page.getByLabel('Brightness').selectOption('darkest');
  await pictureForAdobe(session);
  await session.page.getByLabel('Brightness').selectOption('dark');
  await session.openDocument('Layout.psd');
  await session.previewReady();
  await session.page.getByRole('button', { name: 'Select left half' }).click();
  await session.retouch();
  await shot('layout');
  await session.command('Remove retouch');
  await session.page.getByRole('alertdialog').waitFor();
  await shot('removed');
  await session.page.getByRole('button', { name: 'OK' }).click();
  await session.command('Diagnostics');
  await session.diagnostics();
  await shot('diagnostics');
} finally {
  await session.close();
}

/** The document beside the docked panel, without the window of the fake Photoshop: a listing must not pretend one. */
async function pictureForAdobe({ page }: PhotoshopSession): Promise<void> {
  const window = page.viewportSize()!;
  const work = (await page.locator('.work').boundingBox())!;
  const others = (await page.locator('aside').boundingBox())!.width;
  await page.setViewportSize({
    width: Math.ceil(SIZE.width + others),
    height: Math.ceil(SIZE.height + window.height - work.height),
  });
  await page.locator('section.plugin header').evaluate((header) => header.remove());
  const { x, y } = (await page.locator('.work').boundingBox())!;
  const picture = await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), ...SIZE } });
  await sharp(picture).png({ palette: true, quality: 95 }).toFile(IN_KIT);
  await page.setViewportSize(window);
}

// Takes screenshots of the small Photoshop with the plugin's panel into .cache/photoshop/, and the one for the
// documents into docs/. Part of `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { PhotoshopSession } from '../e2e/photoshop-session';

const ALL = fileURLToPath(new URL('../../.cache/photoshop/', import.meta.url));
const IN_DOCUMENTS = fileURLToPath(new URL('../../docs/photoshop.png', import.meta.url));

await mkdir(ALL, { recursive: true });
const session = await PhotoshopSession.open();
try {
  const shot = async (name: string): Promise<Buffer> => {
    // The panel may read the picture again after a run, and the fake then shows its progress.
    await session.page.locator('.history .progress:empty').waitFor({ state: 'attached' });
    return session.page.screenshot({ path: `${ALL}${name}.png` });
  };
  await session.previewReady();
  await shot('ready');
  await session.retouch();
  const done = await shot('done');
  await sharp(done).png({ palette: true, quality: 90 }).toFile(IN_DOCUMENTS);
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

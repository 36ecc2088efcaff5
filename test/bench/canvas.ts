/**
 * Compares layers with flattened pictures on any portraits: `npm run check:canvas -- PHOTO|FOLDER…`.
 *
 * Retouches each photo in the playground in Chromium at the strongest settings, once as layers and once flattened.
 * Prints the largest difference, in levels, between the two as Chromium's canvas draws them, and between the retouched
 * and the untouched picture. The exit code is 1 if any composite differs by more than 1.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { findPhotos } from '../../plugin/cli/find-photos';
import { Session } from '../e2e/session';
import { largestDifference } from '../guarantees/stack-layers';

const session = await Session.open();
let held = true;
for (const { path, shown } of findPhotos(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd()).photos) {
  await session.clear();
  const photo = await session.addPhoto(readFileSync(path), basename(path));
  const original = await session.render();
  await session.runPlugin();
  await session.choose({ heal: 'All', even: 100, brighten: 100, flatten: false });
  const [row] = await session.retouch();
  const layered = await session.render();
  await session.undo();
  await session.select([photo]);
  await session.choose({ flatten: true });
  await session.retouch();
  const flattened = await session.render();
  const difference = largestDifference(layered.data, flattened.data);
  held &&= difference <= 1;
  console.log(
    `${shown}: ${row!.text}; layers against flattened ${difference}, against the original ${largestDifference(layered.data, original.data)}`,
  );
}
await session.close();
process.exitCode = held ? 0 : 1;

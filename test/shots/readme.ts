// Makes the pictures of the README from the playground: a cheek before and after, and layers as pixels.
// Part of `npm run screenshots`.
import { fileURLToPath } from 'node:url';
import { retouchGroup, Session } from '../e2e/session';
import { CHEEK, cut, FACE, layerOverGrey, writePair, type PictureSize } from './layer-pictures';

const FOLDER = fileURLToPath(new URL('../../docs/', import.meta.url));
const GAP = 8;
/** Half of a picture in pixels. Both fit into the column of a README without being reduced. */
const HALF: PictureSize = { width: 408, height: 460 };
const PAIR: PictureSize = { width: 2 * HALF.width + GAP, height: HALF.height };
/** The part of the cheek that is shown at 100 %. */
const AT_FULL_SIZE = { ...CHEEK, ...HALF };

const session = await Session.open('en-US', [], '?sample=near');
try {
  const [source] = (await session.snapshot()).children;
  const before = await session.render(source!.id);
  await session.select([source!.id]);
  await session.runPlugin();
  await session.choose({ heal: 'All', even: 80 });
  await session.retouch();
  const after = await session.render();
  await writePair(
    await cut(before, AT_FULL_SIZE, HALF),
    await cut(after, AT_FULL_SIZE, HALF),
    PAIR,
    `${FOLDER}before-after.webp`,
  );
  const [heal, blend] = retouchGroup(await session.snapshot()).children;
  await session.page.evaluate((id) => window.playground.setNode(id, { blendMode: 'NORMAL' }), blend!.id);
  await writePair(
    await cut(await layerOverGrey(session, before, heal!.id), FACE, HALF),
    await cut(await layerOverGrey(session, before, blend!.id), FACE, HALF),
    PAIR,
    `${FOLDER}layers.webp`,
  );
} finally {
  await session.close();
}

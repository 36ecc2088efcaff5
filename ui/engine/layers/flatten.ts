import { isDeep, roundDeep, type DeepPicture } from '../picture/deep-picture';
import { copyPicture, type Picture } from '../picture/picture';
import { rowDrawer } from './compose';
import { drawDeepRow } from './compose-deep';
import { deepRow } from './deep-row';
import type { Layer } from './layer';
import { rowPixels } from './pixel-row';

/**
 * The retouched picture: the source with all layers drawn over it, rounded to the source's 8 or 16 bits after each
 * layer. Alpha stays the source's.
 * @param layers of the source's size and depth, bottom first
 * @throws RangeError for a layer of 8 bits over a picture of 16
 */
export function flatten(source: Picture, layers: readonly Layer[]): Picture {
  const flattened = copyPicture(source);
  if (isDeep(flattened)) {
    drawDeep(flattened, layers);
    return flattened;
  }
  const drawers = layers.map((layer) => ({ picture: layer.picture, draw: rowDrawer(layer) }));
  for (let y = 0; y < source.height; y++) {
    const below = rowPixels(flattened, y);
    for (const { picture, draw } of drawers) draw(below, rowPixels(picture, y));
  }
  return flattened;
}

function drawDeep(flattened: DeepPicture, layers: readonly Layer[]): void {
  const { width, height, deep } = flattened;
  const whole = { from: 0, to: width };
  for (const layer of layers) {
    if (!isDeep(layer.picture)) throw new RangeError(`layer ${layer.role} has 8 bits a channel, its picture 16`);
    for (let y = 0; y < height; y++)
      drawDeepRow(layer, deepRow(deep, width, y), deepRow(layer.picture.deep, width, y), whole);
  }
  roundDeep(flattened, 0, deep.length);
}

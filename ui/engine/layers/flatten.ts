import type { Picture } from '../picture/picture';
import { rowDrawer } from './compose';
import type { Layer } from './layer';
import { rowPixels } from './pixel-row';

/**
 * The source under all layers, each rounded to 8 bits as a compositor rounds: the retouched picture. Alpha stays the
 * source's.
 * @param layers of the source's size, bottom first
 */
export function flatten(source: Picture, layers: readonly Layer[]): Picture {
  const flattened: Picture = { ...source, data: source.data.slice() };
  const drawers = layers.map((layer) => ({ picture: layer.picture, draw: rowDrawer(layer) }));
  for (let y = 0; y < source.height; y++) {
    const below = rowPixels(flattened, y);
    for (const { picture, draw } of drawers) draw(below, rowPixels(picture, y));
  }
  return flattened;
}

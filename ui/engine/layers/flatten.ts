import type { Picture } from '../picture/picture';
import type { Layers } from './compose';
import { coverRow, drawRow, rowPixels } from './pixel-row';
import { blendLevels } from './soft-light';

/**
 * The source under all layers, each rounded to 8 bits as a compositor does: the retouched picture, which the layers equal
 * by construction. Alpha stays the source's.
 */
export function flatten(source: Picture, { heal, blend, brighten }: Layers): Picture {
  const flattened: Picture = { ...source, data: source.data.slice() };
  const lit = [blend, brighten].filter((layer) => layer !== null);
  for (let y = 0; y < source.height; y++) {
    const below = rowPixels(flattened, y);
    if (heal !== null) coverRow(below, rowPixels(heal, y));
    for (const { picture, opacity } of lit) drawRow(below, rowPixels(picture, y), blendLevels(opacity));
  }
  return flattened;
}

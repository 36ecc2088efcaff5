import { emptyDeepPicture, isDeep } from '../picture/deep-picture';
import { emptyPicture, type Picture } from '../picture/picture';
import { flatten } from './flatten';
import type { Layer } from './layer';
import { rowPixels } from './pixel-row';

/**
 * The layers as normal ones at full opacity. Soft light, and a normal layer that is not fully opaque, become the
 * finished pixels: those of the picture with all layers up to this one, wherever the layer acts. A host may then
 * convert colours as it likes: it converts these pixels as it converts the flattened picture.
 * @param source of the layers' size and depth
 * @param layers bottom first
 */
export function asNormalLayers(source: Picture, layers: readonly Layer[]): Layer[] {
  let below = source;
  return layers.map((layer) => {
    below = flatten(below, [layer]);
    if (layer.blendMode === 'normal' && layer.opacity === 1) return layer;
    return { ...layer, picture: pixelsWhere(below, layer.picture), blendMode: 'normal', opacity: 1 };
  });
}

/** The pixels of a picture where a layer acts; transparent elsewhere. */
function pixelsWhere(picture: Picture, layer: Picture): Picture {
  const { width, height } = picture;
  if (!isDeep(picture)) {
    const cut = emptyPicture(width, height);
    for (let y = 0; y < height; y++) {
      const [from, acts, to] = [rowPixels(picture, y), rowPixels(layer, y), rowPixels(cut, y)];
      for (let x = 0; x < width; x++) if (acts[x]! > 0xffffff) to[x] = from[x]!;
    }
    return cut;
  }
  const cut = emptyDeepPicture(width, height);
  for (let at = 0; at < picture.data.length; at += 4) {
    if (layer.data[at + 3] === 0) continue;
    cut.deep.set(picture.deep.subarray(at, at + 4), at);
    cut.data.set(picture.data.subarray(at, at + 4), at);
  }
  return cut;
}

// A colour-managing host and the engine's functions for it, inside a page.
import { colourTags } from '../../../ui/engine/codec/colour-tags';
import { convertPicture, type DocumentSpace } from '../../../ui/engine/codec/convert-picture';
import { decodePicture } from '../../../ui/engine/codec/decode-picture';
import { displayP3Chunk } from '../../../ui/engine/codec/display-p3';
import { encodePicture } from '../../../ui/engine/codec/encode-picture';
import { solveLayer } from '../../../ui/engine/codec/solve-layer';
import { blendLevel } from '../../../ui/engine/layers/soft-light';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';

export interface Fit {
  /** Largest distance between layered and flattened in the document, in levels. */
  readonly worst: number;
  /** Share of values more than one level off. */
  readonly far: number;
  /** Share of values that the retouch changes. */
  readonly changed: number;
}

export interface Comparison {
  /** The layer in stored values, with the picture's tags. */
  readonly stored: Fit;
  /** The layer solved for the converted picture. */
  readonly solved: Fit;
  /** Whether the solver says that its layer fits. */
  readonly fits: boolean;
}

/** An evening at full strength: a smooth map that lightens and darkens by up to a fifth of the range. */
function evening({ width, height }: Picture): Picture {
  const layer = emptyPicture(width, height);
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index += 4) {
      const wave = Math.sin(x / 17) * Math.cos(y / 23);
      layer.data.set([128 + 44 * wave, 128 + 36 * wave + 8 * Math.sin(y / 9), 128 + 30 * wave, 255], index);
    }
  }
  return layer;
}

function over(base: Picture, layer: Picture, opacity: number): Picture {
  const data = base.data.slice();
  for (let index = 0; index < data.length; index++)
    if (index % 4 !== 3) data[index] = blendLevel(base.data[index]!, layer.data[index]!, opacity);
  return { ...base, data };
}

/** The picture of a host that converts every image to the document's space and blends there. */
async function render(space: DocumentSpace, base: Uint8Array, layer: Uint8Array | null, opacity: number) {
  const draw = async (png: Uint8Array) => createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' }));
  const bitmap = await draw(base);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { colorSpace: space })!;
  context.drawImage(bitmap, 0, 0);
  if (layer !== null) {
    context.globalCompositeOperation = 'soft-light';
    context.globalAlpha = opacity;
    context.drawImage(await draw(layer), 0, 0);
  }
  return context.getImageData(0, 0, bitmap.width, bitmap.height, { colorSpace: space }).data;
}

function fit(layered: Uint8ClampedArray, flat: Uint8ClampedArray, before: Uint8ClampedArray): Fit {
  let [worst, far, changed] = [0, 0, 0];
  for (let index = 0; index < flat.length; index++) {
    const distance = Math.abs(layered[index]! - flat[index]!);
    worst = Math.max(worst, distance);
    if (distance > 1) far++;
    if (flat[index] !== before[index]) changed++;
  }
  return { worst, far: far / flat.length, changed: changed / flat.length };
}

export async function compareLayers(base64: string, space: DocumentSpace, opacity: number): Promise<Comparison> {
  const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const picture = await decodePicture(file);
  const tags = await colourTags(file);
  const layer = evening(picture);
  const flattened = over(picture, layer, opacity);
  const beneath = await convertPicture(picture, tags, space);
  const wanted = await convertPicture(flattened, tags, space);
  const solved = solveLayer(beneath, wanted, layer, opacity);
  const solvedTags = space === 'display-p3' ? [await displayP3Chunk()] : [];
  const flat = await render(space, await encodePicture(flattened, tags), null, 1);
  const before = await render(space, file, null, 1);
  return {
    fits: solved.fits,
    stored: fit(await render(space, file, await encodePicture(layer, tags), opacity), flat, before),
    solved: fit(await render(space, file, await encodePicture(solved.layer, solvedTags), opacity), flat, before),
  };
}

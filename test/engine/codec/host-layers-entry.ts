// A colour-managing host inside a page, and the layers that the engine gives it.
import type { DocumentSpace } from '../../../ui/engine/api/picture-data';
import { decodePicture } from '../../../ui/engine/codec/decode-picture';
import { encodePicture } from '../../../ui/engine/codec/encode-picture';
import { flatten } from '../../../ui/engine/layers/flatten';
import type { Layer } from '../../../ui/engine/layers/layer';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { layersForHost, outputFor } from '../../../ui/engine/worker/picture-data';

export interface Fit {
  /** Largest distance between layered and flattened in the document, in levels. */
  readonly worst: number;
  /** Share of values more than one level off. */
  readonly far: number;
}

export interface Comparison {
  /** Soft-light layers of stored values with the picture's tags. */
  readonly stored: Fit;
  /** The layers that the engine gives the host. */
  readonly given: Fit;
  readonly blendModes: readonly string[];
  /** Share of values that the retouch changes. */
  readonly changed: number;
}

/** Two soft-light layers: an evening by up to a fifth of the range, and a brightening. */
function softLayers({ width, height }: Picture, opacity: number): Layer[] {
  const [evening, brightening] = [emptyPicture(width, height), emptyPicture(width, height)];
  for (let y = 0, index = 0; y < height; y++) {
    for (let x = 0; x < width; x++, index += 4) {
      const wave = Math.sin(x / 17) * Math.cos(y / 23);
      evening.data.set([128 + 44 * wave, 128 + 36 * wave + 8 * Math.sin(y / 9), 128 + 30 * wave, 255], index);
      if (x > width / 2) brightening.data.set([150, 150, 150, 255], index);
    }
  }
  return [
    { role: 'blend', blendMode: 'soft-light', opacity, picture: evening },
    { role: 'brighten', blendMode: 'soft-light', opacity: 1, picture: brightening },
  ];
}

interface Drawn {
  readonly png: Uint8Array;
  readonly blendMode: Layer['blendMode'];
  readonly opacity: number;
}

/** The picture of a host that converts every image to the document's space and blends there. */
async function render(space: DocumentSpace, drawn: readonly Drawn[]): Promise<Uint8ClampedArray> {
  let context: OffscreenCanvasRenderingContext2D | null = null;
  for (const { png, blendMode, opacity } of drawn) {
    const bitmap = await createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' }));
    context ??= new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { colorSpace: space })!;
    context.globalCompositeOperation = blendMode === 'normal' ? 'source-over' : blendMode;
    context.globalAlpha = opacity;
    context.drawImage(bitmap, 0, 0);
  }
  const { width, height } = context!.canvas;
  return context!.getImageData(0, 0, width, height, { colorSpace: space }).data;
}

function distance(layered: Uint8ClampedArray, flat: Uint8ClampedArray): Fit {
  const distances = flat.map((value, index) => Math.abs(layered[index]! - value));
  return {
    worst: distances.reduce((most, value) => Math.max(most, value), 0),
    far: distances.filter((value) => value > 1).length / flat.length,
  };
}

export async function compareLayers(base64: string, space: DocumentSpace, opacity: number): Promise<Comparison> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const data = { kind: 'file', bytes, documentSpace: space } as const;
  const picture = await decodePicture(bytes);
  const form = await outputFor(data, 'file');
  const soft = softLayers(picture, opacity);
  const given = await layersForHost(data, form, picture, soft);
  const base: Drawn = { png: bytes, blendMode: 'normal', opacity: 1 };
  const drawn = (layers: readonly Layer[]): Promise<Drawn[]> =>
    Promise.all(layers.map(async (layer) => ({ ...layer, png: await encodePicture(layer.picture, form.tags) })));
  const flat = await render(space, [{ ...base, png: await encodePicture(flatten(picture, soft), form.tags) }]);
  const before = await render(space, [base]);
  return {
    stored: distance(await render(space, [base, ...(await drawn(soft))]), flat),
    given: distance(await render(space, [base, ...(await drawn(given))]), flat),
    blendModes: given.map(({ blendMode }) => blendMode),
    changed: flat.filter((value, index) => value !== before[index]).length / flat.length,
  };
}

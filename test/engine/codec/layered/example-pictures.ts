import type { Depth, LayeredPicture, PictureLayer } from '../../../../ui/engine/codec/layered/layered-picture';
import { mergedRows } from '../../../../ui/engine/codec/layered/merged-rows';
import { rasterRows, type Raster } from '../../../../ui/engine/codec/layered/sample-rows';
import type { Matte } from '../../../../ui/engine/picture/picture';
import { softLight } from '../../../guarantees/stack-layers';

type Pixel = readonly [number, number, number, number];

/** Pixels of a function of x and y that gives red, green, blue and alpha, 0–1. */
export function drawRaster(
  width: number,
  height: number,
  depth: Depth,
  pixel: (x: number, y: number) => Pixel,
): Raster {
  const data = depth === 16 ? new Uint16Array(width * height * 4) : new Uint8Array(width * height * 4);
  const most = depth === 16 ? 65535 : 255;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (const [channel, value] of pixel(x, y).entries())
        data[4 * (y * width + x) + channel] = Math.round(most * value);
  return { width, height, data };
}

/** A layered picture and its pixels. */
export interface Example {
  readonly picture: LayeredPicture;
  readonly background: Raster;
  /** Bottom first, as the layers. */
  readonly rasters: readonly Raster[];
}

const SIZE = 256;

/**
 * 256 × 256 pixels with every kind of layer: Heal with binary alpha, Blend at 60 % with every pair of levels, Brighten
 * at 40 % behind a mask, and a hidden layer.
 */
export function examplePicture(depth: Depth, transparent = false): Example {
  const background = drawRaster(SIZE, SIZE, depth, (x, y) => [
    x / 255,
    ((x * 7) % 256) / 255,
    (255 - x) / 255,
    transparent && y < 40 ? (y % 4) / 4 : 1,
  ]);
  const spots = drawRaster(101, 77, depth, (x, y) => ((x * y) % 5 === 0 ? [x / 255, y / 255, 0.5, 1] : [0, 0, 0, 0]));
  const even = drawRaster(SIZE, 200, depth, (x, y) =>
    (x + y) % 11 === 0 ? [0, 0, 0, 0] : [(y + 30) / 255, ((x + y) % 256) / 255, ((y * 3) % 256) / 255, 1],
  );
  const light = drawRaster(60, 90, depth, (x, y) => [0.5 + x / 150, 0.5 + y / 200, 0.75, 1]);
  const hidden = drawRaster(SIZE, SIZE, depth, () => [1, 0, 0, 1]);
  const rasters = [spots, even, light, hidden];
  const layer = (raster: Raster, x: number, y: number, more: Partial<PictureLayer>): PictureLayer => ({
    name: 'Layer',
    blendMode: 'soft-light',
    opacity: 255,
    visible: true,
    mask: 'white',
    box: { x, y, width: raster.width, height: raster.height },
    rows: rasterRows(raster),
    ...more,
  });
  const layers = [
    layer(spots, 50, 60, { name: 'Heal', blendMode: 'normal', mask: null }),
    layer(even, 0, 40, { name: 'Blend', opacity: 153 }),
    layer(light, 150, 100, { name: 'Brighten', opacity: 102, mask: slope() }),
    layer(hidden, 0, 0, { name: 'Éclat 肌 🌿', blendMode: 'normal', visible: false, mask: null }),
  ];
  const facts = { profile: null, xmp: null, pixelsPerInch: null };
  const groupName = 'Retouch · 肖像 🌸';
  return {
    picture: { background: rasterRows(background), transparent, groupName, layers, facts },
    background,
    rasters,
  };
}

/** A mask that hides the left and shows the right. */
function slope(): Matte {
  const data = Uint8Array.from({ length: SIZE * SIZE }, (_, index) => index % SIZE);
  return { width: SIZE, height: SIZE, data };
}

/** The stack of an example in exact numbers, 0–1, RGBA: nothing is rounded. Written without the engine's code. */
export function exactStack({ picture, background, rasters }: Example): Float64Array {
  const most = background.data instanceof Uint16Array ? 65535 : 255;
  const out = Float64Array.from(background.data, (value) => value / most);
  for (const [index, { box, blendMode, opacity, visible, mask }] of picture.layers.entries()) {
    const raster = rasters[index]!;
    for (let at = 0; visible && at < box.width * box.height; at++) {
      const [x, y] = [box.x + (at % box.width), box.y + Math.floor(at / box.width)];
      const below = 4 * (y * background.width + x);
      if (out[below + 3] !== 1) continue;
      const shown = mask === null || mask === 'white' ? 1 : mask.data[y * mask.width + x]! / 255;
      const alpha = (raster.data[4 * at + 3]! / most) * (opacity / 255) * shown;
      for (let channel = 0; channel < 3; channel++) {
        const [base, top] = [out[below + channel]!, raster.data[4 * at + channel]! / most];
        out[below + channel] = base + alpha * ((blendMode === 'normal' ? top : softLight(base, top)) - base);
      }
    }
  }
  return out;
}

/** The largest difference in levels (1/255) between samples of 0–65535 and exact ones of 0–1, over opaque pixels. */
export function levelsApart(samples: Uint16Array, exact: Float64Array): number {
  if (samples.length !== exact.length) throw new Error(`pictures of ${samples.length} and ${exact.length} values`);
  let largest = 0;
  for (let index = 0; index < exact.length; index++) {
    if (exact[index | 3] !== 1) continue;
    largest = Math.max(largest, Math.abs(samples[index]! / 257 - exact[index]! * 255));
  }
  return largest;
}

/** The merged picture as the writer computes it, 0–65535. */
export function mergedSamples(picture: LayeredPicture): Uint16Array {
  const rows = mergedRows(picture);
  const scale = rows.depth === 8 ? 257 : 1;
  const out = new Uint16Array(rows.width * rows.height * 4);
  for (let y = 0; y < rows.height; y++)
    out.set(
      Uint16Array.from(rows.row(y), (value) => value * scale),
      y * rows.width * 4,
    );
  return out;
}

import type { Face } from '../../../ui/engine/faces/face';
import type { FactoredGrid } from '../../../ui/engine/light/field-rows';
import type { GridPlanes } from '../../../ui/engine/light/light-field';
import { skinLight, type SkinLight } from '../../../ui/engine/light/skin-light';
import { compose } from '../../../ui/engine/layers/compose';
import { flatten } from '../../../ui/engine/layers/flatten';
import type { Layer } from '../../../ui/engine/layers/layer';
import type { LayerRows } from '../../../ui/engine/layers/layer-rows';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../ui/engine/picture/picture';

/** Width of a drawn face, in pixels: one cell of its light is one pixel. */
export const FACE_WIDTH = 256;
export const SIDE = 384;
/** Red, green and blue of light and of dark skin. */
export const LIGHT: Tone = [214, 168, 146];
export const DARK: Tone = [96, 62, 48];

export type Tone = readonly [number, number, number];

/** A face without landmarks, in the middle of a square picture. */
export function drawnFace(centerX = SIDE / 2, centerY = SIDE / 2, width = FACE_WIDTH): Face {
  const size = width / 0.8;
  return {
    box: { x: centerX - width / 2, y: centerY - size / 2, width, height: size },
    score: 1,
    landmarks: new Float32Array(936),
    angle: 0,
    size,
    crop: { centerX, centerY, side: 1.6 * size, angle: 0 },
  };
}

/** A picture of one tone; `lightAt` gives the light at a pixel, 1 for the tone itself. */
export function drawnPicture(tone: Tone, lightAt: (x: number, y: number) => number): Picture {
  const picture = emptyPicture(SIDE, SIDE);
  for (let y = 0, index = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, index += 4) {
      const light = lightAt(x, y);
      picture.data.set([tone[0] * light, tone[1] * light, tone[2] * light, 255], index);
    }
  }
  return picture;
}

/** Skin everywhere but in a frame of 8 pixels. */
export function drawnMatte(): Matte {
  const matte = emptyMatte(SIDE, SIDE);
  for (let y = 8; y < SIDE - 8; y++) matte.data.fill(255, y * SIDE + 8, (y + 1) * SIDE - 8);
  return matte;
}

/** The picture under one layer, the layer, and the skin. */
export interface Drawn {
  readonly picture: Picture;
  readonly skin: Matte;
  readonly layer: Layer | null;
  readonly result: Picture;
}

/** Draws the layer that a tool makes for a picture with one face. */
export function drawTool(
  picture: Picture,
  makeField: (light: SkinLight) => GridPlanes | null,
  makeRows: (fields: readonly FactoredGrid[], healed: Picture, skin: Matte) => LayerRows,
  factor = 1,
  face = drawnFace(),
): Drawn {
  const skin = drawnMatte();
  const grid = makeField(skinLight(picture, skin, face, [face])!);
  const rows = makeRows(grid === null ? [] : [{ grid, factor }], picture, skin);
  const layers = compose({
    source: picture,
    healed: picture,
    holes: null,
    layers: [{ role: 'tool', blendMode: 'soft-light', opacity: 1, rows }],
  });
  return { picture, skin, layer: layers[0] ?? null, result: flatten(picture, layers) };
}

/** Amplitude of a wave along x in one channel (default green), in levels, over the middle of the picture. */
export function amplitude({ data }: Picture, wavelength: number, channel = 1): number {
  let [cosine, sine, count] = [0, 0, 0];
  const periods = Math.floor((SIDE / 2 - 16) / wavelength);
  const reach = periods * wavelength;
  for (let y = SIDE / 2 - 40; y < SIDE / 2 + 40; y++) {
    for (let x = SIDE / 2 - reach; x < SIDE / 2 + reach; x++) {
      const value = data[(y * SIDE + x) * 4 + channel]!;
      cosine += value * Math.cos((2 * Math.PI * x) / wavelength);
      sine += value * Math.sin((2 * Math.PI * x) / wavelength);
      count++;
    }
  }
  return (2 * Math.hypot(cosine, sine)) / count;
}

/** Light that varies along x as a cosine. A slow rise along y spreads the rounding to whole levels. */
export function wave(wavelength: number, contrast: number): (x: number, y: number) => number {
  return (x, y) => (0.9 + (0.2 * y) / SIDE) * (1 + contrast * Math.cos((2 * Math.PI * x) / wavelength));
}

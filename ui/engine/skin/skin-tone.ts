import type { Plane } from '../geometry/plane';

/** The colour of a skin: its light, as the sum of red, green and blue, each 0–1, and the shares of red and of green in that, 0–1. */
export interface SkinTone {
  readonly light: number;
  readonly red: number;
  readonly green: number;
}

/** Half side of the middle of a face crop in which its own skin is looked for, in crop sides. */
const MIDDLE = 0.16;
/** Cells at least this much skin tell its tone. */
const SURE = 0.7;
const FEWEST = 40;
/** Keeps the shares of nearly black cells from being noise (0–1). */
const DARK = 0.03;
/** Distance of shares within which skin of one person varies (shade, blush, shine on dark skin), and from which it is something else. */
const SAME = 0.1;
const OTHER = 0.17;
/** Share of a face's light (in sRGB values) up to which a cell is too dark for skin in any shade, and from which it may be some. */
const BLACK = 0.08;
const SHADE = 0.12;

/** The tone of the face in the middle of a crop (`image`: planar RGB, 0–1, of the plane's size); null if too little of it is seen. */
export function skinTone(image: Float32Array, matte: Plane): SkinTone | null {
  const { size, data } = matte;
  const lights: number[] = [];
  const reds: number[] = [];
  const greens: number[] = [];
  for (let row = Math.floor((0.5 - MIDDLE) * size); row < (0.5 + MIDDLE) * size; row++) {
    for (let column = Math.floor((0.5 - MIDDLE) * size); column < (0.5 + MIDDLE) * size; column++) {
      const index = row * size + column;
      if (data[index]! < SURE) continue;
      const { light, red, green } = toneAt(image, index, size * size);
      lights.push(light);
      reds.push(red);
      greens.push(green);
    }
  }
  return reds.length < FEWEST ? null : { light: median(lights), red: median(reds), green: median(greens) };
}

/**
 * The matte without what has the colour of nobody's skin in the picture: an orange suit is skin to a network that
 * has seen many people in many lights, but not beside this face, and so is a black collar that could be a neck in the
 * shade. With no tones it is returned as it is.
 */
export function keepTones(image: Float32Array, matte: Plane, tones: readonly SkinTone[]): Plane {
  if (tones.length === 0) return matte;
  const cells = matte.size * matte.size;
  const darkest = Math.min(...tones.map(({ light }) => light));
  const data = new Float32Array(cells);
  for (let index = 0; index < cells; index++) {
    if (matte.data[index] === 0) continue;
    const { light, red, green } = toneAt(image, index, cells);
    let nearest = Infinity;
    for (const tone of tones) nearest = Math.min(nearest, (tone.red - red) ** 2 + (tone.green - green) ** 2);
    data[index] =
      matte.data[index]! *
      unit((OTHER - Math.sqrt(nearest)) / (OTHER - SAME)) *
      unit((light / darkest - BLACK) / (SHADE - BLACK));
  }
  return { size: matte.size, data };
}

function toneAt(image: Float32Array, index: number, cells: number): SkinTone {
  const red = image[index]!;
  const green = image[cells + index]!;
  const light = red + green + image[2 * cells + index]!;
  const sum = light + 3 * DARK;
  return { light, red: (red + DARK) / sum, green: (green + DARK) / sum };
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

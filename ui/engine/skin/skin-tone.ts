import type { Plane } from '../geometry/plane';

/** The colour of a person's skin. */
export interface SkinTone {
  /** Sum of red, green and blue, each 0–1 and sRGB-encoded. */
  readonly light: number;
  /** Shares of red and of green in the sum, 0–1. */
  readonly red: number;
  readonly green: number;
}

/** Half side of the central square that shows the face's own skin, as a share of the crop's side. */
const MIDDLE = 0.16;
/** Skin coverage from which a cell counts for the tone, and the fewest such cells that give a tone. */
const SURE = 0.7;
const FEWEST = 40;
/** Added to each channel (0–1) before shares are taken: the shares of nearly black cells would be noise. */
const DARK = 0.03;
/** Distance in (red, green) shares. Up to SAME it is skin of the same person, from OTHER a dye; linear in between. */
const SAME = 0.1;
const OTHER = 0.17;
/** Share of the face's light. Up to SHADE the colour says nothing; from LIT it does; linear in between. */
const SHADE = 0.45;
const LIT = 0.65;

/**
 * The median tone of the skin in the middle of a face's crop; null if too little skin shows there.
 *
 * @param image planar RGB, 0–1, of the plane's size
 * @param matte skin coverage, 0–1
 */
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
 * Removes dyed fabric: cells in full light that are more vivid than every face in the picture, and far from its colour.
 * The network knows skin in many lights, so it accepts an orange suit. Shade, shine and dark cells always stay: their
 * colour is no evidence.
 *
 * @param image planar RGB, 0–1, of the plane's size
 * @param matte skin coverage, 0–1
 * @returns a new plane; without tones, the matte itself
 */
export function dropVivid(image: Float32Array, matte: Plane, tones: readonly SkinTone[]): Plane {
  if (tones.length === 0) return matte;
  const cells = matte.size * matte.size;
  const data = matte.data.map((value, index) => {
    if (value === 0) return 0;
    const cell = toneAt(image, index, cells);
    return value * (1 - Math.min(...tones.map((tone) => foreignness(cell, tone))));
  });
  return { size: matte.size, data };
}

/** How surely a colour is a dye and not skin of this tone, 0–1. */
function foreignness(cell: SkinTone, tone: SkinTone): number {
  if (vividness(cell) <= vividness(tone)) return 0;
  const distance = Math.hypot(tone.red - cell.red, tone.green - cell.green);
  return unit((distance - SAME) / (OTHER - SAME)) * unit((cell.light / tone.light - SHADE) / (LIT - SHADE));
}

/** Squared distance from grey in (red, green) shares. */
function vividness({ red, green }: SkinTone): number {
  return (red - 1 / 3) ** 2 + (green - 1 / 3) ** 2;
}

function toneAt(image: Float32Array, index: number, cells: number): SkinTone {
  const red = image[index]!;
  const green = image[cells + index]!;
  const light = red + green + image[2 * cells + index]!;
  const sum = light + 3 * DARK;
  return { light, red: (red + DARK) / sum, green: (green + DARK) / sum };
}

/** Clamps to 0–1. */
function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Sorts `values` in place. */
function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!;
}

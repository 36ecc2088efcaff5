import type { MapRow, MapRows } from '../blend/map-rows';
import { emptyPicture, type Matte, type Picture } from '../picture/picture';
import type { RetouchSettings } from '../api/settings';
import { ALPHA, drawRow, rowPixels } from './pixel-row';
import { blendLevels, NEUTRAL_LEVEL, pegtopSoftLight, solveSoftLight } from './soft-light';

/** A SOFT_LIGHT layer: opaque where it changes the picture, transparent elsewhere, to be drawn at `opacity` (0–1). */
export interface SoftLightLayer {
  readonly picture: Picture;
  readonly opacity: number;
}

/** The layers of a retouch, from the bottom; one that would change nothing is null. */
export interface Layers {
  readonly heal: Picture | null;
  readonly blend: SoftLightLayer | null;
  readonly brighten: SoftLightLayer | null;
}

/** Brightening at 100 %: Pegtop's soft light with this layer value, up to 23 levels at mid-grey, alike in all channels. */
const BRIGHTEST = 0.68;

const NEUTRAL = packed(NEUTRAL_LEVEL, NEUTRAL_LEVEL, NEUTRAL_LEVEL);

export interface ComposeInput {
  readonly source: Picture;
  readonly healed: Picture;
  /** Above 0 where `healed` differs by intention. */
  readonly holes: Matte | null;
  readonly skin: Matte;
  readonly map: MapRows;
  readonly settings: RetouchSettings;
}

/**
 * Builds the layers, row by row, rounded to 8 bits. The retouched picture is made from them (`flatten`), so that it is what
 * they composite to by construction.
 */
export function compose(input: ComposeInput): Layers {
  const { source, healed, holes, skin, map, settings } = input;
  const { width, height } = source;
  const even = settings.even / 100;
  const brightness = settings.brighten / 100;
  const heal = holes === null ? null : healLayer(source, healed, holes);
  const blend = even > 0 ? emptyPicture(width, height) : null;
  const brighten = brightness > 0 ? emptyPicture(width, height) : null;
  // Brightening is solved for the colours that lie beneath its layer.
  const beneath = new Uint32Array(width);
  let blendUsed = false;
  let brightenUsed = false;
  for (let y = 0; y < height; y++) {
    const mapRow = blend === null ? null : map.row(y);
    const evened = blend !== null && mapRow !== null && writeBlendRow(blend, mapRow, y);
    if (evened) blendUsed = true;
    if (brighten === null) continue;
    beneath.set(rowPixels(healed, y));
    if (evened) drawRow(beneath, rowPixels(blend, y), blendLevels(even), mapRow);
    if (brightenRow(beneath, rowPixels(brighten, y), skin, y, brightness)) brightenUsed = true;
  }
  return {
    heal,
    blend: blend !== null && blendUsed ? { picture: blend, opacity: even } : null,
    brighten: brighten !== null && brightenUsed ? { picture: brighten, opacity: brightness } : null,
  };
}

/** The pixels that were healed, cut out of the healed picture; null if there are none. */
export function healLayer(source: Picture, healed: Picture, holes: Matte): Picture | null {
  const layer = emptyPicture(source.width, source.height);
  const from = new Uint32Array(source.data.buffer, source.data.byteOffset, source.width * source.height);
  const to = new Uint32Array(healed.data.buffer, healed.data.byteOffset, source.width * source.height);
  const out = new Uint32Array(layer.data.buffer);
  let used = false;
  for (let index = 0; index < out.length; index++) {
    if (holes.data[index] === 0 || from[index] === to[index]) continue;
    out[index] = to[index]!;
    used = true;
  }
  return used ? layer : null;
}

/** Writes row `y` of a blend layer from the map's row; false if the map is neutral all along it. */
export function writeBlendRow(layer: Picture, { from, to, values }: MapRow, y: number): boolean {
  const pixels = rowPixels(layer, y);
  let used = false;
  for (let x = from, at = 3 * from; x < to; x++, at += 3) {
    const red = values[at]!;
    const green = values[at + 1]!;
    const blue = values[at + 2]!;
    if (red === 0 && green === 0 && blue === 0) continue;
    const pixel = packed(layerLevel(red), layerLevel(green), layerLevel(blue));
    if (pixel === NEUTRAL) continue;
    pixels[x] = pixel;
    used = true;
  }
  return used;
}

/**
 * Brightens the pixels of row `y` in `below`, and writes what does it into a layer's row if one is wanted; false if there
 * is no skin. Brightening is asked in Pegtop's formula, which lifts light and dark skin alike, and solved for the W3C one
 * that hosts draw.
 */
export function brightenRow(
  below: Uint32Array,
  above: Uint32Array | null,
  skin: Matte,
  y: number,
  opacity: number,
): boolean {
  const tops = brightenLevels();
  const levels = blendLevels(opacity);
  const start = y * skin.width;
  let used = false;
  for (let x = 0; x < below.length; x++) {
    const amount = skin.data[start + x]! << 8;
    if (amount === 0) continue;
    const base = below[x]!;
    const red = base & 255;
    const green = (base >>> 8) & 255;
    const blue = (base >>> 16) & 255;
    const topRed = tops[amount | red]!;
    const topGreen = tops[amount | green]!;
    const topBlue = tops[amount | blue]!;
    if (above !== null) above[x] = packed(topRed, topGreen, topBlue);
    below[x] =
      (base & ALPHA) |
      levels[(red << 8) | topRed]! |
      (levels[(green << 8) | topGreen]! << 8) |
      (levels[(blue << 8) | topBlue]! << 16);
    used = true;
  }
  return used;
}

let brightenTable: Uint8Array | null = null;

/** The brightening layer's level for every matte value and base level: entry `matte * 256 + base`. Made when first needed. */
export function brightenLevels(): Uint8Array {
  if (brightenTable !== null) return brightenTable;
  brightenTable = new Uint8Array(256 * 256);
  for (let amount = 0; amount < 256; amount++) {
    const value = 0.5 + (BRIGHTEST - 0.5) * (amount / 255);
    for (let level = 0; level < 256; level++) {
      const base = level / 255;
      brightenTable[amount * 256 + level] = Math.round(255 * solveSoftLight(base, pegtopSoftLight(base, value)));
    }
  }
  return brightenTable;
}

function layerLevel(distance: number): number {
  // From 128, not 127.5: a distance of 0 must be the neutral level exactly. Cut off, as rounding costs several times that.
  const level = (NEUTRAL_LEVEL + 255 * distance + 0.5) | 0;
  return level < 0 ? 0 : level > 255 ? 255 : level;
}

/** An opaque pixel of these levels. */
function packed(red: number, green: number, blue: number): number {
  return (red | (green << 8) | (blue << 16) | ALPHA) >>> 0;
}

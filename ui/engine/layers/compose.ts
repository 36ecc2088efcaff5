import type { MapRows } from '../blend/map-rows';
import { emptyPicture, type Matte, type Picture } from '../picture/picture';
import type { RetouchSettings } from '../settings';
import { blendLevel, NEUTRAL_LEVEL, pegtopSoftLight, solveSoftLight } from './soft-light';

/** A SOFT_LIGHT layer: opaque where it changes the picture, transparent elsewhere, to be drawn at `opacity` (0–1). */
export interface SoftLightLayer {
  readonly picture: Picture;
  readonly opacity: number;
}

export interface Composition {
  readonly heal: Picture | null;
  readonly blend: SoftLightLayer | null;
  readonly brighten: SoftLightLayer | null;
  /** The source under all layers, each rounded to 8 bits as a compositor does. */
  readonly retouched: Picture;
}

/** Brightening at 100 %: Pegtop's soft light with this layer value, up to 23 levels at mid-grey, alike in all channels. */
const BRIGHTEST = 0.68;

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
 * Builds the layers and the retouched picture together, row by row, so that the one is what the others
 * composite to by construction: the layers are rounded to 8 bits first and the picture is made from those.
 * A layer that would change nothing is null.
 */
export function compose(input: ComposeInput): Composition {
  const { source, healed, holes, skin, map, settings } = input;
  const { width, height } = source;
  const even = settings.even / 100;
  const brightness = settings.brighten / 100;
  const retouched: Picture = { width, height, data: healed.data.slice() };
  const heal = holes === null ? null : healLayer(source, healed, holes);
  const blend = even > 0 ? emptyPicture(width, height) : null;
  const brighten = brightness > 0 ? emptyPicture(width, height) : null;
  let blendUsed = false;
  let brightenUsed = false;
  for (let y = 0; y < height; y++) {
    const mapRow = blend === null ? null : map.read(y);
    if (blend !== null && mapRow !== null && writeBlendRow(blend, mapRow, y)) {
      applyLayerRow(retouched, blend, y, even);
      blendUsed = true;
    }
    if (brighten !== null && brightenRow(retouched, brighten, skin, y, brightness)) brightenUsed = true;
  }
  return {
    heal,
    blend: blend !== null && blendUsed ? { picture: blend, opacity: even } : null,
    brighten: brighten !== null && brightenUsed ? { picture: brighten, opacity: brightness } : null,
    retouched,
  };
}

function healLayer(source: Picture, healed: Picture, holes: Matte): Picture | null {
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

/** Writes row `y` of a blend layer from the map's row (see MapRows); false if the map is neutral all along it. */
export function writeBlendRow(layer: Picture, mapRow: Float32Array, y: number): boolean {
  let used = false;
  for (let x = 0, pixel = y * layer.width * 4; x < layer.width; x++, pixel += 4) {
    if (mapRow[x * 3] === 0 && mapRow[x * 3 + 1] === 0 && mapRow[x * 3 + 2] === 0) continue;
    const red = layerLevel(mapRow[x * 3]!);
    const green = layerLevel(mapRow[x * 3 + 1]!);
    const blue = layerLevel(mapRow[x * 3 + 2]!);
    if (red === NEUTRAL_LEVEL && green === NEUTRAL_LEVEL && blue === NEUTRAL_LEVEL) continue;
    setPixel(layer, pixel, red, green, blue);
    used = true;
  }
  return used;
}

/** Draws row `y` of a soft-light layer over the picture at the given opacity (0–1). */
export function applyLayerRow(picture: Picture, layer: Picture, y: number, opacity: number): void {
  const from = y * picture.width * 4;
  for (let pixel = from, to = from + picture.width * 4; pixel < to; pixel += 4) {
    if (layer.data[pixel + 3] === 0) continue;
    applyPixel(picture, pixel, layer.data[pixel]!, layer.data[pixel + 1]!, layer.data[pixel + 2]!, opacity);
  }
}

/**
 * Brightens row `y` of the picture, and writes it into the layer if one is wanted; false if there is no skin.
 * Brightening is asked in Pegtop's formula, which lifts light and dark skin alike, and solved for the W3C one
 * that hosts draw.
 */
export function brightenRow(picture: Picture, layer: Picture | null, skin: Matte, y: number, opacity: number): boolean {
  const levels = brightenLevels();
  const { data } = picture;
  let used = false;
  for (let x = 0, pixel = y * picture.width * 4; x < picture.width; x++, pixel += 4) {
    const amount = skin.data[y * picture.width + x]!;
    if (amount === 0) continue;
    const red = levels[amount * 256 + data[pixel]!]!;
    const green = levels[amount * 256 + data[pixel + 1]!]!;
    const blue = levels[amount * 256 + data[pixel + 2]!]!;
    if (layer !== null) setPixel(layer, pixel, red, green, blue);
    applyPixel(picture, pixel, red, green, blue, opacity);
    used = true;
  }
  return used;
}

let brightenTable: Uint8Array | null = null;

/** The brightening layer's level for every matte value and base level: entry `matte * 256 + base`. Made when first needed. */
function brightenLevels(): Uint8Array {
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
  // From 128, not 127.5: a distance of 0 must be the neutral level exactly.
  return Math.min(255, Math.max(0, Math.round(NEUTRAL_LEVEL + 255 * distance)));
}

function setPixel(layer: Picture, pixel: number, red: number, green: number, blue: number): void {
  layer.data[pixel] = red;
  layer.data[pixel + 1] = green;
  layer.data[pixel + 2] = blue;
  layer.data[pixel + 3] = 255;
}

function applyPixel(picture: Picture, pixel: number, red: number, green: number, blue: number, opacity: number): void {
  const { data } = picture;
  data[pixel] = blendLevel(data[pixel]!, red, opacity);
  data[pixel + 1] = blendLevel(data[pixel + 1]!, green, opacity);
  data[pixel + 2] = blendLevel(data[pixel + 2]!, blue, opacity);
}

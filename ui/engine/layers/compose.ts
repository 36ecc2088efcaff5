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
    if (blend !== null && mapRow !== null && evenRow(retouched, blend, mapRow, y, even)) blendUsed = true;
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

function evenRow(picture: Picture, layer: Picture, mapRow: Float32Array, y: number, opacity: number): boolean {
  let used = false;
  for (let x = 0, pixel = y * picture.width * 4; x < picture.width; x++, pixel += 4) {
    const red = layerLevel(mapRow[x * 3]!);
    const green = layerLevel(mapRow[x * 3 + 1]!);
    const blue = layerLevel(mapRow[x * 3 + 2]!);
    if (red === NEUTRAL_LEVEL && green === NEUTRAL_LEVEL && blue === NEUTRAL_LEVEL) continue;
    setPixel(layer, pixel, red, green, blue);
    applyPixel(picture, pixel, red, green, blue, opacity);
    used = true;
  }
  return used;
}

/** Brightening is asked in Pegtop's formula, which lifts light and dark skin alike, and solved for the W3C one that hosts draw. */
function brightenRow(picture: Picture, layer: Picture, skin: Matte, y: number, opacity: number): boolean {
  let used = false;
  for (let x = 0, pixel = y * picture.width * 4; x < picture.width; x++, pixel += 4) {
    const amount = skin.data[y * picture.width + x]! / 255;
    if (amount === 0) continue;
    const value = 0.5 + (BRIGHTEST - 0.5) * amount;
    const [red, green, blue] = [0, 1, 2].map((channel) => {
      const base = picture.data[pixel + channel]! / 255;
      return Math.round(255 * solveSoftLight(base, pegtopSoftLight(base, value)));
    }) as [number, number, number];
    setPixel(layer, pixel, red, green, blue);
    applyPixel(picture, pixel, red, green, blue, opacity);
    used = true;
  }
  return used;
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

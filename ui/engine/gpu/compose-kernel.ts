import type { BlendMap } from '../blend/blend-map';
import { DOUBLINGS } from '../blend/enlarge-map';
import { MAP_RIM } from '../blend/map-rows';
import { brightenLevels } from '../layers/brighten-layer';
import { compose, healLayer, type ComposeInput, type LayerInput } from '../layers/compose';
import type { Layer } from '../layers/layer';
import { blendLevels, NEUTRAL_LEVEL } from '../layers/soft-light';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import { filledBuffer, readBuffer, storageBuffer, uniformBuffer } from './buffers';
import { CROP_WGSL, packCrop } from './crop-wgsl';
import type { GuardedDevice } from './device';
import type { DevicePictures } from './device-pictures';
import { createEnlargeKernel } from './enlarge-kernel';
import { createKernel } from './kernel';

/** Layers are made and read back in bands of about so many pixels. */
const BAND = 2 ** 22;

/**
 * `compose` on the device: maps are enlarged, then the blend and the brighten layer made, a pixel an invocation. Maps are read in single precision: a level
 * may differ by one. The heal layer is cut out of pixels that lie here already, as it is in TypeScript. What does not fit
 * on the device, or is not made of maps on a grid, is composed in TypeScript.
 */
export async function createComposeKernel(
  guarded: GuardedDevice,
  pictures: DevicePictures,
): Promise<(input: ComposeInput) => Promise<Layer[]>> {
  const { device } = guarded;
  const enlarge = await createEnlargeKernel(device);
  const kernel = await createKernel(device, COMPOSE);
  return async (input) => {
    const { source, healed, holes } = input;
    const known = knownLayers(input.layers);
    if (
      known === null ||
      !pictures.holds(healed) ||
      enlargedBytes(known.maps) > device.limits.maxStorageBufferBindingSize
    )
      return compose(input);
    const { maps, even, brightness } = known;
    const skin = known.brightenSkin ?? emptyMatte(healed.width, healed.height);
    const evenSkin = known.evenSkin ?? skin;
    const { width, height } = healed;
    const rows = Math.min(height, Math.ceil(BAND / width));
    const crops = maps.length === 0 ? [0, 0, 1, 0, 1, 1] : maps.flatMap(({ crop }) => packCrop(crop, MAP_RIM));
    const tables = new Uint8Array(2 * 65536);
    tables.set(blendLevels(even));
    tables.set(brightenLevels(), 65536);

    const { pixels } = pictures.level(healed, 0);
    const evenMatte = filledBuffer(device, evenSkin.data);
    const { size, colours } = maps.length === 0 ? { size: 1, colours: storageBuffer(device, 4) } : enlarge(maps);
    const made = [
      evenMatte,
      colours,
      filledBuffer(device, Float32Array.from(crops)),
      filledBuffer(device, tables),
    ] as const;
    const brightenMatte = evenSkin === skin ? evenMatte : filledBuffer(device, skin.data);
    const band = [storageBuffer(device, rows * width * 4), storageBuffer(device, rows * width * 4)] as const;
    const lit = [
      even > 0 ? emptyPicture(width, height) : null,
      brightness > 0 ? emptyPicture(width, height) : null,
    ] as const;
    const used = [false, false];
    try {
      // Where there is no skin, layers are as empty as they are made; to read that back costs more than to make it.
      const { first, end } = rowsOfSkin([...(even > 0 ? [evenSkin] : []), ...(brightness > 0 ? [skin] : [])]);
      for (let top = first; top < end; top += rows) {
        const count = Math.min(rows, end - top);
        const sizes = uniformBuffer(device, [width, top, count, maps.length, size]);
        kernel.run([sizes, pixels, evenMatte, brightenMatte, ...made.slice(1), ...band], width, count);
        sizes.destroy();
        for (const [index, layer] of lit.entries()) {
          if (layer !== null && place(await readBuffer(guarded, band[index]!, count * width * 4), layer, top))
            used[index] = true;
        }
      }
    } finally {
      for (const buffer of [...made, brightenMatte, ...band]) buffer.destroy();
    }
    const heal = holes === null ? null : healLayer(source, healed, holes);
    const above = [known.blend, known.brighten].flatMap((layer, index): Layer[] => {
      const picture = lit[index] ?? null;
      if (layer === null || picture === null || used[index] !== true) return [];
      const { role, blendMode, opacity } = layer;
      return [{ role, picture, blendMode, opacity }];
    });
    return [...(heal === null ? [] : [heal]), ...above];
  };
}

interface KnownLayers {
  readonly blend: LayerInput | null;
  readonly brighten: LayerInput | null;
  readonly maps: readonly BlendMap[];
  readonly evenSkin: Matte | null;
  readonly brightenSkin: Matte | null;
  /** Opacities, 0–1; 0 where the layer is not asked for. */
  readonly even: number;
  readonly brightness: number;
}

/** The layers if the shader can make them: a map, then brightening, each at most once; null for any others. */
function knownLayers(layers: readonly LayerInput[]): KnownLayers | null {
  const shown = layers.filter(({ opacity }) => opacity > 0);
  const kinds = shown.map(({ rows }) => rows.source?.kind ?? 'none').join();
  if (!['', 'map', 'brighten', 'map,brighten'].includes(kinds)) return null;
  const [blend, brighten] = (['map', 'brighten'] as const).map(
    (kind) => shown.find(({ rows }) => rows.source?.kind === kind) ?? null,
  ) as [LayerInput | null, LayerInput | null];
  const map = blend?.rows.source?.kind === 'map' ? blend.rows.source.map : null;
  return {
    blend,
    brighten,
    maps: map?.maps ?? [],
    evenSkin: map?.skin ?? null,
    brightenSkin: brighten?.rows.source?.kind === 'brighten' ? brighten.rows.source.skin : null,
    even: blend?.opacity ?? 0,
    brightness: brighten?.opacity ?? 0,
  };
}

function enlargedBytes(maps: readonly BlendMap[]): number {
  return maps.reduce((sum, { colours: { data } }) => sum + data.byteLength * 4 ** DOUBLINGS, 0);
}

/** From the first row that has skin in any of the mattes to behind the last one. */
function rowsOfSkin(mattes: readonly Matte[]): { readonly first: number; readonly end: number } {
  const rows = mattes
    .map(({ data, width }) => ({
      first: Math.floor(data.findIndex(isSkin) / width),
      end: Math.floor(data.findLastIndex(isSkin) / width) + 1,
    }))
    .filter(({ end }) => end > 0);
  return { first: Math.min(...rows.map(({ first }) => first)), end: Math.max(0, ...rows.map(({ end }) => end)) };
}

function isSkin(value: number): boolean {
  return value !== 0;
}

/** Writes rows from `top` on into a layer; false if they are transparent. */
function place(rows: ArrayBuffer, { data, width }: Picture, top: number): boolean {
  data.set(new Uint8Array(rows), top * width * 4);
  return new Uint32Array(rows).some((pixel) => pixel !== 0);
}

const COMPOSE = `
${CROP_WGSL}
struct Sizes { width: u32, top: u32, rows: u32, maps: u32, size: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> healed: array<u32>;
@group(0) @binding(2) var<storage, read> even_skin: array<u32>;
@group(0) @binding(3) var<storage, read> brighten_skin: array<u32>;
@group(0) @binding(4) var<storage, read> colours: array<f32>;
@group(0) @binding(5) var<storage, read> crops: array<Crop>;
/** Levels under the blend layer, then levels of the brighten layer: four to a word. */
@group(0) @binding(6) var<storage, read> tables: array<u32>;
@group(0) @binding(7) var<storage, read_write> blend: array<u32>;
@group(0) @binding(8) var<storage, read_write> brighten: array<u32>;

const NEUTRAL = ${NEUTRAL_LEVEL};

fn byte_of(word: u32, index: u32) -> u32 {
  return (word >> (8 * (index & 3))) & 255;
}

fn looked_up(index: vec3u) -> vec3u {
  return vec3u(byte_of(tables[index.x >> 2], index.x), byte_of(tables[index.y >> 2], index.y), byte_of(tables[index.z >> 2], index.z));
}

fn levels_of(pixel: u32) -> vec3u {
  return vec3u(pixel, pixel >> 8, pixel >> 16) & vec3u(255);
}

fn opaque(levels: vec3u) -> u32 {
  return levels.x | (levels.y << 8) | (levels.z << 16) | 0xff000000u;
}

fn colour_of(map: u32, cell: u32) -> vec3f {
  let at = (map * sizes.size * sizes.size + cell) * 3;
  return vec3f(colours[at], colours[at + 1], colours[at + 2]);
}

/** The joint map of all faces: distances from neutral. */
fn distances(at: vec2f) -> vec3f {
  var sum = vec3f(0);
  var weights = 0f;
  for (var map = 0u; map < sizes.maps; map++) {
    let crop = crops[map];
    let place = crop_place(crop, at);
    let weight = crop_weight(place, crop.rim);
    if (weight == 0) { continue; }
    let cells = cells_at(place, sizes.size);
    let upper = mix(colour_of(map, cells.upper.x), colour_of(map, cells.upper.y), cells.share.x);
    let lower = mix(colour_of(map, cells.lower.x), colour_of(map, cells.lower.y), cells.share.x);
    sum += weight * mix(upper, lower, cells.share.y);
    weights += weight;
  }
  return sum / max(1, weights);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= sizes.width || at.y >= sizes.rows) { return; }
  let index = (sizes.top + at.y) * sizes.width + at.x;
  let out = at.y * sizes.width + at.x;
  var below = levels_of(healed[index]);

  var layer = 0u;
  let even = byte_of(even_skin[index >> 2], index);
  if (even > 0 && sizes.maps > 0) {
    let moved = distances(vec2f(f32(at.x), f32(sizes.top + at.y)) + 0.5) * (f32(even) / 255);
    let levels = vec3u(clamp(floor(NEUTRAL + 255 * moved + 0.5), vec3f(0), vec3f(255)));
    if (any(levels != vec3u(NEUTRAL))) {
      layer = opaque(levels);
      below = looked_up((below << vec3u(8)) | levels);
    }
  }
  blend[out] = layer;

  let amount = byte_of(brighten_skin[index >> 2], index);
  brighten[out] = select(0u, opaque(looked_up(vec3u(65536u + (amount << 8)) + below)), amount > 0);
}
`;

import type { BlendMap } from '../blend/blend-map';
import { DOUBLINGS } from '../blend/enlarge-map';
import { MAP_RIM } from '../blend/map-rows';
import { brightenLevels } from '../layers/brighten-layer';
import { compose, healLayer, type ComposeInput, type LayerInput } from '../layers/compose';
import type { Layer } from '../layers/layer';
import { blendLevels, NEUTRAL_LEVEL } from '../layers/soft-light';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import { filledBuffer, readBuffers, storageBuffer, uniformBuffer } from './buffers';
import { CROP_WGSL, packCrop } from './crop-wgsl';
import type { GuardedDevice } from './device';
import type { DevicePictures } from './device-pictures';
import { createEnlargeKernel, type EnlargeOnDevice } from './enlarge-kernel';
import { createKernel, type Kernel } from './kernel';

/** Pixels of a band, about: the kernel computes the layers band by band, and the CPU reads each band back. */
const BAND = 2 ** 22;

/** A crop for the binding when there are no maps; no invocation reads it. */
const NO_CROP = [0, 0, 1, 0, 1, 1];

/** The device, and the kernels for it. */
interface ComposeDevice {
  readonly guarded: GuardedDevice;
  readonly pictures: DevicePictures;
  readonly kernel: Kernel;
  readonly enlarge: EnlargeOnDevice;
}

/** The layers of an input that the kernel can make. */
interface KnownLayers {
  readonly blend: LayerInput | null;
  readonly brighten: LayerInput | null;
  /** The maps of the blend layer; empty without one. */
  readonly maps: readonly BlendMap[];
  readonly evenSkin: Matte | null;
  readonly brightenSkin: Matte | null;
}

/**
 * `compose` on the device. It enlarges the maps, then computes the blend and the brighten layer, one pixel for each
 * invocation. It reads maps in single precision, so a level can differ by one. The CPU cuts out the heal layer. The CPU
 * composes the whole if the kernel does not know a layer, or if the buffers exceed the device's limits.
 */
export async function createComposeKernel(
  guarded: GuardedDevice,
  pictures: DevicePictures,
): Promise<(input: ComposeInput) => Promise<Layer[]>> {
  const { limits } = guarded.device;
  const enlarge = await createEnlargeKernel(guarded.device);
  const kernel = await createKernel(guarded.device, COMPOSE);
  return async (input) => {
    const { source, healed, holes } = input;
    const known = knownLayers(input.layers);
    const isTooLarge = known !== null && enlargedBytes(known.maps) > limits.maxStorageBufferBindingSize;
    if (known === null || isTooLarge || !pictures.holds(healed)) return compose(input);
    const heal = holes === null ? null : healLayer(source, healed, holes);
    const above = await softLightLayers({ guarded, pictures, kernel, enlarge }, healed, known);
    return [...(heal === null ? [] : [heal]), ...above];
  };
}

/** The layers if the kernel can make them: a map, then brightening, each at most once. Null for any others. */
function knownLayers(layers: readonly LayerInput[]): KnownLayers | null {
  const shown = layers.filter(({ opacity }) => opacity > 0);
  const kinds = shown.map(({ rows }) => rows.source?.kind ?? 'none').join();
  if (!['', 'map', 'brighten', 'map,brighten'].includes(kinds)) return null;
  const blend = shown.find(({ rows }) => rows.source?.kind === 'map') ?? null;
  const brighten = shown.find(({ rows }) => rows.source?.kind === 'brighten') ?? null;
  const map = blend?.rows.source?.kind === 'map' ? blend.rows.source.map : null;
  const brightenSkin = brighten?.rows.source?.kind === 'brighten' ? brighten.rows.source.skin : null;
  return { blend, brighten, maps: map?.maps ?? [], evenSkin: map?.skin ?? null, brightenSkin };
}

/** The layers above the healed picture; one that is transparent everywhere is left out. */
async function softLightLayers(
  { guarded, pictures, kernel, enlarge }: ComposeDevice,
  healed: Picture,
  { blend, brighten, maps, ...skins }: KnownLayers,
): Promise<Layer[]> {
  const { device } = guarded;
  const { width, height } = healed;
  const rows = Math.min(height, Math.ceil(BAND / width));
  const skin = skins.brightenSkin ?? skins.evenSkin ?? emptyMatte(width, height);
  const evenSkin = skins.evenSkin ?? skin;
  const { pixels } = pictures.level(healed, 0);
  const { inputs, mapSize } = createInputs(device, enlarge, maps, [evenSkin, skin], blend?.opacity ?? 0);
  const bands = [storageBuffer(device, rows * width * 4), storageBuffer(device, rows * width * 4)] as const;
  const made = [blend, brighten].map((input) =>
    input === null ? null : { input, picture: emptyPicture(width, height), isUsed: false },
  );
  try {
    // Rows without skin stay as empty as `emptyPicture` made them. To read such rows back costs more.
    const { first, end } = rowsOfSkin([evenSkin, skin].filter((_, index) => made[index] !== null));
    for (let top = first; top < end; top += rows) {
      const count = Math.min(rows, end - top);
      const sizes = uniformBuffer(device, [width, top, count, maps.length, mapSize]);
      kernel.run([sizes, pixels, ...inputs, ...bands], width, count);
      sizes.destroy();
      const size = count * width * 4;
      const used = bands.flatMap((buffer, index) => (made[index] === null ? [] : [{ buffer, size }]));
      const read = await readBuffers(guarded, used);
      for (const layer of made) {
        if (layer !== null && writeRows(read.shift()!, layer.picture, top)) layer.isUsed = true;
      }
    }
  } finally {
    for (const buffer of [...inputs, ...bands]) buffer.destroy();
  }
  return made
    .filter((layer) => layer?.isUsed === true)
    .map((layer) => {
      const { role, blendMode, opacity } = layer!.input;
      return { role, picture: layer!.picture, blendMode, opacity };
    });
}

/**
 * Creates the inputs of the kernel, in the order of its bindings from `even_skin` to `tables`.
 * @param mattes the skin of the blend layer, and of the brighten layer; one buffer serves both if they are the same
 * @param opacity of the blend layer, 0–1
 */
function createInputs(
  device: GPUDevice,
  enlarge: EnlargeOnDevice,
  maps: readonly BlendMap[],
  [evenSkin, brightenSkin]: readonly [Matte, Matte],
  opacity: number,
): { readonly inputs: readonly GPUBuffer[]; readonly mapSize: number } {
  const crops = maps.length === 0 ? NO_CROP : maps.flatMap(({ crop }) => packCrop(crop, MAP_RIM));
  const tables = new Uint8Array(2 * 65536);
  tables.set(blendLevels(opacity));
  tables.set(brightenLevels(), 65536);
  const evenMatte = filledBuffer(device, evenSkin.data);
  const brightenMatte = evenSkin === brightenSkin ? evenMatte : filledBuffer(device, brightenSkin.data);
  const { size, colours } = maps.length === 0 ? { size: 1, colours: storageBuffer(device, 4) } : enlarge(maps);
  const inputs = [
    evenMatte,
    brightenMatte,
    colours,
    filledBuffer(device, Float32Array.from(crops)),
    filledBuffer(device, tables),
  ];
  return { inputs, mapSize: size };
}

/** Size of the enlarged maps' buffer, in bytes. */
function enlargedBytes(maps: readonly BlendMap[]): number {
  return maps.reduce((sum, { colours: { data } }) => sum + data.byteLength * 4 ** DOUBLINGS, 0);
}

/** The first row with skin in any of the mattes, and the row after the last one. */
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

/** Writes rows into a layer from row `top` on. Returns false if all their pixels are transparent. */
function writeRows(rows: ArrayBuffer, { data, width }: Picture, top: number): boolean {
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
/** blendLevels, then brightenLevels: four bytes in a word. */
@group(0) @binding(6) var<storage, read> tables: array<u32>;
@group(0) @binding(7) var<storage, read_write> blend: array<u32>;
@group(0) @binding(8) var<storage, read_write> brighten: array<u32>;

const NEUTRAL = ${NEUTRAL_LEVEL};

fn byte_of(word: u32, index: u32) -> u32 {
  return (word >> (8 * (index & 3))) & 255;
}

/** Three entries of the tables. */
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

/** The joint map of all faces at a point in picture pixels: signed distances from neutral, RGB. */
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

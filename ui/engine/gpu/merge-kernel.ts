import { emptyMatte } from '../picture/picture';
import { mergeViews, rimOf, type MergeViews } from '../skin/merge-views';
import { CEILING, FLOOR, SEEN, type SkinView } from '../skin/view-row';
import { filledBuffer, readBuffer, storageBuffer, uniformBuffer } from './buffers';
import { CROP_WGSL, packCrop } from './crop-wgsl';
import type { GuardedDevice } from './device';
import type { DevicePictures } from './device-pictures';
import { createKernel } from './kernel';

/** Values of a cell: the network's matte, and four coefficients of the guided filter. */
const VALUES = 5;

/**
 * `mergeViews` on the device, with four pixels for each invocation. The CPU does it if the picture or the views exceed
 * the device's limits.
 */
export async function createMergeKernel(guarded: GuardedDevice, pictures: DevicePictures): Promise<MergeViews> {
  const { device } = guarded;
  const kernel = await createKernel(device, MERGE);
  return async (picture, whole, near) => {
    const views = [...near, whole];
    const cells = whole.coarse.size ** 2;
    if (!pictures.holds(picture) || views.length * cells * VALUES * 4 > device.limits.maxStorageBufferBindingSize)
      return mergeViews(picture, whole, near);
    const values = new Float32Array(views.length * cells * VALUES);
    for (const [index, view] of views.entries()) packView(view, values, index * cells * VALUES);
    const { width, height } = picture;
    // Each row begins at a 32-bit word, so that invocations write whole words.
    const words = Math.ceil(width / 4);
    const { pixels } = pictures.level(picture, 0);
    const merged = storageBuffer(device, words * height * 4);
    const buffers = [
      uniformBuffer(device, [width, height, near.length, whole.coarse.size, words]),
      filledBuffer(device, values),
      filledBuffer(device, Float32Array.from(views.flatMap((view) => packCrop(view.crop, rimOf(view, whole))))),
      merged,
    ] as const;
    const [sizes, ...others] = buffers;
    try {
      kernel.run([sizes, pixels, ...others], words, height);
      const rows = new Uint8Array(await readBuffer(guarded, { buffer: merged }));
      const matte = emptyMatte(width, height);
      for (let y = 0; y < height; y++) matte.data.set(rows.subarray(y * words * 4, y * words * 4 + width), y * width);
      return matte;
    } finally {
      for (const buffer of buffers) buffer.destroy();
    }
  };
}

/** Writes a view's values into the buffer, VALUES for each cell, from index `at` on. */
function packView({ coarse, field }: SkinView, values: Float32Array, at: number): void {
  for (let cell = 0; cell < coarse.data.length; cell++) {
    values[at + cell * VALUES] = coarse.data[cell]!;
    for (let plane = 0; plane < 4; plane++)
      values[at + cell * VALUES + 1 + plane] = field.coefficients.data[cell * 4 + plane]!;
  }
}

const MERGE = `
${CROP_WGSL}
struct Sizes { width: u32, height: u32, near: u32, size: u32, words: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read> values: array<f32>;
/** The face views, then the global view. */
@group(0) @binding(3) var<storage, read> crops: array<Crop>;
@group(0) @binding(4) var<storage, read_write> merged: array<u32>;

/** A plane of a view's values, bilinear. */
fn value_of(view: u32, cells: Cells, plane: u32) -> f32 {
  let start = view * sizes.size * sizes.size;
  let upper = (cells.upper + start) * ${VALUES} + plane;
  let lower = (cells.lower + start) * ${VALUES} + plane;
  return mix(mix(values[upper.x], values[upper.y], cells.share.x), mix(values[lower.x], values[lower.y], cells.share.x), cells.share.y);
}

/** A view's matte, 0–1, at a point in crop coordinates, for a pixel of this colour. */
fn seen_in(view: u32, place: vec2f, colour: vec3f) -> f32 {
  let cells = cells_at(place, sizes.size);
  if (value_of(view, cells, 0) < ${SEEN}) { return 0; }
  let slopes = vec3f(value_of(view, cells, 1), value_of(view, cells, 2), value_of(view, cells, 3));
  return clamp((dot(slopes, colour) + value_of(view, cells, 4) - ${FLOOR}) / ${CEILING - FLOOR}, 0, 1);
}

/** The merged matte at a pixel, 0–255. */
fn skin_at(x: u32, y: u32) -> u32 {
  let pixel = picture[y * sizes.width + x];
  if ((pixel >> 24) != 255) { return 0; }
  let colour = vec3f(vec3u(pixel, pixel >> 8, pixel >> 16) & vec3u(255)) / 255;
  let at = vec2f(f32(x), f32(y)) + 0.5;
  var sum = 0f;
  var weights = 0f;
  for (var view = 0u; view < sizes.near; view++) {
    let place = crop_place(crops[view], at);
    let weight = crop_weight(place, crops[view].rim);
    if (weight == 0) { continue; }
    sum += weight * seen_in(view, place, colour);
    weights += weight;
  }
  // The global view counts only where the weights of the face views are below 1.
  var far = 0f;
  if (weights < 1) { far = floor(255 * seen_in(sizes.near, crop_place(crops[sizes.near], at), colour) + 0.5); }
  if (weights == 0) { return u32(far); }
  return u32(floor(mix(far, 255 * sum / weights, min(1, weights)) + 0.5));
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= sizes.words || at.y >= sizes.height) { return; }
  var word = 0u;
  for (var part = 0u; part < 4; part++) {
    let x = 4 * at.x + part;
    if (x < sizes.width) { word |= skin_at(x, at.y) << (8 * part); }
  }
  merged[at.y * sizes.words + at.x] = word;
}
`;

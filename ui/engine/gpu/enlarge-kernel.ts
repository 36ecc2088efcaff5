import { DOUBLINGS } from '../blend/enlarge-map';
import type { BlendMap } from '../blend/blend-map';
import { filledBuffer, storageBuffer, uniformBuffer } from './buffers';
import { createKernel } from './kernel';

/**
 * Enlarges maps on the device as `enlargeMap` does. All maps must have the same size.
 * @returns the new side in cells, and a buffer of float32: one map after another, RGB interleaved. The caller destroys
 *   it.
 */
export type EnlargeOnDevice = (maps: readonly BlendMap[]) => { readonly size: number; readonly colours: GPUBuffer };

/** Compiles the kernel. Rejects if the device refuses the shader. */
export async function createEnlargeKernel(device: GPUDevice): Promise<EnlargeOnDevice> {
  const kernel = await createKernel(device, DOUBLE);
  return (maps) => {
    let size = maps[0]!.colours.size;
    const values = new Float32Array(maps.length * size * size * 3);
    for (const [index, { colours }] of maps.entries()) values.set(colours.data, index * size * size * 3);
    let colours = filledBuffer(device, values);
    for (let time = 0; time < DOUBLINGS; time++, size *= 2) {
      const doubled = storageBuffer(device, maps.length * size * size * 4 * 12);
      const sizes = uniformBuffer(device, [size, maps.length]);
      kernel.run([sizes, colours, doubled], 2 * size, 2 * size * maps.length);
      for (const buffer of [sizes, colours]) buffer.destroy();
      colours = doubled;
    }
    return { size, colours };
  };
}

/** `doubleSize` of ui/engine/geometry/plane.ts, for three colours and every map. */
const DOUBLE = `
struct Sizes { size: u32, maps: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> map: array<f32>;
@group(0) @binding(2) var<storage, read_write> doubled: array<f32>;

fn cell(first: u32, row: i32, column: i32) -> vec3f {
  let last = i32(sizes.size) - 1;
  let at = (first + u32(clamp(row, 0, last)) * sizes.size + u32(clamp(column, 0, last))) * 3;
  return vec3f(map[at], map[at + 1], map[at + 2]);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  let side = 2 * sizes.size;
  if (at.x >= side || at.y >= side * sizes.maps) { return; }
  let first = at.y / side * sizes.size * sizes.size;
  let row = i32(at.y % side);
  let near = vec2i(i32(at.x), row) / 2;
  let far = near + select(vec2i(-1), vec2i(1), (vec2i(i32(at.x), row) & vec2i(1)) == vec2i(1));
  let upper = 0.75 * cell(first, near.y, near.x) + 0.25 * cell(first, near.y, far.x);
  let lower = 0.75 * cell(first, far.y, near.x) + 0.25 * cell(first, far.y, far.x);
  let value = 0.75 * upper + 0.25 * lower;
  let out = (at.y * side + at.x) * 3;
  doubled[out] = value.r;
  doubled[out + 1] = value.g;
  doubled[out + 2] = value.b;
}
`;

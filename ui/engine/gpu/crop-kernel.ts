import type { CropInput } from '../picture/crop-input';
import { tapGrid } from '../picture/sample-crop';
import { storageBuffer, uniformBuffer } from './buffers';
import type { DevicePictures } from './device-pictures';
import { createKernel } from './kernel';

/**
 * Samples a crop on the device.
 * @returns a new buffer with the values of `cropValues`, which the caller destroys; null: the picture is too large
 */
export type SampleOnDevice = (input: CropInput) => GPUBuffer | null;

/** `sampleCrop` on the device. Single precision moves the taps by at most a thousandth of a pixel. */
export async function createCropKernel(device: GPUDevice, pictures: DevicePictures): Promise<SampleOnDevice> {
  const kernel = await createKernel(device, SAMPLE);
  return ({ picture, crop, size, range: [low, high] }) => {
    if (!pictures.holds(picture)) return null;
    const { level, taps, cos, sin, originX, originY } = tapGrid(crop, size);
    const { width, height, pixels } = pictures.level(picture, level);
    const grid = uniformBuffer(
      device,
      [width, height, size, taps],
      [cos, sin, originX, originY, low, (high - low) / (255 * taps * taps)],
    );
    const planes = storageBuffer(device, 3 * size * size * 4);
    kernel.run([grid, pixels, planes], size, size);
    grid.destroy();
    return planes;
  };
}

const SAMPLE = `
struct Grid {
  width: u32, height: u32, size: u32, taps: u32,
  cos: f32, sin: f32, origin_x: f32, origin_y: f32,
  low: f32, weight: f32,
}
@group(0) @binding(0) var<uniform> grid: Grid;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read_write> planes: array<f32>;

fn colour(index: u32) -> vec3f {
  let pixel = picture[index];
  return vec3f(vec3u(pixel, pixel >> 8, pixel >> 16) & vec3u(255));
}

fn bilinear(x: f32, y: f32) -> vec3f {
  let place = clamp(vec2f(x, y), vec2f(0), vec2f(f32(grid.width - 1), f32(grid.height - 1)));
  let first = vec2u(place);
  let next = min(first + 1, vec2u(grid.width - 1, grid.height - 1));
  let share = place - vec2f(first);
  let upper = mix(colour(first.y * grid.width + first.x), colour(first.y * grid.width + next.x), share.x);
  let lower = mix(colour(next.y * grid.width + first.x), colour(next.y * grid.width + next.x), share.x);
  return mix(upper, lower, share.y);
}

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= grid.size || at.y >= grid.size) { return; }
  var sum = vec3f(0);
  for (var tap_y = 0u; tap_y < grid.taps; tap_y++) {
    let v = f32(at.y * grid.taps + tap_y);
    for (var tap_x = 0u; tap_x < grid.taps; tap_x++) {
      let u = f32(at.x * grid.taps + tap_x);
      sum += bilinear(grid.origin_x + u * grid.cos - v * grid.sin, grid.origin_y + u * grid.sin + v * grid.cos);
    }
  }
  let value = vec3f(grid.low) + sum * grid.weight;
  let plane = grid.size * grid.size;
  let index = at.y * grid.size + at.x;
  planes[index] = value.r;
  planes[plane + index] = value.g;
  planes[2 * plane + index] = value.b;
}
`;

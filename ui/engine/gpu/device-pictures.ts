import type { Picture } from '../picture/picture';
import { storageBuffer, uniformBuffer } from './buffers';
import { createKernel, type Kernel } from './kernel';

/** A picture, or a reduced copy, on the device. Each pixel is a 32-bit word: red in the lowest byte, then G, B, A. */
export interface DevicePicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: GPUBuffer;
}

/** A cache of pictures on the device. It uploads a picture at its first use; callers must not change it after that. */
export interface DevicePictures {
  /** Whether a kernel may bind a buffer as large as the picture. */
  holds(picture: Picture): boolean;
  /**
   * The picture, reduced by 2^level on the device; the bits are those of `pyramidLevel`. The buffer is valid until the
   * next call for another picture.
   */
  level(picture: Picture, level: number): DevicePicture;
}

/** Pictures in the cache: the original and the healed one. */
const CAPACITY = 2;

interface CacheEntry {
  /** Weak: the cache does not keep the picture itself in memory. */
  readonly picture: WeakRef<Picture>;
  readonly levels: DevicePicture[];
}

/** Creates an empty cache. Rejects if the device refuses the shader. */
export async function createDevicePictures(device: GPUDevice): Promise<DevicePictures> {
  const halving = await createKernel(device, HALVE);
  /** Least recently used first. */
  let entries: CacheEntry[] = [];

  function levelsOf(picture: Picture): DevicePicture[] {
    const entry = entries.find((one) => one.picture.deref() === picture) ?? {
      picture: new WeakRef(picture),
      levels: [upload(device, picture)],
    };
    const others = entries.filter((one) => one !== entry);
    entries = [...others.slice(-CAPACITY + 1), entry];
    for (const { levels } of others.slice(0, -CAPACITY + 1)) for (const { pixels } of levels) pixels.destroy();
    return entry.levels;
  }

  return {
    holds: ({ width, height }) => width * height * 4 <= device.limits.maxStorageBufferBindingSize,
    level(picture, level) {
      const levels = levelsOf(picture);
      while (levels.length <= level) levels.push(halve(device, halving, levels.at(-1)!));
      return levels[level]!;
    },
  };
}

function upload(device: GPUDevice, { width, height, data }: Picture): DevicePicture {
  const pixels = storageBuffer(device, width * height * 4);
  device.queue.writeBuffer(pixels, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  return { width, height, pixels };
}

function halve(device: GPUDevice, halving: Kernel, { width, height, pixels }: DevicePicture): DevicePicture {
  const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
  const halved: DevicePicture = { ...half, pixels: storageBuffer(device, half.width * half.height * 4) };
  const sizes = uniformBuffer(device, [width, height, half.width, half.height]);
  halving.run([sizes, pixels, halved.pixels], half.width, half.height);
  sizes.destroy();
  return halved;
}

/** `halve` of ui/engine/picture/pyramid.ts, in the same integer arithmetic. */
const HALVE = `
struct Sizes { width: u32, height: u32, half_width: u32, half_height: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> picture: array<u32>;
@group(0) @binding(2) var<storage, read_write> halved: array<u32>;

const PAIR = 0x00ff00ffu;
const ROUND = 0x00020002u;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= sizes.half_width || at.y >= sizes.half_height) { return; }
  let x0 = 2 * at.x;
  let x1 = min(x0 + 1, sizes.width - 1);
  let row0 = 2 * at.y * sizes.width;
  let row1 = min(2 * at.y + 1, sizes.height - 1) * sizes.width;
  let four = vec4u(picture[row0 + x0], picture[row0 + x1], picture[row1 + x0], picture[row1 + x1]);
  let evens = four & vec4u(PAIR);
  let odds = (four >> vec4u(8)) & vec4u(PAIR);
  let even = evens.x + evens.y + evens.z + evens.w + ROUND;
  let odd = odds.x + odds.y + odds.z + odds.w + ROUND;
  halved[at.y * sizes.half_width + at.x] = ((even >> 2) & PAIR) | (((odd >> 2) & PAIR) << 8);
}
`;

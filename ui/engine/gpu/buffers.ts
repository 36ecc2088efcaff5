import type { GuardedDevice } from './device';

/**
 * Creates a buffer of zeros that kernels read and write.
 * @param size in bytes, a multiple of four
 */
export function storageBuffer(device: GPUDevice, size: number): GPUBuffer {
  return device.createBuffer({
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
}

/** Creates a buffer that kernels read. It holds the given bytes, padded with zeros to a multiple of four. */
export function filledBuffer(
  device: GPUDevice,
  bytes: ArrayBufferView,
  usage: GPUBufferUsageFlags = GPUBufferUsage.STORAGE,
): GPUBuffer {
  const buffer = device.createBuffer({ size: Math.ceil(bytes.byteLength / 4) * 4, usage, mappedAtCreation: true });
  new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  buffer.unmap();
  return buffer;
}

/** Creates the parameters of a kernel: a uniform struct of 32-bit members, unsigned integers first, then floats. */
export function uniformBuffer(
  device: GPUDevice,
  integers: readonly number[],
  floats: readonly number[] = [],
): GPUBuffer {
  // The size of a uniform struct is a multiple of 16 bytes.
  const bytes = new ArrayBuffer(Math.ceil((integers.length + floats.length) / 4) * 16);
  new Uint32Array(bytes).set(integers);
  new Float32Array(bytes, integers.length * 4).set(floats);
  return filledBuffer(device, new Uint8Array(bytes), GPUBufferUsage.UNIFORM);
}

/** The first bytes of a buffer. */
export interface BufferPart {
  readonly buffer: GPUBuffer;
  /** In bytes, a multiple of four; left out: the whole buffer. */
  readonly size?: number;
}

/**
 * Reads a buffer after all queued work of the device.
 * @throws EngineError `gpu-lost`
 */
export async function readBuffer(guarded: GuardedDevice, part: BufferPart): Promise<ArrayBuffer> {
  const [read] = await readBuffers(guarded, [part]);
  return read!;
}

/**
 * Reads several buffers after all queued work of the device, with one wait for all of them.
 * @returns one array buffer for each part, in their order
 * @throws EngineError `gpu-lost`
 */
export async function readBuffers(
  { device, guard }: GuardedDevice,
  parts: readonly BufferPart[],
): Promise<ArrayBuffer[]> {
  const sizes = parts.map(({ buffer, size = buffer.size }) => size);
  const starts = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const staging = device.createBuffer({ size: total, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    const encoder = device.createCommandEncoder();
    for (const [index, { buffer }] of parts.entries())
      encoder.copyBufferToBuffer(buffer, 0, staging, starts[index]!, sizes[index]!);
    device.queue.submit([encoder.finish()]);
    await guard(staging.mapAsync(GPUMapMode.READ));
    const mapped = staging.getMappedRange();
    return sizes.map((size, index) => mapped.slice(starts[index]!, starts[index]! + size));
  } finally {
    staging.destroy();
  }
}

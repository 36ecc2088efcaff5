/** Commands that a device got, and the bytes that were read back from it. */
export interface CommandCounts {
  dispatches: number;
  submits: number;
  /** Buffers mapped for reading: each waits until the device has done all work before it. */
  maps: number;
  /** Bytes of those maps. */
  bytesRead: number;
}

/**
 * Counts the commands that a device gets from now on. Changes methods of the device, so that all code that has it is
 * counted. The counts do not depend on the adapter's speed.
 * @returns counts that go on
 */
export function countCommands(device: GPUDevice): CommandCounts {
  const counts: CommandCounts = { dispatches: 0, submits: 0, maps: 0, bytesRead: 0 };
  const createCommandEncoder = device.createCommandEncoder.bind(device);
  const createBuffer = device.createBuffer.bind(device);
  const submit = device.queue.submit.bind(device.queue);
  device.createCommandEncoder = (descriptor) => countPasses(createCommandEncoder(descriptor), counts);
  device.createBuffer = (descriptor) => countMaps(createBuffer(descriptor), counts);
  device.queue.submit = (commands) => {
    counts.submits++;
    submit(commands);
  };
  return counts;
}

/** The counts of some work. */
export async function countsOf(counts: CommandCounts, work: () => Promise<unknown>): Promise<CommandCounts> {
  const before = { ...counts };
  await work();
  return {
    dispatches: counts.dispatches - before.dispatches,
    submits: counts.submits - before.submits,
    maps: counts.maps - before.maps,
    bytesRead: counts.bytesRead - before.bytesRead,
  };
}

function countPasses(encoder: GPUCommandEncoder, counts: CommandCounts): GPUCommandEncoder {
  const beginComputePass = encoder.beginComputePass.bind(encoder);
  encoder.beginComputePass = (descriptor) => {
    const pass = beginComputePass(descriptor);
    const dispatchWorkgroups = pass.dispatchWorkgroups.bind(pass);
    pass.dispatchWorkgroups = (...groups) => {
      counts.dispatches++;
      dispatchWorkgroups(...groups);
    };
    return pass;
  };
  return encoder;
}

function countMaps(buffer: GPUBuffer, counts: CommandCounts): GPUBuffer {
  const mapAsync = buffer.mapAsync.bind(buffer);
  buffer.mapAsync = (mode, offset = 0, size = buffer.size - offset) => {
    if (mode === GPUMapMode.READ) {
      counts.maps++;
      counts.bytesRead += size;
    }
    return mapAsync(mode, offset, size);
  };
  return buffer;
}

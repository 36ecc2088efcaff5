/** Limits of a usual card, as `openDevice` raises them. */
const LIMITS = {
  maxBindGroups: 4,
  maxBindingsPerBindGroup: 1000,
  maxBufferSize: 2 ** 31 - 4,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupSizeY: 1024,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupStorageSize: 32768,
  maxComputeWorkgroupsPerDimension: 65535,
  maxStorageBufferBindingSize: 2 ** 31 - 4,
  maxStorageBuffersPerShaderStage: 10,
  maxUniformBufferBindingSize: 65536,
  maxUniformBuffersPerShaderStage: 12,
  minStorageBufferOffsetAlignment: 256,
  minUniformBufferOffsetAlignment: 256,
};

const USAGE = {
  MAP_READ: 0x1,
  MAP_WRITE: 0x2,
  COPY_SRC: 0x4,
  COPY_DST: 0x8,
  INDEX: 0x10,
  VERTEX: 0x20,
  UNIFORM: 0x40,
  STORAGE: 0x80,
  INDIRECT: 0x100,
  QUERY_RESOLVE: 0x200,
};

/** onnxruntime-web takes only instances of these classes. */
class NullDevice {
  readonly label = '';
}
class NullBuffer {
  readonly label = '';
}

const nothing = (): void => undefined;
const resolved = (): Promise<void> => Promise.resolve();
const empty = (): object => ({});

/**
 * Gives this process WebGPU with a device that takes all commands and computes nothing; buffers hold zeros. Commands
 * can be counted on it in a moment, on machines without a GPU.
 */
export function openNullDevice(): GPUDevice {
  const info = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };
  const device = Object.assign(new NullDevice(), {
    limits: LIMITS,
    features: new Set<string>(),
    adapterInfo: { ...info, subgroupMinSize: 32, subgroupMaxSize: 32 },
    lost: new Promise<never>(nothing),
    queue: { submit: nothing, writeBuffer: nothing, onSubmittedWorkDone: resolved },
    createBuffer,
    createCommandEncoder,
    createShaderModule: () => ({ getCompilationInfo: () => Promise.resolve({ messages: [] }) }),
    createComputePipeline: pipeline,
    createComputePipelineAsync: () => Promise.resolve(pipeline()),
    createBindGroup: empty,
    createBindGroupLayout: empty,
    createPipelineLayout: empty,
    pushErrorScope: nothing,
    popErrorScope: () => Promise.resolve(null),
    addEventListener: nothing,
    removeEventListener: nothing,
    destroy: nothing,
  });
  const adapter = { limits: LIMITS, features: device.features, info, requestDevice: () => Promise.resolve(device) };
  Object.assign(globalThis, {
    GPUBufferUsage: USAGE,
    GPUMapMode: { READ: 1, WRITE: 2 },
    GPUDevice: NullDevice,
    GPUBuffer: NullBuffer,
  });
  const gpu = { requestAdapter: () => Promise.resolve(adapter), getPreferredCanvasFormat: () => 'rgba8unorm' };
  if (globalThis.navigator === undefined)
    Object.defineProperty(globalThis, 'navigator', { value: { hardwareConcurrency: 1 }, configurable: true });
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
  return device as unknown as GPUDevice;
}

function createBuffer({ size, usage }: GPUBufferDescriptor): object {
  let mapped: ArrayBuffer | null = null;
  const release = (): void => {
    mapped = null;
  };
  return Object.assign(new NullBuffer(), {
    size,
    usage,
    mapState: 'unmapped',
    mapAsync: resolved,
    getMappedRange: (offset = 0, length = size - offset) =>
      offset === 0 && length === size ? (mapped ??= new ArrayBuffer(size)) : new ArrayBuffer(length),
    unmap: release,
    destroy: release,
  });
}

function createCommandEncoder(): object {
  const pass = { setPipeline: nothing, setBindGroup: nothing, dispatchWorkgroups: nothing, end: nothing };
  return { beginComputePass: () => ({ ...pass }), copyBufferToBuffer: nothing, clearBuffer: nothing, finish: empty };
}

function pipeline(): object {
  return { getBindGroupLayout: empty };
}

/** Limits of a graphics card, measured on it. */
export interface CardLimits {
  /** Memory bandwidth of a copy, in bytes a second; reads and writes both count. */
  readonly bytes: number;
  /** Multiply-accumulates a second in 32-bit floats. */
  readonly macs: number;
}

const COPIED = 128 * 2 ** 20;
const COPIES = 40;
const GROUPS = 32768;
const GROUP = 64;
const ROUNDS = 512;
/** Independent sums a thread, each a vector of four. */
const SUMS = 16;

const SHADER = `
@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let a = vec4f(f32(id.x) * 1e-9 + 0.999);
  ${Array.from({ length: SUMS }, (_, sum) => `var s${sum} = vec4f(${sum + 1}.0);`).join(' ')}
  for (var round = 0u; round < ${ROUNDS}u; round++) {
    ${Array.from({ length: SUMS }, (_, sum) => `s${sum} = fma(s${sum}, a, a);`).join(' ')}
  }
  out[id.x % arrayLength(&out)] = dot(${Array.from({ length: SUMS }, (_, sum) => `s${sum}`).join(' + ')}, a);
}`;

/** Measures a device: the best of three attempts at each limit. */
export async function measureLimits(device: GPUDevice): Promise<CardLimits> {
  const usage = GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST | GPUBufferUsage.STORAGE;
  const [from, to] = [device.createBuffer({ size: COPIED, usage }), device.createBuffer({ size: COPIED, usage })];
  const copy = await best(device, (encoder) => {
    for (let index = 0; index < COPIES; index++) encoder.copyBufferToBuffer(from, 0, to, 0, COPIED);
  });
  const pipeline = await device.createComputePipelineAsync({
    layout: 'auto',
    compute: { module: device.createShaderModule({ code: SHADER }), entryPoint: 'main' },
  });
  const group = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer: to } }],
  });
  const multiply = await best(device, (encoder) => {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(GROUPS);
    pass.end();
  });
  from.destroy();
  to.destroy();
  return { bytes: (2 * COPIED * COPIES) / copy, macs: (GROUPS * GROUP * ROUNDS * SUMS * 4) / multiply };
}

/** Seconds from the submission of commands to their end; the best of three attempts. */
async function best(device: GPUDevice, encode: (encoder: GPUCommandEncoder) => void): Promise<number> {
  let seconds = Infinity;
  for (let run = 0; run < 3; run++) {
    const encoder = device.createCommandEncoder();
    encode(encoder);
    const commands = encoder.finish();
    const start = performance.now();
    device.queue.submit([commands]);
    await device.queue.onSubmittedWorkDone();
    seconds = Math.min(seconds, (performance.now() - start) / 1000);
  }
  return seconds;
}

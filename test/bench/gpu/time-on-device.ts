import * as ort from 'onnxruntime-web/jspi';
import type { NetworkInfo } from '../../../ui/engine/networks/catalogue';
import { elements } from '../../../ui/engine/networks/onnx/shape';

/**
 * Milliseconds of one run of a network whose inputs and outputs stay on the device. `runs` runs are submitted together
 * and awaited once. onnxruntime-web must have been started before.
 */
export async function timeOnDevice(
  device: GPUDevice,
  file: Uint8Array,
  { inputs }: NetworkInfo,
  runs: number,
): Promise<number> {
  const session = await ort.InferenceSession.create(file, {
    executionProviders: [{ name: 'webgpu', device }],
    graphOptimizationLevel: 'all',
    preferredOutputLocation: 'gpu-buffer',
  });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const feeds = Object.fromEntries(
    inputs.map(({ name, shape }) => {
      const buffer = device.createBuffer({ size: Math.ceil(elements(shape) / 4) * 16, usage });
      return [
        name,
        ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims: [...shape], dispose: () => buffer.destroy() }),
      ];
    }),
  );
  async function run(): Promise<void> {
    const results = await session.run(feeds);
    for (const result of Object.values(results)) result.dispose();
  }
  for (let warm = 0; warm < 2; warm++) await run();
  await device.queue.onSubmittedWorkDone();
  const start = performance.now();
  for (let index = 0; index < runs; index++) await run();
  await device.queue.onSubmittedWorkDone();
  const milliseconds = (performance.now() - start) / runs;
  for (const feed of Object.values(feeds)) feed.dispose();
  await session.release();
  return milliseconds;
}

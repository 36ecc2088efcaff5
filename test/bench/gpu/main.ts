/**
 * Measures the GPU path on this machine's card: `npm run bench:gpu -- PHOTO`. It needs Node 25 or newer and the package
 * `webgpu` (see open-gpu.ts), which gives Node the WebGPU of Chromium. `--quick`, for software adapters, runs each part
 * once. `--count` counts the commands of a picture instead, in any Node and without a GPU.
 *
 * Times are wall time, so nothing else should run on the machine. A part runs even if another one failed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { openDevice, type GuardedDevice } from '../../../ui/engine/gpu/device';
import { openDeviceKernels, type DeviceKernels } from '../../../ui/engine/gpu/open-kernels';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { halfGraph } from '../../../ui/engine/networks/onnx/half-graph';
import { goldenInputs } from '../../../ui/engine/networks/self-test/golden-inputs';
import { selfTest } from '../../../ui/engine/networks/self-test/self-test';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createWebgpuRunner } from '../../../ui/engine/gpu/webgpu-runner';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import type { Stage } from '../../../ui/engine/api/report';
import { readSquare } from '../read-square';
import { countMacs } from '../speed/count-macs';
import { benchPhoto, mega } from '../speed/run-scenario';
import { measureLimits, type CardLimits } from './card-limits';
import { openGpu } from './open-gpu';
import { printCounts } from './print-counts';
import { timeOnDevice } from './time-on-device';
import { compare, timePicture } from './time-picture';

const STAGES: readonly Stage[] = ['faces', 'skin', 'heal', 'blend', 'compose'];
const arguments_ = process.argv.slice(2);
const quick = arguments_.includes('--quick');
const photo = benchPhoto(arguments_.find((argument) => !argument.startsWith('--')));
const runs = quick ? 1 : 20;

if (arguments_.includes('--count')) {
  await printCounts(await readSquare(photo, 2048));
  process.exit(0);
}
await openGpu(process.env['WEBGPU']);
const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
if (adapter === null) throw new Error('WebGPU finds no adapter: is a Vulkan driver installed?');
const { info, limits, features } = adapter;
console.log(`${info.vendor} ${info.architecture} ${info.device} ${info.description}`);
console.log(
  `bindings of ${mega(limits.maxStorageBufferBindingSize)} MB, buffers of ${mega(limits.maxBufferSize)} MB, shader-f16 ${features.has('shader-f16') ? 'yes' : 'no'}, subgroups ${features.has('subgroups') ? 'yes' : 'no'}`,
);

const guarded = await openDevice(adapter);
const assets = loadAssets();
const wasm = readFileSync(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm'));
const onProcessor = createWasmRunner(assets);
const onCard = createWebgpuRunner({ wasm, networks: assets.networks }, guarded, null);

const card = await part('limits', async () => {
  const measured = await measureLimits(guarded.device);
  console.log(
    `measured: ${(measured.macs / 1e12).toFixed(2)} TMAC/s in fp32, ${(measured.bytes / 1e9).toFixed(0)} GB/s copied\n`,
  );
  return measured;
});
await part('networks', () => printNetworks(guarded, card));
const found = await part('stages', () => printStages(guarded));
for (const side of quick ? [512] : [2048, 4900]) {
  await part(`${side}²`, () =>
    printPicture(side, createWebgpuRunner({ wasm, networks: assets.networks }, guarded, found?.sample ?? null), found),
  );
}
process.exit(0);

async function printNetworks(guarded: GuardedDevice, measured: CardLimits | null): Promise<void> {
  console.log(
    'Networks, milliseconds of a run: one wasm thread; WebGPU with tensors sent and read back; WebGPU with tensors that stay there, also in half precision',
  );
  console.log(
    `  ${'network'.padEnd(18)} self-test     wasm  sent  stays  in half          GMACs   of arithmetic  of copying weights, inputs, outputs`,
  );
  for (const name of NETWORK_NAMES) {
    await part(name, async () => {
      const network = networkInfo(name);
      const test = await selfTest(onCard, [name]);
      const [slow, sent] = [await median(onProcessor, name, Math.min(runs, 5)), await median(onCard, name, runs)];
      const stays = await timeOnDevice(guarded.device, assets.networks[name]!, network, runs);
      const half = await halfText(guarded, name);
      const macs = await countMacs(
        assets.networks[name]!,
        Object.fromEntries(network.inputs.map((input) => [input.name, input.shape])),
      );
      const moved =
        2 * network.bytes +
        4 *
          [...network.inputs, ...network.outputs].reduce(
            (sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1),
            0,
          );
      const shares =
        measured === null
          ? ''
          : `${share(macs / measured.macs, stays)}          ${share(moved / measured.bytes, stays)}`;
      console.log(
        `  ${name.padEnd(18)} ${(test.state === 'passed' ? 'passed' : `failed: ${test.detail}`).padEnd(10)}${slow.toFixed(1).padStart(8)} ${sent.toFixed(1).padStart(5)} ${stays.toFixed(2).padStart(6)}  ${half.padEnd(15)} ${(macs / 1e9).toFixed(3).padStart(7)}   ${shares}`,
      );
    });
  }
  console.log();
}

async function printStages(device: GuardedDevice): Promise<DeviceKernels> {
  const opened = await openDeviceKernels(device, quick ? 128 : 1024);
  console.log(`Pixel stages on ${quick ? 128 : 1024}², milliseconds: on the card, in TypeScript`);
  for (const [name, finding] of Object.entries(opened.placements)) {
    console.log(
      `  ${name.padEnd(11)} ${finding.device === 'gpu' ? `right; ${finding.milliseconds} instead of ${finding.plainMilliseconds}` : `${finding.reason}: ${finding.detail}`}`,
    );
  }
  console.log();
  return opened;
}

async function printPicture(side: number, runner: NetworkRunner, device: DeviceKernels | null): Promise<void> {
  const picture = await readSquare(photo, side);
  const there = await timePicture(picture, runner, device?.kernels ?? CPU_KERNELS, quick ? 1 : 4);
  const here = await timePicture(picture, onProcessor, CPU_KERNELS, quick ? 1 : 2);
  const { count, most } = compare(there.retouched, here.retouched);
  console.log(`${side}², ${there.report.spots.length} spots healed, milliseconds: on the card, one wasm thread`);
  for (const stage of STAGES)
    console.log(`  ${stage.padEnd(8)} ${ms(there.report.milliseconds[stage])} ${ms(here.report.milliseconds[stage])}`);
  console.log(
    `  ${'together'.padEnd(8)} ${ms(there.milliseconds)} ${ms(here.milliseconds)}  (${(here.milliseconds / there.milliseconds).toFixed(1)} times as fast)`,
  );
  console.log(`  ${count} of ${here.retouched.length} values are others, by ${most} levels at most\n`);
  await runner.release();
}

/** The result of `work`. If it fails, prints the error and returns null. */
async function part<Result>(title: string, work: () => Promise<Result>): Promise<Result | null> {
  return work().catch((error: unknown) => {
    console.log(`  ${title}: ${error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)}`);
    return null;
  });
}

/** Milliseconds of a run in half precision and the result of its self-test; a dash for a device without it. */
async function halfText({ device }: GuardedDevice, name: NetworkName): Promise<string> {
  if (!device.features.has('shader-f16')) return '–';
  const milliseconds = await timeOnDevice(device, halfGraph(assets.networks[name]!), networkInfo(name), runs);
  const runner = createWebgpuRunner({ wasm, networks: assets.networks }, guarded, null, [name]);
  const test = await selfTest(runner, [name]);
  const passed = test.state === 'passed' && runner.half?.networks().includes(name) === true;
  await runner.release();
  return `${milliseconds.toFixed(2)} ${passed ? 'passed' : 'wrong'}`;
}

/** Milliseconds of a run as the engine does it. */
async function median(runner: NetworkRunner, name: NetworkName, count: number): Promise<number> {
  const inputs = goldenInputs(networkInfo(name));
  const times: number[] = [];
  for (let run = 0; run <= count; run++) {
    const start = performance.now();
    await runner.run(name, inputs);
    if (run > 0) times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}

/** The share of the measured time that a limit of the card accounts for. */
function share(seconds: number, milliseconds: number): string {
  return `${((100 * 1000 * seconds) / milliseconds).toFixed(1).padStart(5)} %`;
}

function ms(value: number | undefined): string {
  return (value ?? 0).toFixed(0).padStart(6);
}

import { loadAssets } from '../../../plugin/cli/load-assets';
import { settingsWith } from '../../../ui/engine/api/settings';
import { createComposeKernel } from '../../../ui/engine/gpu/compose-kernel';
import { createCropKernel } from '../../../ui/engine/gpu/crop-kernel';
import { createDevicePictures } from '../../../ui/engine/gpu/device-pictures';
import { createMergeKernel } from '../../../ui/engine/gpu/merge-kernel';
import { readBuffer } from '../../../ui/engine/gpu/buffers';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { CPU_KERNELS, type PixelKernels } from '../../../ui/engine/pipeline/pixel-kernels';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import type { Picture } from '../../../ui/engine/picture/picture';
import { countsOf, type CommandCounts } from './count-commands';
import { createNullRunner, openCountedGpu, type CountedGpu } from './null-runner';

interface Row {
  readonly runs: number;
  readonly counts: CommandCounts;
}

/**
 * Prints the commands that a picture costs on a GPU: of each network, of the pixel kernels, and together. Every step
 * runs on a device that only counts, and on the CPU for its values. The counts hold for every card.
 */
export async function printCounts(picture: Picture): Promise<void> {
  const gpu = await openCountedGpu();
  const assets = loadAssets();
  const rows = new Map<string, Row>();
  let last = Promise.resolve();
  // The engine asks for several crops at once. One after the other, each has counts of its own.
  const add = (name: string, work: () => Promise<unknown>): Promise<void> => {
    last = last.then(async () => {
      const counts = await countsOf(gpu.counts, work);
      const row = rows.get(name);
      rows.set(name, { runs: (row?.runs ?? 0) + 1, counts: row === undefined ? counts : sum(row.counts, counts) });
    });
    return last;
  };
  const runner = countedRunner(createNullRunner(assets, gpu), createWasmRunner(assets), add);
  const kernels = await countedKernels(gpu, add);
  const outcome = await retouchAnalysed(
    createAnalysis(picture, runner, undefined, kernels),
    settingsWith({ heal: 'all', even: 60, brighten: 20 }),
    () => undefined,
  );
  const spots = outcome.state === 'unchanged' ? 0 : outcome.report.spots.length;
  console.log(`Commands on a GPU: ${picture.width} × ${picture.height}, ${spots} spots healed`);
  console.log(`  ${''.padEnd(18)} runs  dispatches  submits  maps  KB read`);
  for (const [name, row] of [...rows, ['together', total(rows)] as const]) printRow(name, row);
}

/** Counts a run on the GPU, whose first run of a network also sends its weights, and gives the CPU's outputs. */
function countedRunner(
  onNull: NetworkRunner,
  onCpu: NetworkRunner,
  add: (name: string, work: () => Promise<unknown>) => Promise<void>,
): NetworkRunner {
  const ready = new Set<string>();
  return {
    ...onCpu,
    async run(network, inputs) {
      if (!ready.has(network)) await onNull.run(network, inputs);
      ready.add(network);
      await add(network, () => onNull.run(network, inputs));
      return onCpu.run(network, inputs);
    },
  };
}

async function countedKernels(
  gpu: CountedGpu,
  add: (name: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<PixelKernels> {
  const pictures = await createDevicePictures(gpu.device);
  const sample = await createCropKernel(gpu.device, pictures);
  const merge = await createMergeKernel(gpu, pictures);
  const compose = await createComposeKernel(gpu, pictures);
  return {
    async readCrop(input) {
      await add('readCrop', () => readBuffer(gpu, { buffer: sample(input)! }));
      return CPU_KERNELS.readCrop(input);
    },
    async mergeViews(...input) {
      await add('mergeViews', () => merge(...input));
      return CPU_KERNELS.mergeViews(...input);
    },
    async compose(input) {
      await add('compose', () => compose(input));
      return CPU_KERNELS.compose(input);
    },
  };
}

function total(rows: ReadonlyMap<string, Row>): Row {
  return [...rows.values()].reduce((all, { runs, counts }) => ({
    runs: all.runs + runs,
    counts: sum(all.counts, counts),
  }));
}

function sum(a: CommandCounts, b: CommandCounts): CommandCounts {
  return {
    dispatches: a.dispatches + b.dispatches,
    submits: a.submits + b.submits,
    maps: a.maps + b.maps,
    bytesRead: a.bytesRead + b.bytesRead,
  };
}

function printRow(name: string, { runs, counts: { dispatches, submits, maps, bytesRead } }: Row): void {
  const cells = [
    [runs, 4],
    [dispatches, 11],
    [submits, 8],
    [maps, 5],
    [Math.round(bytesRead / 1000), 8],
  ] as const;
  console.log(`  ${name.padEnd(18)} ${cells.map(([value, width]) => String(value).padStart(width)).join(' ')}`);
}

/**
 * One scenario of the benchmark, in a process of its own so that its peak memory is its own:
 * `scenario.ts original | portrait SIDE PHOTO | batch COUNT SIDE PHOTO`. Prints one line of JSON.
 */
import * as ort from 'onnxruntime-web/wasm';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { IMPORTED_NAMES, NETWORK_NAMES, networkInfo, type ImportedName, type NetworkName } from '../../../ui/engine/networks/catalogue';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { analysedPreview, composePreview, createPreviewParts, LARGEST_PREVIEW } from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import type { Stage } from '../../../ui/engine/report';
import { createKeptPictures, ROOM } from '../../../ui/engine/worker/kept-pictures';
import { countMacs } from './count-macs';
import { timeNetworks, type NetworkTimes } from './network-times';
import { ORIGINAL_NETWORKS } from './original-networks';

export interface OriginalResult {
  readonly networks: Readonly<Record<ImportedName, { readonly milliseconds: number; readonly macs: number; readonly bytes: number }>>;
  readonly peakBytes: number;
}

export interface PortraitResult {
  readonly width: number;
  readonly height: number;
  readonly faces: number;
  readonly spots: number;
  readonly stages: Readonly<Partial<Record<Stage, number>>>;
  readonly networks: NetworkTimes;
  readonly macs: Readonly<Record<NetworkName, number>>;
  /** Another press of Retouch with other strengths. */
  readonly again: number;
  /** A redraw of the largest preview at other strengths. */
  readonly redraw: number;
  readonly peakBytes: number;
}

export interface BatchResult {
  /** Milliseconds of each picture. */
  readonly pictures: readonly number[];
  /** Resident memory after each picture. */
  readonly residentBytes: readonly number[];
  readonly peakBytes: number;
}

const SETTINGS = { heal: 'all', even: 60, brighten: 20 } as const;
const ignore = (): void => undefined;

const [kind, ...rest] = process.argv.slice(2);
const result = kind === 'original' ? await original() : kind === 'portrait' ? await portrait(Number(rest[0]), rest[1]!) : await batch(Number(rest[0]), Number(rest[1]), rest[2]!);
console.log(JSON.stringify({ ...result, peakBytes: process.resourceUsage().maxRSS * 1024 }));

async function original(): Promise<Omit<OriginalResult, 'peakBytes'>> {
  ort.env.wasm.numThreads = 1;
  const networks: Partial<Record<ImportedName, OriginalResult['networks'][ImportedName]>> = {};
  for (const name of IMPORTED_NAMES) {
    const { file, inputs, macs } = ORIGINAL_NETWORKS[name]();
    const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
    const feeds = Object.fromEntries(inputs.map((input) => {
      const values = Float32Array.from({ length: input.shape.reduce((product, side) => product * side, 1) }, (_, index) => ((index * 7919) % 256) / 255);
      return [input.name, new ort.Tensor('float32', values, input.shape)];
    }));
    networks[name] = { milliseconds: await fastest(3, () => session.run(feeds)), macs, bytes: file.length };
    await session.release();
  }
  return { networks: networks as OriginalResult['networks'] };
}

async function portrait(side: number, photo: string): Promise<Omit<PortraitResult, 'peakBytes'>> {
  const assets = loadAssets();
  const runner = timeNetworks(createWasmRunner(assets));
  const start = performance.now();
  const picture = await readSquare(photo, side);
  const decode = performance.now() - start;
  // The first run makes the sessions, which are kept from then on; the second is what a picture costs.
  await retouchAnalysed(createAnalysis(picture, runner), SETTINGS, ignore);
  runner.take();
  const analysis = createAnalysis({ ...picture }, runner);
  const outcome = await retouchAnalysed(analysis, SETTINGS, ignore);
  const networks = runner.take();
  const again = await fastest(2, () => retouchAnalysed(analysis, { ...SETTINGS, even: 40, brighten: 35 }, ignore));
  const { base } = await analysedPreview(analysis, createPreviewParts(), SETTINGS, { region: null, side: LARGEST_PREVIEW }, ignore);
  const redraw = await fastest(30, () => composePreview(base, { even: 40, brighten: 35 }));
  const macs: Partial<Record<NetworkName, number>> = {};
  for (const name of NETWORK_NAMES) {
    macs[name] = await countMacs(assets.networks[name]!, Object.fromEntries(networkInfo(name).inputs.map((input) => [input.name, input.shape])));
  }
  const { report } = outcome;
  return {
    width: picture.width, height: picture.height, faces: report.faces.length, spots: report.spots.length,
    stages: { decode, ...report.milliseconds }, networks, macs: macs as Record<NetworkName, number>, again, redraw,
  };
}

/** Pictures of one portrait, each turned in brightness so that none is known already, as the engine's worker does them. */
async function batch(count: number, side: number, photo: string): Promise<Omit<BatchResult, 'peakBytes'>> {
  const runner = createWasmRunner(loadAssets());
  const kept = createKeptPictures(ROOM);
  const pictures: number[] = [];
  const residentBytes: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    const { analysis } = kept.add(Uint8Array.of(index), createAnalysis(await readSquare(photo, side, 1 - index / 200), runner));
    await retouchAnalysed(analysis, SETTINGS, ignore);
    kept.trim();
    pictures.push(performance.now() - start);
    globalThis.gc?.();
    residentBytes.push(process.memoryUsage().rss);
  }
  return { pictures, residentBytes };
}

async function readSquare(photo: string, side: number, brightness = 1): Promise<Picture> {
  const image = sharp(photo).autoOrient().resize(side, side, { fit: 'cover' }).modulate({ brightness }).ensureAlpha();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}

async function fastest(times: number, work: () => unknown): Promise<number> {
  let best = Infinity;
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

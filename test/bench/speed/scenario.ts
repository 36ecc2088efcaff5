/**
 * One scenario of the benchmark. It has its own process, so that the peak memory is its own:
 * `scenario.ts original | portrait SIDE PHOTO | once SIDE PHOTO | batch COUNT SIDE PHOTO`. Prints one line of JSON.
 *
 * All times are CPU time, which other work on the machine stretches less than wall time. The work of Node's own threads
 * (compiling, collecting garbage) counts.
 */
import * as ort from 'onnxruntime-web/wasm';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import {
  IMPORTED_NAMES,
  NETWORK_NAMES,
  networkInfo,
  type ImportedName,
  type NetworkName,
} from '../../../ui/engine/networks/catalogue';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis, type Analysis } from '../../../ui/engine/pipeline/analysis';
import {
  analysedPreview,
  composePreview,
  createPreviewParts,
  LARGEST_PREVIEW,
} from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import type { RetouchReport } from '../../../ui/engine/api/report';
import { DEFAULT_SETTINGS, type RetouchSettings, settingsWith } from '../../../ui/engine/api/settings';
import { createKeptPictures, ROOM } from '../../../ui/engine/worker/kept-pictures';
import { readSquare } from '../read-square';
import { countMacs } from './count-macs';
import { timeNetworks, type TimedRunner } from './network-times';
import { ORIGINAL_NETWORKS } from './modelscope-networks';
import { engineTime, type RetouchRuns, type RetouchTimes } from './retouch-times';
import { fileData } from '../../../ui/engine/api/picture-data';

export interface OriginalResult {
  readonly networks: Readonly<
    Record<ImportedName, { readonly milliseconds: number; readonly macs: number; readonly bytes: number }>
  >;
  readonly peakBytes: number;
}

export interface PortraitResult {
  readonly width: number;
  readonly height: number;
  readonly faces: number;
  readonly decode: number;
  /** One decoding and one encoding of the picture as a JPEG file by sharp: no retoucher can take less. */
  readonly codec: number;
  /** At the default settings (usual), and with every spot healed and brightening (all). */
  readonly usual: RetouchRuns;
  readonly all: RetouchRuns;
  /** Multiply-accumulates of one run on the largest input. */
  readonly macs: Readonly<Record<NetworkName, number>>;
  /** A second retouch with other strengths. */
  readonly again: number;
  /** A redraw of the largest preview at other strengths. */
  readonly redraw: number;
  readonly peakBytes: number;
}

/** A single retouch in a new process. */
export interface OnceResult {
  readonly width: number;
  readonly height: number;
  readonly peakBytes: number;
}

export interface BatchResult {
  /** Milliseconds of each picture. */
  readonly pictures: readonly number[];
  /** Resident memory after each picture. */
  readonly residentBytes: readonly number[];
  readonly peakBytes: number;
}

const USUAL = DEFAULT_SETTINGS;
const ALL = settingsWith({ heal: 'all', even: 60, brighten: 20 });
/** The fastest of so many runs counts, because code is still being compiled during the first ones. */
const RUNS = 5;
const ignore = (): void => undefined;
performance.now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const [kind, ...rest] = process.argv.slice(2);
console.log(JSON.stringify({ ...(await run()), peakBytes: process.resourceUsage().maxRSS * 1024 }));

function run(): Promise<Omit<OriginalResult | PortraitResult | OnceResult | BatchResult, 'peakBytes'>> {
  switch (kind) {
    case 'original':
      return original();
    case 'portrait':
      return portrait(Number(rest[0]), rest[1]!);
    case 'once':
      return once(Number(rest[0]), rest[1]!);
    default:
      return batch(Number(rest[0]), Number(rest[1]), rest[2]!);
  }
}

async function original(): Promise<Omit<OriginalResult, 'peakBytes'>> {
  ort.env.wasm.numThreads = 1;
  const networks: Partial<Record<ImportedName, OriginalResult['networks'][ImportedName]>> = {};
  for (const name of IMPORTED_NAMES) {
    const { file, inputs, macs } = ORIGINAL_NETWORKS[name]();
    const session = await ort.InferenceSession.create(file, {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
    });
    const feeds = Object.fromEntries(
      inputs.map((input) => {
        const values = Float32Array.from(
          { length: input.shape.reduce((product, side) => product * side, 1) },
          (_, index) => ((index * 7919) % 256) / 255,
        );
        return [input.name, new ort.Tensor('float32', values, input.shape)];
      }),
    );
    networks[name] = { milliseconds: await fastest(RUNS, () => session.run(feeds)), macs, bytes: file.length };
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
  const codec = await codecTime(picture);
  // This run creates the sessions, which stay; the next runs are the cost of a picture.
  await retouchAnalysed(createAnalysis(picture, runner), ALL, ignore);
  runner.take();
  const { runs: usual } = await timed(picture, USUAL, runner);
  const { runs: all, analysis, report } = await timed(picture, ALL, runner);
  const again = await fastest(2, () => retouchAnalysed(analysis, { ...ALL, even: 40, brighten: 35 }, ignore));
  const base = await analysedPreview(
    analysis,
    createPreviewParts(),
    ALL,
    { region: null, side: LARGEST_PREVIEW },
    ignore,
  );
  const redraw = await fastest(30, () => composePreview(base));
  const macs: Partial<Record<NetworkName, number>> = {};
  for (const name of NETWORK_NAMES) {
    macs[name] = await countMacs(
      assets.networks[name]!,
      Object.fromEntries(networkInfo(name).inputs.map((input) => [input.name, input.shape])),
    );
  }
  return {
    width: picture.width,
    height: picture.height,
    faces: report.faces.length,
    decode,
    codec,
    usual,
    all,
    macs: macs as Record<NetworkName, number>,
    again,
    redraw,
  };
}

/** One decoding and one encoding by sharp, on one thread, in milliseconds. Quality is that of the command line. */
async function codecTime({ width, height, data }: Picture): Promise<number> {
  sharp.concurrency(1);
  const raw = sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha();
  const file = await raw.jpeg({ quality: 92 }).toBuffer();
  return fastest(3, () => sharp(file).jpeg({ quality: 92 }).toBuffer());
}

/** One retouch of a picture without cached results. */
interface Run {
  readonly times: RetouchTimes;
  readonly analysis: Analysis;
  readonly report: RetouchReport;
}

/**
 * RUNS runs, as many as ModelScope's networks get (see `original`). Only the last analysis is kept, because the others
 * would add to the peak.
 */
async function timed(
  picture: Picture,
  settings: RetouchSettings,
  runner: TimedRunner,
): Promise<Omit<Run, 'times'> & { readonly runs: RetouchRuns }> {
  const all: RetouchTimes[] = [];
  while (all.length < RUNS - 1) all.push((await retouchAnew(picture, settings, runner)).times);
  const { times, analysis, report } = await retouchAnew(picture, settings, runner);
  all.push(times);
  const best = all.reduce((one, other) => (engineTime(other).total < engineTime(one).total ? other : one));
  return { runs: { first: all[0]!, fastest: best }, analysis, report };
}

async function retouchAnew(picture: Picture, settings: RetouchSettings, runner: TimedRunner): Promise<Run> {
  const analysis = createAnalysis({ ...picture }, runner);
  const { report } = await retouchAnalysed(analysis, settings, ignore);
  return {
    times: { spots: report.spots.length, stages: report.milliseconds, networks: runner.take() },
    analysis,
    report,
  };
}

async function once(side: number, photo: string): Promise<Omit<OnceResult, 'peakBytes'>> {
  const picture = await readSquare(photo, side);
  await retouchAnalysed(createAnalysis(picture, createWasmRunner(loadAssets())), ALL, ignore);
  return { width: picture.width, height: picture.height };
}

/** Retouches pictures as the engine's worker does. Each has another brightness, so that none is cached. */
async function batch(count: number, side: number, photo: string): Promise<Omit<BatchResult, 'peakBytes'>> {
  const runner = createWasmRunner(loadAssets());
  const kept = createKeptPictures(ROOM);
  const pictures: number[] = [];
  const residentBytes: number[] = [];
  for (let index = 0; index < count; index++) {
    const start = performance.now();
    const { analysis } = kept.add(
      fileData(Uint8Array.of(index)),
      createAnalysis(await readSquare(photo, side, 1 - index / (10 * count)), runner),
      count,
    );
    await retouchAnalysed(analysis, ALL, ignore);
    kept.trim();
    pictures.push(performance.now() - start);
    globalThis.gc?.();
    residentBytes.push(process.memoryUsage().rss);
  }
  return { pictures, residentBytes };
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

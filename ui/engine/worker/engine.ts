import { transfer } from 'comlink';
import type {
  AnalyseResponse, EngineApi, EngineAssets, PreviewResponse, RetouchRequest, RetouchResponse,
} from '../../channel/engine-api';
import { colourTags } from '../codec/colour-tags';
import { decodePicture } from '../codec/decode-picture';
import { encodePicture } from '../codec/encode-picture';
import type { PngChunk } from '../codec/png-chunks';
import type { SoftLightLayer } from '../layers/compose';
import type { NetworkRunner } from '../networks/runner';
import { createWasmRunner, type WasmRunnerAssets } from '../networks/wasm-runner';
import { createAnalysis, type Analysis } from '../pipeline/analysis';
import { analysedPreview, composePreview, type PreviewBase } from '../pipeline/preview';
import { checkPicture, faceReport, retouchAnalysed } from '../pipeline/retouch-picture';
import { EngineError, type EngineProblem, type Progress } from '../report';
import type { HealMode } from '../settings';
import { createKeptPictures, ROOM, type KeptPicture } from './kept-pictures';
import { createQueue } from './queue';
import { unpackFile, unpackFiles } from './unpack-file';

/**
 * The engine behind the panel: encoded picture in, encoded layers out. Runs in a worker, or in the panel's
 * own frame where a host forbids workers.
 */
export function createEngine(createRunner: (assets: WasmRunnerAssets) => NetworkRunner = createWasmRunner): EngineApi {
  let runner: NetworkRunner | null = null;
  const kept = createKeptPictures(ROOM);
  const inTurn = createQueue();

  async function open(bytes: Uint8Array): Promise<KeptPicture> {
    if (runner === null) throw new EngineError({ code: 'internal', detail: 'a picture before start' });
    const known = kept.findFile(bytes);
    if (known !== null) return known;
    const picture = await decodePicture(bytes);
    checkPicture(picture);
    return kept.add(bytes, createAnalysis(picture, runner));
  }

  /** One call at a time, and never a rejection: a problem is an answer too. */
  function answer<Response>(work: () => Promise<Response>): Promise<Response | Failure> {
    return inTurn(() => work().catch((error: unknown): Failure => ({ state: 'failed', problem: problemOf(error) })).finally(() => kept.trim()));
  }

  return {
    async start(assets: EngineAssets) {
      runner ??= createRunner({ wasm: await unpackFile(assets.wasm), networks: await unpackFiles(assets.networks) });
      return { executionProvider: runner.executionProvider };
    },

    retouch: (request, onProgress) => answer(async () => {
      const start = performance.now();
      onProgress({ stage: 'decode', done: 0 });
      const { analysis } = await open(request.bytes);
      return retouchEncoded(analysis, request, Math.round(performance.now() - start), onProgress);
    }),

    analyse: (bytes, onProgress) => answer(async (): Promise<AnalyseResponse> => {
      onProgress({ stage: 'decode', done: 0 });
      const { key, analysis } = await open(bytes);
      const found = await analysis.found.read((done) => onProgress({ stage: 'faces', done }));
      return { state: 'analysed', picture: key, faces: found.map(faceReport) };
    }),

    preview: (request, onProgress) => answer(async (): Promise<PreviewResponse> => {
      const picture = kept.findKey(request.picture);
      if (picture === null) return { state: 'forgotten' };
      const base = await previewBase(picture, request.settings.heal, request.side, onProgress);
      const { width, height, data } = composePreview(base, request.settings);
      return transfer({ state: 'preview', width, height, pixels: data }, [data.buffer]);
    }),
  };
}

interface Failure {
  readonly state: 'failed';
  readonly problem: EngineProblem;
}

async function retouchEncoded(
  analysis: Analysis, request: RetouchRequest, decode: number, onProgress: (progress: Progress) => void,
): Promise<RetouchResponse> {
  const outcome = await retouchAnalysed(analysis, request.settings, (progress) => onProgress({ ...progress, done: 0.05 + 0.85 * progress.done }));
  if (outcome.state === 'unchanged') return { ...outcome, report: { ...outcome.report, milliseconds: { decode, ...outcome.report.milliseconds } } };
  onProgress({ stage: 'encode', done: 0.9 });
  const encoding = performance.now();
  const { heal, blend, brighten } = outcome.layers;
  const tags = await colourTags(request.bytes);
  const layers = {
    heal: heal === null ? null : { png: await encodePicture(heal, tags), opacity: 1 },
    blend: await encodeLayer(blend, tags),
    brighten: await encodeLayer(brighten, tags),
  };
  const flattened = request.flattened ? await encodePicture(outcome.retouched, tags) : null;
  const milliseconds = { decode, ...outcome.report.milliseconds, encode: Math.round(performance.now() - encoding) };
  return { state: 'retouched', layers, flattened, report: { ...outcome.report, milliseconds } };
}

async function previewBase(
  { analysis, previews }: KeptPicture, mode: HealMode, side: number, onProgress: (progress: Progress) => void,
): Promise<PreviewBase> {
  const made = previews.get(mode);
  if (made !== undefined && made.side === side) return made.base;
  const base = await analysedPreview(analysis, mode, side, onProgress);
  previews.set(mode, { side, base });
  return base;
}

async function encodeLayer(layer: SoftLightLayer | null, tags: readonly PngChunk[]): Promise<{ png: Uint8Array; opacity: number } | null> {
  return layer === null ? null : { png: await encodePicture(layer.picture, tags), opacity: layer.opacity };
}

function problemOf(error: unknown): EngineProblem {
  if (error instanceof EngineError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /alloc|array length/i.test(detail)) return { code: 'out-of-memory' };
  return { code: 'internal', detail };
}

import { transfer } from 'comlink';
import { NO_CHOICES, shapeOf, asksForClothes } from '../api/choices';
import type {
  AnalyseResponse,
  EngineApi,
  EngineAssets,
  FacesRequest,
  FacesResponse,
  LoadResponse,
  PeopleResponse,
  PreviewRequest,
  PreviewResponse,
  ReadImported,
  RetouchRequest,
  RetouchResponse,
  SpotsResponse,
  StartResponse,
} from '../api/engine-api';
import { messageOf } from '../api/message-of';
import { EngineError, type EngineProblem, type Progress } from '../api/report';
import { DEFAULT_SETTINGS, type NetworkSetName } from '../api/settings';
import { asksForShape } from '../api/shape';
import { NETWORK_NAMES, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner, RunnerAssets } from '../networks/runner';
import { selfTest } from '../networks/self-test/self-test';
import type { Picture } from '../picture/picture';
import type { Analysis } from '../pipeline/analysis';
import type { Backend } from '../pipeline/backend';
import { analysedPreview, composePreview, layerPreview, maskPreview, originalPreview } from '../pipeline/preview';
import { faceReports, retouchAnalysed } from '../pipeline/retouch-picture';
import { retouchWithShape } from '../pipeline/retouch-with-shape';
import { runSteps, type Goal } from '../pipeline/run-steps';
import { findPeople } from '../pipeline/shape-picture';
import { shapedPreview } from '../pipeline/shape-preview';
import { createStopwatch } from '../pipeline/stopwatch';
import { createBodyNetworks, splitAssets } from './body-networks';
import { createEngineState, type EngineState } from './engine-state';
import { createImportedNetworks, importedCatalogue } from './imported-networks';
import type { KeptPicture } from './kept-pictures';
import { layersForHost, outputFor, pictureData, resultLayer } from './picture-data';
import { createQueue } from './queue';
import { takeTurns } from './take-turns';
import { unpackFile, unpackNetworks } from './unpack-file';

/** Why an engine does not start. */
export type Refusal = Extract<StartResponse, { state: 'refused' }>;
/** Opens the computing resources, or returns the reason why it cannot. */
export type OpenBackend = (assets: RunnerAssets) => Backend | Promise<Backend | Refusal>;

interface Failure {
  readonly state: 'failed';
  readonly problem: EngineProblem;
}

type OnProgress = (progress: Progress) => void;

/** Shares of decoding and encoding in a retouch, for progress only. */
const DECODE_SHARE = 0.05;
const ENCODE_SHARE = 0.1;

/**
 * Creates the engine behind the panel. It runs in a worker, or in the panel's own frame if a host forbids workers.
 * @param tested networks that the self-test runs
 */
export function createEngine(openBackend: OpenBackend, tested: readonly NetworkName[] = NETWORK_NAMES): EngineApi {
  const state = createEngineState();
  const inTurn = createQueue();

  /** Runs one call at a time. Errors become a `failed` response, never a rejection. */
  function answer<Response>(call: () => Promise<Response>): Promise<Response | Failure> {
    return inTurn(() =>
      call()
        .catch((error: unknown): Failure => ({ state: 'failed', problem: problemOf(error) }))
        .finally(() => state.trim()),
    );
  }

  return {
    start: (assets, onTested, readImported) => start(state, openBackend, tested, { assets, onTested, readImported }),
    load: (networks) =>
      answer(async (): Promise<LoadResponse> => {
        await state.networkSet(networks);
        return { state: 'loaded' };
      }),
    decodeAhead(picture, networks = 'softlight') {
      state.decodeAhead(picture, networks);
      return Promise.resolve();
    },
    retouch: (request, onProgress) => answer(() => retouch(state, request, onProgress)),
    analyse: (picture, onProgress, networks) =>
      answer(async (): Promise<AnalyseResponse> => {
        onProgress({ stage: 'decode', done: 0 });
        const { key, analysis } = await state.open(picture, networks);
        const { found } = await stepsOf(analysis, 'faces', {}, onProgress);
        const { width, height } = analysis.picture;
        return { state: 'analysed', picture: key, width, height, faces: faceReports(found, [], analysis.picture) };
      }),
    faces: ({ picture, manualFaces }, onProgress) =>
      answer(async (): Promise<FacesResponse> => {
        const kept = state.find(picture);
        if (kept === null) return { state: 'forgotten' };
        const { found, boxes } = await stepsOf(kept.analysis, 'faces', { manualFaces }, onProgress);
        return { state: 'found', faces: faceReports(found, boxes, kept.analysis.picture) };
      }),
    spots: ({ picture, manualFaces, settings }, onProgress) =>
      answer(async (): Promise<SpotsResponse> => {
        const kept = state.find(picture);
        if (kept === null) return { state: 'forgotten' };
        const results = await stepsOf(kept.analysis, 'spots', { manualFaces }, onProgress, settings);
        if (results.reached !== 'spots') return { state: 'found', spots: [], finds: [] };
        return { state: 'found', spots: results.plan.spots, finds: results.plan.finds };
      }),
    people: (request, onProgress) => answer(() => people(state, request, onProgress)),
    preview: (request, onProgress) =>
      answer(async (): Promise<PreviewResponse> => {
        const kept = state.find(request.picture);
        if (kept === null) return { state: 'forgotten' };
        const shown = await previewOf(state, kept, request, onProgress);
        // Transfer moves the buffer. The cache keeps the preview of the original, so a copy is sent.
        const pixels = request.subject === 'original' ? shown.data.slice() : shown.data;
        return transfer({ state: 'preview', width: shown.width, height: shown.height, pixels }, [pixels.buffer]);
      }),
  };
}

interface StartOptions {
  readonly assets: EngineAssets;
  readonly onTested: ((done: number) => void) | undefined;
  readonly readImported: ReadImported | undefined;
}

/** Opens the backend on the first call; returns its state on every call. */
async function start(
  state: EngineState,
  openBackend: OpenBackend,
  tested: readonly NetworkName[],
  { assets, onTested = () => undefined, readImported }: StartOptions,
): Promise<StartResponse> {
  if (state.backend === null) {
    // The pose network is unpacked when Shape is first used, so that the start takes no longer for those who never do.
    const { body, rest } = splitAssets(assets.networks);
    const networks = await unpackNetworks(rest);
    const created = await openBackend({
      ...(assets.wasm === undefined ? {} : { wasm: await unpackFile(assets.wasm) }),
      networks,
      catalogue: importedCatalogue(assets.imported),
      half: assets.half ?? true,
    });
    if ('state' in created) return created;
    const refused = await refuseWrongNumbers(created.runner, tested, onTested);
    if (refused !== null) return refused;
    state.body = createBodyNetworks(body, created.runner, networks);
    state.deep = assets.deep ?? false;
    state.backend = { ...created, runner: takeTurns(created.runner) };
    if (readImported !== undefined && (assets.imported ?? null) !== null)
      state.imported = createImportedNetworks(assets.imported, readImported, created.runner, networks);
  }
  const {
    runner: { executionProvider, half },
    placements,
  } = state.backend;
  const inHalf = tested.filter((network) => half?.networks().includes(network));
  const networkSets: readonly NetworkSetName[] = state.imported === null ? ['softlight'] : ['softlight', 'modelscope'];
  const gpu = placements === undefined ? {} : { gpu: { kernels: placements, half: inHalf } };
  if (executionProvider === 'native') throw new Error('machine code runs on the command line only');
  return { state: 'started', executionProvider, networkSets, ...gpu };
}

/**
 * Runs the self-test of every network, except on the wasm execution provider: its outputs are the reference.
 */
async function refuseWrongNumbers(
  runner: NetworkRunner,
  networks: readonly NetworkName[],
  onTested: (done: number) => void,
): Promise<Refusal | null> {
  if (runner.executionProvider === 'wasm') return null;
  for (const [index, network] of networks.entries()) {
    onTested(index / networks.length);
    const result = await selfTest(runner, [network]);
    if (result.state === 'failed')
      return { state: 'refused', reason: result.reason, detail: `self-test of ${network}: ${result.detail}` };
  }
  return null;
}

function stepsOf(
  analysis: Analysis,
  goal: Goal,
  choices: Partial<typeof NO_CHOICES>,
  onProgress: OnProgress,
  settings = DEFAULT_SETTINGS,
): ReturnType<typeof runSteps> {
  return runSteps(analysis, { goal, settings, choices: { ...NO_CHOICES, ...choices } }, createStopwatch(), onProgress);
}

async function retouch(state: EngineState, request: RetouchRequest, onProgress: OnProgress): Promise<RetouchResponse> {
  const start = performance.now();
  onProgress({ stage: 'decode', done: 0 });
  const { analysis } = await state.open(request.picture, request.networks, request.batchSize);
  const decode = Math.round(performance.now() - start);
  const inner = ({ stage, done }: Progress): void =>
    onProgress({ stage, done: DECODE_SHARE + (1 - DECODE_SHARE - ENCODE_SHARE) * done });
  const { settings, choices = NO_CHOICES } = request;
  const shape = request.shape ?? shapeOf(choices);
  if ((shape !== null && asksForShape(shape)) || asksForClothes(choices)) await state.body?.load();
  const outcome =
    shape === null
      ? await retouchAnalysed(analysis, settings, inner, choices)
      : await retouchWithShape(analysis, settings, shape, inner, choices);
  const { report } = outcome;
  if (outcome.state === 'unchanged')
    return { ...outcome, report: { ...report, milliseconds: { decode, ...report.milliseconds } } };
  onProgress({ stage: 'encode', done: 1 - ENCODE_SHARE });
  const encoding = performance.now();
  const form = await outputFor(request.picture, request.output ?? 'file');
  const layers = [];
  const shown = await layersForHost(request.picture, form, analysis.picture, outcome.layers);
  for (const layer of shown) layers.push(await resultLayer(layer, request.cropped ?? false, form));
  const flattened = request.flattened ? await pictureData(outcome.retouched, form) : null;
  const milliseconds = { decode, ...report.milliseconds, encode: Math.round(performance.now() - encoding) };
  return { state: 'retouched', layers, flattened, report: { ...report, milliseconds } };
}

async function people(
  state: EngineState,
  { picture, manualFaces }: FacesRequest,
  onProgress: OnProgress,
): Promise<PeopleResponse> {
  const kept = state.find(picture);
  if (kept === null) return { state: 'forgotten' };
  const { analysis } = await stepsOf(kept.analysis, 'faces', { manualFaces }, onProgress);
  await state.body?.load();
  return { state: 'found', people: await findPeople(analysis) };
}

async function previewOf(
  state: EngineState,
  { analysis, previews }: KeptPicture,
  request: PreviewRequest,
  onProgress: OnProgress,
): Promise<Picture> {
  const { settings, choices = NO_CHOICES, side, region = null, subject = 'result' } = request;
  if (subject === 'original') return originalPreview(analysis, previews, { region, side });
  const shape = subject === 'result' ? shapeOf(choices) : null;
  if (shape !== null && asksForShape(shape)) {
    await state.body?.load();
    const shaped = await shapedPreview(analysis, previews, settings, { region, side }, onProgress, choices, shape);
    if (shaped !== null) return shaped;
  }
  if (asksForClothes(choices)) await state.body?.load();
  const base = await analysedPreview(analysis, previews, settings, { region, side }, onProgress, choices);
  switch (subject) {
    case 'result':
      return composePreview(base);
    case 'blend':
      return layerPreview(base, 'blend');
    case 'mask':
      return maskPreview(base);
  }
}

function problemOf(error: unknown): EngineProblem {
  if (error instanceof EngineError) return error.problem;
  const detail = messageOf(error);
  if (error instanceof RangeError && /alloc|array length/i.test(detail)) return { code: 'out-of-memory' };
  return { code: 'internal', detail };
}

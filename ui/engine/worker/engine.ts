import { transfer } from 'comlink';
import type {
  AnalyseResponse,
  EngineApi,
  FacesResponse,
  LoadResponse,
  PreviewRequest,
  PreviewResponse,
  RetouchRequest,
  RetouchResponse,
  SpotsResponse,
  KernelPlacements,
  StartResponse,
} from '../api/engine-api';
import { colourTags } from '../codec/colour-tags';
import { encodePicture } from '../codec/encode-picture';
import type { PngChunk } from '../codec/png-chunks';
import type { SoftLightLayer } from '../layers/compose';
import { NETWORK_NAMES, type NetworkName } from '../networks/catalogue';
import type { NetworkRunner, RunnerAssets } from '../networks/runner';
import { selfTest } from '../networks/self-test/self-test';
import type { Picture } from '../picture/picture';
import { createAnalysis, largeEnough, type Analysis } from '../pipeline/analysis';
import type { NetworkSetName } from '../api/settings';
import type { NetworkSet } from '../pipeline/network-set';
import { NETWORK_SETS } from '../network-sets';
import { addManualFaces } from '../pipeline/manual-faces';
import type { PixelKernels } from '../pipeline/pixel-kernels';
import { analysedPreview, blendPreview, composePreview, maskPreview, originalPreview } from '../pipeline/preview';
import { checkPicture, faceReports, retouchAnalysed } from '../pipeline/retouch-picture';
import { EngineError, type EngineProblem, type Progress } from '../api/report';
import { createDecoder } from './decode-ahead';
import { createImportedNetworks, importedCatalogue, type ImportedNetworks } from './imported-networks';
import { createKeptPictures, ROOM, type KeptPicture } from './kept-pictures';
import { createQueue } from './queue';
import { takeTurns } from './take-turns';
import { unpackFile, unpackFiles } from './unpack-file';

/**
 * The engine behind the panel: encoded picture in, encoded layers out. Runs in a worker, or in the panel's
 * own frame where a host forbids workers.
 * @param openBackend makes what the engine computes with, or says why it cannot @param tested the networks of the self-test
 */
export function createEngine(openBackend: OpenBackend, tested: readonly NetworkName[] = NETWORK_NAMES): EngineApi {
  let backend: Backend | null = null;
  let imported: ImportedNetworks | null = null;
  const kept = createKeptPictures(ROOM);
  const decoder = createDecoder();
  const inTurn = createQueue();

  async function setOf(networks: NetworkSetName): Promise<NetworkSet> {
    if (networks === 'modelscope') {
      if (imported === null) throw new EngineError({ code: 'imported-absent' });
      await imported.load();
    }
    return NETWORK_SETS[networks];
  }

  async function open(bytes: Uint8Array, networks: NetworkSetName = 'softlight', among?: number): Promise<KeptPicture> {
    if (backend === null) throw new EngineError({ code: 'internal', detail: 'a picture before start' });
    const set = await setOf(networks);
    const known = kept.findFile(bytes, set);
    if (known !== null) return known;
    const picture = await decoder.decode(bytes);
    checkPicture(picture);
    return kept.add(bytes, createAnalysis(picture, backend.runner, set, backend.kernels), among);
  }

  /** One call at a time, and never a rejection: a problem is an answer too. */
  function answer<Response>(work: () => Promise<Response>): Promise<Response | Failure> {
    return inTurn(() =>
      work()
        .catch((error: unknown): Failure => ({ state: 'failed', problem: problemOf(error) }))
        .finally(() => kept.trim()),
    );
  }

  return {
    async start(assets, onTested = () => undefined, readImported = undefined) {
      if (backend === null) {
        const networks = await unpackFiles(assets.networks);
        const created = await openBackend({
          wasm: await unpackFile(assets.wasm),
          networks,
          catalogue: importedCatalogue(assets.imported),
          half: assets.half ?? true,
        });
        if ('state' in created) return created;
        const refused = await refuseUntrue(created.runner, tested, onTested);
        if (refused !== null) return refused;
        backend = { ...created, runner: takeTurns(created.runner) };
        if (readImported !== undefined && (assets.imported ?? null) !== null)
          imported = createImportedNetworks(assets.imported, readImported, created.runner, networks);
      }
      const {
        runner: { executionProvider, half },
        placements: findings,
      } = backend;
      const inHalf = tested.filter((network) => half?.networks().includes(network));
      const networkSets: readonly NetworkSetName[] = imported === null ? ['softlight'] : ['softlight', 'modelscope'];
      return {
        state: 'started',
        executionProvider,
        networkSets,
        ...(findings === undefined ? {} : { gpu: { kernels: findings, half: inHalf } }),
      };
    },

    load: (networks) =>
      answer(async (): Promise<LoadResponse> => {
        await setOf(networks);
        return { state: 'loaded' };
      }),

    decodeAhead(bytes, networks = 'softlight') {
      if (kept.findFile(bytes, NETWORK_SETS[networks]) === null) decoder.ahead(bytes);
      return Promise.resolve();
    },

    retouch: (request, onProgress) =>
      answer(async () => {
        const start = performance.now();
        onProgress({ stage: 'decode', done: 0 });
        const { analysis } = await open(request.bytes, request.networks, request.batchSize);
        return retouchEncoded(analysis, request, Math.round(performance.now() - start), onProgress);
      }),

    analyse: (bytes, onProgress, networks) =>
      answer(async (): Promise<AnalyseResponse> => {
        onProgress({ stage: 'decode', done: 0 });
        const { key, analysis } = await open(bytes, networks);
        const found = await analysis.found.get((done) => onProgress({ stage: 'faces', done }));
        const { width, height } = analysis.picture;
        return { state: 'analysed', picture: key, width, height, faces: faceReports(found, [], analysis.picture) };
      }),

    faces: ({ picture, manualFaces: outlined }, onProgress) =>
      answer(async (): Promise<FacesResponse> => {
        const known = kept.findKey(picture);
        if (known === null) return { state: 'forgotten' };
        const { analysis, boxes: readings } = await addManualFaces(known.analysis, outlined, (done) =>
          onProgress({ stage: 'faces', done }),
        );
        return { state: 'found', faces: faceReports(await analysis.found.get(), readings, analysis.picture) };
      }),

    spots: ({ picture, manualFaces: outlined, settings }, onProgress) =>
      answer(async (): Promise<SpotsResponse> => {
        const known = kept.findKey(picture);
        if (known === null) return { state: 'forgotten' };
        const { spotMaps, healPlan: treatment, found } = (await addManualFaces(known.analysis, outlined)).analysis;
        if (settings.heal === 'off' || largeEnough(await found.get()).length === 0)
          return { state: 'found', spots: [] };
        await spotMaps.get((done) => onProgress({ stage: 'heal', done }));
        return { state: 'found', spots: (await treatment(settings)).spots };
      }),

    preview: (request, onProgress) =>
      answer(async (): Promise<PreviewResponse> => {
        const picture = kept.findKey(request.picture);
        if (picture === null) return { state: 'forgotten' };
        const shown = await previewOf(picture, request, onProgress);
        // The original is kept for the next time; the others are new.
        const pixels = request.subject === 'original' ? shown.data.slice() : shown.data;
        return transfer({ state: 'preview', width: shown.width, height: shown.height, pixels }, [pixels.buffer]);
      }),
  };
}

/**
 * The wasm execution provider is where the self-test's outputs come from, and the last one to try: it is not kept
 * waiting by a test. Any other is taken only if its networks give the same.
 */
async function refuseUntrue(
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

type Refusal = Extract<StartResponse, { state: 'refused' }>;
type OpenBackend = (assets: RunnerAssets) => Backend | Promise<Backend | Refusal>;

/** What an engine computes with. */
export interface Backend {
  readonly runner: NetworkRunner;
  readonly kernels: PixelKernels;
  /** Which stages were taken to the device of the networks, and why others were not. Left out: there is none. */
  readonly placements?: KernelPlacements;
}

interface Failure {
  readonly state: 'failed';
  readonly problem: EngineProblem;
}

async function retouchEncoded(
  analysis: Analysis,
  request: RetouchRequest,
  decode: number,
  onProgress: (progress: Progress) => void,
): Promise<RetouchResponse> {
  const shift = (progress: Progress): void => onProgress({ ...progress, done: 0.05 + 0.85 * progress.done });
  const outcome = await retouchAnalysed(analysis, request.settings, shift, request.choices);
  if (outcome.state === 'unchanged')
    return { ...outcome, report: { ...outcome.report, milliseconds: { decode, ...outcome.report.milliseconds } } };
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

async function previewOf(
  { analysis, previews }: KeptPicture,
  request: PreviewRequest,
  onProgress: (progress: Progress) => void,
): Promise<Picture> {
  const { settings, choices, side, region = null, subject = 'result' } = request;
  if (subject === 'original') return originalPreview(analysis, previews, { region, side });
  const { base, even, brighten } = await analysedPreview(
    analysis,
    previews,
    settings,
    { region, side },
    onProgress,
    choices,
  );
  switch (subject) {
    case 'result':
      return composePreview(base, { even, brighten });
    case 'blend':
      return blendPreview(base);
    case 'mask':
      return maskPreview(base);
  }
}

async function encodeLayer(
  layer: SoftLightLayer | null,
  tags: readonly PngChunk[],
): Promise<{ png: Uint8Array; opacity: number } | null> {
  return layer === null ? null : { png: await encodePicture(layer.picture, tags), opacity: layer.opacity };
}

function problemOf(error: unknown): EngineProblem {
  if (error instanceof EngineError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof RangeError && /alloc|array length/i.test(detail)) return { code: 'out-of-memory' };
  return { code: 'internal', detail };
}

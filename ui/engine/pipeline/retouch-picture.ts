import { NO_CHOICES, type Choices, type ManualFace } from '../api/choices';
import { LARGEST_AREA, LARGEST_SIDE, SMALL_FACE, SMALLEST_FACE, SMALLEST_SIDE } from '../api/limits';
import {
  EngineError,
  isHealed,
  type FaceReport,
  type Progress,
  type RetouchReport,
  type UnchangedReason,
} from '../api/report';
import type { RetouchSettings } from '../api/settings';
import { FULL_VIEW } from '../blend/map-view';
import type { Face } from '../faces/face';
import { clipToPicture, type Box, type Size } from '../geometry/box';
import { composeDeep } from '../layers/compose-deep';
import { flatten } from '../layers/flatten';
import type { Layer } from '../layers/layer';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import { isDeep } from '../picture/deep-picture';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import { classMatte, type MatteClass } from '../skin/class-mattes';
import { scaleByFaces } from '../skin/face-strengths';
import { createAnalysis, largeEnough, type Analysis, type BoxResult } from './analysis';
import type { NetworkSet } from './network-set';
import { COMPOSE_START, runSteps, type StepRequest, type StepResults } from './run-steps';
import { createStopwatch, type Stopwatch } from './stopwatch';

/** The result of a retouch. `unchanged`: no layer could be made, or none was asked for. */
export type RetouchOutcome =
  | {
      readonly state: 'retouched';
      /** Bottom first. */
      readonly layers: readonly Layer[];
      /**
       * The picture with all layers applied. Computed on use, because hosts that show layers do not need it. It is as
       * large as the picture and lives as long as somebody holds it; a later use computes it again.
       */
      readonly retouched: Picture;
      readonly masks: RetouchMasks;
      readonly report: RetouchReport;
    }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport };

/** Mattes of the region that the retouch may change, of the picture's size. */
export interface RetouchMasks {
  /** 0 (no skin) to 255. */
  readonly skin: Matte;
  /** Above 0 where a spot was inpainted; null if none was. */
  readonly holes: Matte | null;
  /** Draws the matte of a class, new at each call: 0 (not of the class) to 255. */
  readonly ofClass: (name: MatteClass) => Matte;
}

/** The masks of a picture without a retouch: black. */
export function emptyMasks({ width, height }: Size): RetouchMasks {
  const empty = (): Matte => emptyMatte(width, height);
  return { skin: empty(), holes: null, ofClass: empty };
}

/**
 * Retouches one decoded picture: faces → skin → heal → blend maps → layers. The picture stays unchanged. Layers have
 * the depth of the picture, 8 or 16 bits a channel.
 * @param set left out: Softlight's networks
 * @throws EngineError too-small, too-large, fully-transparent, and the runner's errors
 */
export async function retouchPicture(
  picture: Picture,
  settings: RetouchSettings,
  runner: NetworkRunner,
  onProgress: (progress: Progress) => void,
  set?: NetworkSet,
): Promise<RetouchOutcome> {
  checkPicture(picture);
  return retouchAnalysed(createAnalysis(picture, runner, set), settings, onProgress);
}

/**
 * As `retouchPicture`, from an analysis. It reuses the results of the analysis; the outcome is the same to the bit.
 * @param extend layer makers and adjustments in place of the product's own
 * @throws EngineError the runner's errors
 */
export async function retouchAnalysed(
  analysis: Analysis,
  settings: RetouchSettings,
  onProgress: (progress: Progress) => void,
  choices: Choices = NO_CHOICES,
  extend: Pick<StepRequest, 'makers' | 'adjustments'> = {},
): Promise<RetouchOutcome> {
  const watch = createStopwatch();
  const results = await runSteps(analysis, { goal: 'retouch', settings, choices, ...extend }, watch, onProgress);
  if (results.reached !== 'layers') {
    return {
      state: 'unchanged',
      reason: unchangedReason(results.found),
      report: reportOf(results, settings, watch, []),
    };
  }
  onProgress({ stage: 'compose', done: COMPOSE_START });
  const layers = await watch.measure('compose', () => composeLayers(results));
  const report = reportOf(results, settings, watch, layers);
  if (layers.length === 0) return { state: 'unchanged', reason: 'nothing-to-change', report };
  return retouchedOutcome(analysis.picture, results.faces, results.chosen, layers, report);
}

/**
 * The outcome of a retouch. It holds nothing of the analysis but pixels and mattes: the reduced copies of a picture of
 * 80 megapixels take 100 MB, and its healed copy 320 MB.
 */
function retouchedOutcome(
  { width, height, data, deep }: Picture,
  faces: readonly Face[],
  { skin, holes }: LayersReached['chosen'],
  layers: Layer[],
  report: RetouchReport,
): RetouchOutcome {
  const source: Picture = { width, height, data, deep };
  let latest: WeakRef<Picture> | null = null;
  return {
    state: 'retouched',
    layers,
    masks: { skin, holes, ofClass: (name) => classMatte(skin, faces, name) },
    report,
    get retouched() {
      const retouched = latest?.deref() ?? flatten(source, layers);
      latest = new WeakRef(retouched);
      return retouched;
    },
  };
}

type LayersReached = Extract<StepResults, { reached: 'layers' }>;

function composeLayers({ analysis, faces, chosen, layers }: LayersReached): Promise<Layer[]> {
  const { healed, holes, skin } = chosen;
  const { picture: source, kernels } = analysis;
  const inputs = layers.map(({ kind, share = skin, open, opacity, shares, signs }) => ({
    role: kind.role,
    blendMode: kind.blendMode,
    opacity,
    rows: open(healed, scaleByFaces(share, faces, shares), FULL_VIEW, signs),
  }));
  // No GPU kernel composes 16 bits.
  return isDeep(source) && isDeep(healed)
    ? Promise.resolve(composeDeep({ source, healed, holes, layers: inputs }))
    : kernels.compose({ source, healed, holes, layers: inputs });
}

function reportOf(
  results: StepResults,
  settings: RetouchSettings,
  watch: Stopwatch,
  layers: readonly Layer[],
): RetouchReport {
  const { analysis, found, boxes, networks } = results;
  const { picture, runner } = analysis;
  return {
    width: picture.width,
    height: picture.height,
    faces: faceReports(found, boxes, picture),
    spots: results.reached === 'layers' ? results.chosen.spots : [],
    kept: results.reached === 'layers' ? results.plan.finds.filter((find) => !isHealed(find, settings.unsure)) : [],
    spotsLeft: results.reached === 'layers' ? results.plan.left : 0,
    layers: layers.map(({ role, opacity }) => ({ role, opacity })),
    milliseconds: watch.totals(),
    executionProvider: runner.executionProvider,
    settings,
    networks: Object.fromEntries([...networks].map((name) => [name, networkInfo(name, runner.catalogue).sha256])),
  };
}

/** The reason why a retouch stopped after its search for faces. */
function unchangedReason(found: readonly Face[]): UnchangedReason {
  if (found.length === 0) return 'no-face';
  return largeEnough(found).length === 0 ? 'faces-too-small' : 'nothing-to-change';
}

/**
 * Checks the size and the transparency of a picture.
 * @throws EngineError too-small (for a face), too-large (for memory), fully-transparent
 */
export function checkPicture(picture: Picture): void {
  const { width, height } = picture;
  if (Math.min(width, height) < SMALLEST_SIDE)
    throw new EngineError({ code: 'too-small', width, height, limit: SMALLEST_SIDE });
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) {
    throw new EngineError({ code: 'too-large', width, height, limit: LARGEST_SIDE });
  }
  for (let index = 3; index < picture.data.length; index += 4) if (picture.data[index] !== 0) return;
  throw new EngineError({ code: 'fully-transparent' });
}

/** The reports of all faces, then of the designer's boxes that add no face. */
export function faceReports(found: readonly Face[], boxes: readonly BoxResult[], picture: Picture): FaceReport[] {
  const joined = (face: Face): BoxResult | undefined =>
    boxes.find((result) => result.state === 'joined' && result.face === face);
  return [
    ...found.map((face) => {
      const result = joined(face);
      return result === undefined ? faceReport(face) : { ...faceReport(face), manual: result.box };
    }),
    ...boxes.flatMap(({ state, face, box }): FaceReport[] =>
      state === 'joined'
        ? []
        : [
            {
              box: boxInPicture(box, picture),
              score: face?.score ?? 0,
              angle: face?.angle ?? 0,
              manual: box,
              state: 'skipped',
              reason: state,
            },
          ],
    ),
  ];
}

/** The part of a designer's box that lies in the picture. */
function boxInPicture({ x, y, size }: ManualFace, { width, height }: Picture): Box {
  const half = size / 2;
  return clipToPicture({ left: x - half, top: y - half, right: x + half, bottom: y + half }, width, height);
}

/** The report of one face: whether it is large enough to retouch. */
export function faceReport(face: Face): FaceReport {
  const { box, score, angle, size } = face;
  if (size < SMALLEST_FACE) return { box, score, angle, state: 'skipped', reason: 'too-small' };
  return size < SMALL_FACE ? { box, score, angle, state: 'done', note: 'small' } : { box, score, angle, state: 'done' };
}

import { NO_CHOICES, type Choices, type ManualFace } from '../api/choices';
import type { MapRows } from '../blend/map-rows';
import type { Face } from '../faces/face';
import type { Layers } from '../layers/compose';
import { flatten } from '../layers/flatten';
import { LARGEST_AREA, LARGEST_SIDE, SMALL_FACE, SMALLEST_FACE, SMALLEST_SIDE } from '../api/limits';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import {
  EngineError,
  type Box,
  type FaceReport,
  type Progress,
  type RetouchReport,
  type Stage,
  type UnchangedReason,
} from '../api/report';
import type { RetouchSettings } from '../api/settings';
import { scaleByFaces } from '../skin/face-strengths';
import { createAnalysis, largeEnough, type Analysis } from './analysis';
import { chooseSpots } from './choose-spots';
import { faceShares } from './face-shares';
import { FULL_VIEW } from '../blend/map-view';
import { type NetworkSet } from './network-set';
import { addManualFaces, type BoxResult } from './manual-faces';
import type { Lazy } from './lazy';
import { createStopwatch } from './stopwatch';

export type RetouchOutcome =
  | {
      readonly state: 'retouched';
      readonly layers: Layers;
      /** What the layers make of the picture; made when first read, as a host that shows layers never asks. */
      readonly retouched: Picture;
      readonly masks: RetouchMasks;
      readonly report: RetouchReport;
    }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport };

const NO_ROWS: MapRows = { row: () => null };

/** Where the retouch could act, full size. */
export interface RetouchMasks {
  readonly skin: Matte;
  /** Above 0 where a spot was inpainted; null if nowhere. */
  readonly holes: Matte | null;
}

/**
 * The whole retouch of one decoded picture: faces → skin → heal → blend maps → layers. The picture is not
 * changed. Throws EngineError: too-small, too-large, fully-transparent, and what the runner throws.
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
 * As `retouchPicture`, from an analysis: no network runs for what an earlier retouch has made of it, and the
 * outcome is the same to the bit.
 */
export async function retouchAnalysed(
  anyFaces: Analysis,
  settings: RetouchSettings,
  onProgress: (progress: Progress) => void,
  choices: Choices = NO_CHOICES,
): Promise<RetouchOutcome> {
  const { picture } = anyFaces;
  const watch = createStopwatch();
  const used: Lazy<unknown>[] = [];
  const read = <Value>(part: Lazy<Value>, stage: Stage, from: number, to: number): Promise<Value> => {
    used.push(part);
    return watch.measure(stage, () => part.get((done) => onProgress({ stage, done: from + (to - from) * done })));
  };

  await read(anyFaces.found, 'faces', 0, 0.3);
  const {
    analysis,
    boxes: readings,
    networks,
  } = await watch.measure('faces', () => addManualFaces(anyFaces, choices.manualFaces));
  const found = await analysis.found.get();
  const report = (spots: RetouchReport['spots'], spotsLeft: number): RetouchReport => ({
    width: picture.width,
    height: picture.height,
    faces: faceReports(found, readings, picture),
    spots,
    spotsLeft,
    milliseconds: watch.totals(),
    executionProvider: analysis.runner.executionProvider,
    settings,
    networks: Object.fromEntries(
      [...used.flatMap((part) => [...part.networks]), ...networks].map((name) => [
        name,
        networkInfo(name, analysis.runner.catalogue).sha256,
      ]),
    ),
  });
  const faces = largeEnough(found);
  const shares = faceShares(faces, settings, choices);
  const reason = unchangedReason(found, { heal: settings.heal, even: shares.even, brighten: shares.brighten });
  if (reason !== null) return { state: 'unchanged', reason, report: report([], 0) };

  onProgress({ stage: 'skin', done: 0.3 });
  await read(analysis.skin, 'skin', 0.3, 0.45);
  if (settings.heal !== 'off') await read(analysis.spotMaps, 'heal', 0.45, 0.5);
  const treatment = await analysis.healPlan(settings);
  await read(treatment.healing, 'heal', 0.5, 0.75);
  const { healed, holes, spots, skin } = await watch.measure('heal', () => chooseSpots(analysis, settings, choices));
  const layer = shares.even > 0 ? await read(treatment.blend, 'blend', 0.75, 0.9) : null;
  onProgress({ stage: 'compose', done: 0.9 });
  const layers = await watch.measure('compose', () =>
    analysis.kernels.compose({
      source: picture,
      healed,
      holes,
      skin: scaleByFaces(skin, faces, shares.brightenShares),
      map: layer?.rows(healed, scaleByFaces(skin, faces, shares.evenShares), FULL_VIEW) ?? NO_ROWS,
      settings: { heal: settings.heal, even: shares.even, brighten: shares.brighten },
    }),
  );
  if (layers.heal === null && layers.blend === null && layers.brighten === null) {
    return { state: 'unchanged', reason: 'nothing-to-change', report: report(spots, treatment.left) };
  }
  let retouched: Picture | null = null;
  return {
    state: 'retouched',
    layers,
    masks: { skin, holes },
    report: report(spots, treatment.left),
    get retouched() {
      return (retouched ??= flatten(picture, layers));
    },
  };
}

/** Why nothing can come of these faces and settings; null if something may. */
export function unchangedReason(found: readonly Face[], settings: RetouchSettings): UnchangedReason | null {
  if (found.length === 0) return 'no-face';
  if (largeEnough(found).length === 0) return 'faces-too-small';
  return settings.heal === 'off' && settings.even === 0 && settings.brighten === 0 ? 'nothing-to-change' : null;
}

/** Throws EngineError if the picture is too small for a face, too large for memory, or fully transparent. */
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

/** What is said of the faces, and of the boxes that the designer drew: those that add no face come last. */
export function faceReports(found: readonly Face[], readings: readonly BoxResult[], picture: Picture): FaceReport[] {
  const joined = (face: Face): BoxResult | undefined =>
    readings.find((reading) => reading.state === 'joined' && reading.face === face);
  return [
    ...found.map((face) => {
      const reading = joined(face);
      return reading === undefined ? faceReport(face) : { ...faceReport(face), manual: reading.box };
    }),
    ...readings.flatMap(({ state, face, box: outlined }): FaceReport[] =>
      state === 'joined'
        ? []
        : [
            {
              box: outlineBox(outlined, picture),
              score: face?.score ?? 0,
              angle: face?.angle ?? 0,
              manual: outlined,
              state: 'skipped',
              reason: state,
            },
          ],
    ),
  ];
}

/** The part of a box that lies in the picture. */
function outlineBox({ x, y, size }: ManualFace, picture: Picture): Box {
  const left = Math.max(0, x - size / 2);
  const top = Math.max(0, y - size / 2);
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(picture.width, x + size / 2) - left),
    height: Math.max(0, Math.min(picture.height, y + size / 2) - top),
  };
}

/** What is said of a face that was found. */
export function faceReport(face: Face): FaceReport {
  const { box, score, angle, size } = face;
  if (size < SMALLEST_FACE) return { box, score, angle, state: 'skipped', reason: 'too-small' };
  return size < SMALL_FACE ? { box, score, angle, state: 'done', note: 'small' } : { box, score, angle, state: 'done' };
}

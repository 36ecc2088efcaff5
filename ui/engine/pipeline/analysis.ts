import type { ManualFace } from '../api/choices';
import { SMALLEST_FACE } from '../api/limits';
import type { Clothes } from '../clothes/clothes';
import { findBody } from '../body/find-body';
import type { Pose } from '../body/pose';
import { eachFace } from '../faces/each-face';
import type { Face } from '../faces/face';
import { findFaces } from '../faces/find-faces';
import type { SpotMaps } from '../heal/find/predict-spots';
import type { NetworkName } from '../networks/catalogue';
import { runnerFor } from '../networks/grey-runner';
import { viewedRunner } from '../networks/viewed-runner';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import { viewedValues, type ColourView } from '../picture/viewed-crop';
import { skinMatte } from '../skin/skin-matte';
import type { ChosenSpots } from './edit-healing';
import { createHealPlans, type HealPlan, type SpotSettings } from './heal-plans';
import { createLazy, type Lazy } from './lazy';
import { createMemo, type Memo } from './memo';
import type { NetworkSet } from './network-set';
import { CPU_KERNELS, type PixelKernels } from './pixel-kernels';
import { SOFTLIGHT } from './softlight';

/**
 * The network results of a picture. None depends on a strength: a picture is analysed once and composed whenever a
 * slider moves. Each result is computed on first use, from those above it.
 */
export interface Analysis {
  /** Differs between analyses of one picture, which differ in their faces. */
  readonly key: string;
  readonly picture: Picture;
  readonly runner: NetworkRunner;
  readonly set: NetworkSet;
  readonly kernels: PixelKernels;
  /** How networks see the picture; null: as it is. Layers have the picture's own values. */
  readonly view: ColourView | null;
  /** All faces, also those too small to retouch. */
  readonly found: Lazy<readonly Face[]>;
  /** The skin of the faces that are large enough. All results below use these faces, too. */
  readonly skin: Lazy<Matte>;
  /** In the order of the faces. Needs `skin`. */
  readonly spotMaps: Lazy<readonly SpotMaps[]>;
  /** The body of every face of `found`, in its order; null where none was found. */
  readonly bodies: Lazy<readonly (Pose | null)[]>;
  /** The heal plan for these settings. Needs `skin` and, unless healing is off, `spotMaps`. */
  healPlan(settings: SpotSettings): Promise<HealPlan>;
  /** The plans that are kept; the one used last stands at the end. */
  readonly healPlans: readonly HealPlan[];
  /** The last healing and skin with the designer's choices. */
  readonly chosenSpots: Memo<ChosenSpots>;
  /** The creases of the places that were marked last. */
  readonly clothes: Memo<Lazy<Clothes | null>>;
  /** The last analysis with manual faces. */
  readonly manualFaces: Memo<ManualFaces>;
}

/** An analysis with the faces that a designer added by boxes. */
export interface ManualFaces {
  /** The analysis with the added faces; if the boxes add none, the analysis without boxes. */
  readonly analysis: Analysis;
  readonly boxes: readonly BoxResult[];
  /** The networks that ran for the boxes. */
  readonly networks: readonly NetworkName[];
}

/** The result of a designer's box. `no-face`: none was confirmed; `known-face`: the face is in the list already. */
export interface BoxResult {
  readonly box: ManualFace;
  /** The face in the box; null if there is none. */
  readonly face: Face | null;
  readonly state: 'joined' | 'no-face' | 'known-face';
}

/**
 * An analysis without results. The caller must not change the picture while the analysis is in use.
 * @param view see `Analysis`
 */
export function createAnalysis(
  source: Picture,
  anyRunner: NetworkRunner,
  set: NetworkSet = SOFTLIGHT,
  kernels: PixelKernels = CPU_KERNELS,
  view: ColourView | null = null,
): Analysis {
  const picture = withPyramid(source);
  const runner = viewedRunner(runnerFor(picture, anyRunner), view);
  return analysisOf(
    '',
    { picture, runner, set, kernels, view },
    createLazy(runner, (recorded, onProgress) => findFaces(picture, recorded, onProgress)),
  );
}

/** Kernels whose crops are in the colours of the view, by which finds are judged. A heal plan reads no other crops. */
function viewedKernels(kernels: PixelKernels, view: ColourView | null): PixelKernels {
  return view === null ? kernels : { ...kernels, readCrop: (input) => Promise.resolve(viewedValues(input, view)) };
}

/** The analysis of the same picture with other faces. It reuses the spot maps of faces that both have. */
export function withFaces(analysis: Analysis, key: string, found: Lazy<readonly Face[]>): Analysis {
  return analysisOf(key, analysis, found, analysis);
}

function analysisOf(
  key: string,
  { picture, runner, set, kernels, view }: Pick<Analysis, 'picture' | 'runner' | 'set' | 'kernels' | 'view'>,
  found: Lazy<readonly Face[]>,
  previous: Analysis | null = null,
): Analysis {
  const faces = async (): Promise<readonly Face[]> => largeEnough(await found.get());
  const skin = createLazy(runner, async (recorded) => skinMatte(picture, await faces(), recorded, kernels));
  const spotMaps = createLazy(runner, async (recorded, onProgress) => {
    const all = await faces();
    const matte = await skin.get();
    return (
      await eachFace(
        all,
        onProgress,
        async (face) => existingSpotMaps(previous, face) ?? set.predictSpots(picture, face, all, matte, recorded),
      )
    ).flat();
  });
  const bodies = createLazy(runner, async (recorded, onProgress) =>
    eachFace(await found.get(), onProgress, (face) => findBody(picture, face, recorded)),
  );
  const plans = createHealPlans({ picture, runner, set, kernels: viewedKernels(kernels, view), faces, skin, spotMaps });
  return {
    key,
    picture,
    runner,
    set,
    kernels,
    view,
    found,
    skin,
    spotMaps,
    bodies,
    healPlan: (settings) => plans.get(settings),
    get healPlans() {
      return plans.all;
    },
    chosenSpots: createMemo(),
    clothes: createMemo(),
    manualFaces: createMemo(),
  };
}

/** The faces that are retouched. */
export function largeEnough(faces: readonly Face[]): readonly Face[] {
  return faces.filter((face) => face.size >= SMALLEST_FACE);
}

/** The spot maps of a face in another analysis of the picture; null if they were not predicted there. */
function existingSpotMaps(analysis: Analysis | null, face: Face): readonly SpotMaps[] | null {
  const maps = analysis?.spotMaps.value?.filter((one) => one.face === face) ?? [];
  return maps.length === 0 ? null : maps;
}

import type { Face } from '../faces/face';
import { findFaces } from '../faces/find-faces';
import type { SpotMaps } from '../heal/find/predict-spots';
import type { Healing } from '../heal/heal';
import { SMALLEST_FACE } from '../api/limits';
import { runnerFor } from '../networks/grey-runner';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import type { KeptSpot, SpotReport } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import { skinMatte } from '../skin/skin-matte';
import type { ChosenSpots } from './choose-spots';
import { eachFace } from '../faces/each-face';
import type { Blend, NetworkSet, PlannedSpots } from './network-set';
import type { ManualFaces } from './manual-faces';
import { createLazy, type Lazy } from './lazy';
import { CPU_KERNELS, type PixelKernels } from './pixel-kernels';
import { createMemo, type Memo } from './memo';
import { SOFTLIGHT } from './softlight';

/**
 * Everything about a picture that networks are needed for. None of it depends on a strength, so that a picture
 * is analysed once and composed as often as a slider moves. The parts are made when first read; each reads the
 * ones before it.
 */
export interface Analysis {
  /** What tells it from others of the same picture: those have other faces. */
  readonly key: string;
  readonly picture: Picture;
  readonly runner: NetworkRunner;
  readonly set: NetworkSet;
  readonly kernels: PixelKernels;
  /** All faces, with those that are too small. */
  readonly found: Lazy<readonly Face[]>;
  /** Of the faces that are large enough, as all that follows. */
  readonly skin: Lazy<Matte>;
  /** In the faces' order. Reads `skin`. */
  readonly spotMaps: Lazy<readonly SpotMaps[]>;
  /** What is healed in these settings; those kept that were asked for last. Reads `skin` and, if need be, `spotMaps`. */
  healPlan(settings: SpotSettings): Promise<HealPlan>;
  readonly healPlans: readonly HealPlan[];
  /** The healing as the designer's choices left it last. */
  readonly edited: Memo<ChosenSpots>;
  /** The picture with the faces that were outlined by hand; the last one that was asked for. */
  readonly manualFaces: Memo<ManualFaces>;
}

export type SpotSettings = Pick<RetouchSettings, 'heal' | 'unsure' | 'sensitivity' | 'largest'>;

/** One set of spots, healed. Settings that find the same spots share one. */
export interface HealPlan {
  readonly key: string;
  readonly spots: readonly SpotReport[];
  /** How many more were found and are left, see `capArea`. */
  readonly left: number;
  /** Finds that these settings keep. */
  readonly kept: readonly KeptSpot[];
  readonly healing: Lazy<Healing>;
  /** From the healed picture. */
  readonly blend: Lazy<Blend>;
}

/** Treatments hold a copy of the picture each. */
const MOST_HEAL_PLANS = 3;

/** An analysis of which nothing is made yet. The picture must not be changed as long as it is used. */
export function createAnalysis(
  source: Picture,
  anyRunner: NetworkRunner,
  set: NetworkSet = SOFTLIGHT,
  stages: PixelKernels = CPU_KERNELS,
): Analysis {
  const picture = withPyramid(source);
  const runner = runnerFor(picture, anyRunner);
  return analysisOf(
    '',
    { picture, runner, set, kernels: stages },
    createLazy(runner, (recorded, onProgress) => findFaces(picture, recorded, onProgress)),
  );
}

/** The analysis of the same picture with other faces. What is known of a face from the first one is not computed again. */
export function withFaces(analysis: Analysis, key: string, found: Lazy<readonly Face[]>): Analysis {
  return analysisOf(key, analysis, found, analysis);
}

function analysisOf(
  key: string,
  { picture, runner, set, kernels: stages }: Pick<Analysis, 'picture' | 'runner' | 'set' | 'kernels'>,
  found: Lazy<readonly Face[]>,
  before: Analysis | null = null,
): Analysis {
  let treatments: HealPlan[] = [];
  const faces = async (): Promise<readonly Face[]> => largeEnough(await found.get());
  const skin = createLazy(runner, async (recorded) => skinMatte(picture, await faces(), recorded, stages));
  const spotMaps = createLazy(runner, async (recorded, onProgress) => {
    const all = await faces();
    const matte = await skin.get();
    return (
      await eachFace(
        all,
        onProgress,
        async (face) => knownSpots(before, face) ?? set.predictSpots(picture, face, all, matte, recorded),
      )
    ).flat();
  });

  // One press asks for its spots several times.
  const lookedFor = createMemo<PlannedSpots>();

  async function treatment({ heal: mode, unsure, sensitivity, largest }: SpotSettings): Promise<HealPlan> {
    const { spots, left, kept } =
      mode === 'off'
        ? { spots: [], left: 0, kept: [] }
        : await lookedFor.get(JSON.stringify([mode, unsure, sensitivity, largest]), async () =>
            set.findSpots(
              picture,
              await spotMaps.get(),
              await skin.get(),
              mode,
              { unsure, sensitivity, largest },
              stages,
            ),
          );
    // A spot's place and reach say which it is; its kind and score do not change what is filled.
    const spotsKey = spots
      .map(({ report: { x, y, radius }, hole }) => `${x},${y},${radius},${hole.width},${hole.height}`)
      .join(' ');
    const known = treatments.find((one) => one.key === spotsKey);
    treatments = [
      ...treatments.filter((one) => one !== known).slice(known === undefined ? 1 - MOST_HEAL_PLANS : 0),
      known === undefined ? treat(spotsKey, spots, left, kept) : { ...known, kept },
    ];
    return treatments.at(-1)!;
  }

  function treat(spotsKey: string, spots: Healing['spots'], left: number, kept: readonly KeptSpot[]): HealPlan {
    const healing = createLazy(runner, async (recorded, onProgress) => {
      const filled = await set.heal(picture, spots, await faces(), await skin.get(), recorded, onProgress);
      return { ...filled, healed: withPyramid(filled.healed) };
    });
    const blend = createLazy(runner, async (recorded, onProgress) => {
      const { healed } = await healing.get();
      return set.predictBlend(healed, await faces(), await skin.get(), recorded, onProgress);
    });
    return { key: spotsKey, spots: spots.map(({ report }) => report), left, kept, healing, blend };
  }

  return {
    key,
    picture,
    runner,
    set,
    kernels: stages,
    found,
    skin,
    spotMaps,
    healPlan: treatment,
    edited: createMemo(),
    manualFaces: createMemo(),
    get healPlans() {
      return treatments;
    },
  };
}

/** The faces that are retouched. */
export function largeEnough(found: readonly Face[]): readonly Face[] {
  return found.filter((face) => face.size >= SMALLEST_FACE);
}

/** What the network saw of a face in another analysis of the picture; null if that was not asked. */
function knownSpots(analysis: Analysis | null, face: Face): readonly SpotMaps[] | null {
  const known = analysis?.spotMaps.value?.filter((maps) => maps.face === face) ?? [];
  return known.length === 0 ? null : known;
}

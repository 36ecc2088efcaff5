import type { SpotReport } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import type { Face } from '../faces/face';
import type { CappedSpots } from '../heal/find/cap-area';
import type { SpotMaps } from '../heal/find/predict-spots';
import type { Healing } from '../heal/heal';
import type { Spot } from '../heal/spot';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import { createLazy, type Lazy } from './lazy';
import { createMemo } from './memo';
import type { Blend, NetworkSet } from './network-set';
import type { PixelKernels } from './pixel-kernels';

export type SpotSettings = Pick<RetouchSettings, 'heal' | 'sensitivity' | 'largest'>;

/** One set of spots, and the results that depend on it. Settings that find the same spots share a plan. */
export interface HealPlan {
  readonly key: string;
  readonly spots: readonly SpotReport[];
  /** Number of further spots that were found but are not healed, see `capArea`. */
  readonly left: number;
  readonly healing: Lazy<Healing>;
  /** Predicted on the healed picture. */
  readonly blend: Lazy<Blend>;
}

/** Each plan may hold a copy of the picture. */
const MOST_HEAL_PLANS = 3;

/** The results of an analysis that a heal plan needs. */
export interface HealPlanSource {
  readonly picture: Picture;
  readonly runner: NetworkRunner;
  readonly set: NetworkSet;
  readonly kernels: PixelKernels;
  /** The faces that are retouched. */
  readonly faces: () => Promise<readonly Face[]>;
  readonly skin: Lazy<Matte>;
  readonly spotMaps: Lazy<readonly SpotMaps[]>;
}

/** The heal plans of an analysis; only those used last are kept. */
export interface HealPlans {
  /** The plan for these settings. Needs the spot maps unless healing is off. */
  get(settings: SpotSettings): Promise<HealPlan>;
  /** The plan used last stands at the end. */
  readonly all: readonly HealPlan[];
}

export function createHealPlans(source: HealPlanSource): HealPlans {
  let plans: readonly HealPlan[] = [];
  // One retouch needs the spots of its settings several times.
  const latestSpots = createMemo<CappedSpots>();
  return {
    get all() {
      return plans;
    },
    async get(settings) {
      const { spots, left } =
        settings.heal === 'off'
          ? { spots: [], left: 0 }
          : await latestSpots.get(JSON.stringify([settings.heal, settings.sensitivity, settings.largest]), () =>
              findSpots(source, settings),
            );
      const key = keyOf(spots);
      const existing = plans.find((plan) => plan.key === key);
      const others = plans.filter((plan) => plan !== existing);
      const plan = existing ?? createHealPlan(source, key, spots, left);
      plans = [...(existing === undefined ? others.slice(1 - MOST_HEAL_PLANS) : others), plan];
      return plan;
    },
  };
}

async function findSpots(
  { picture, set, kernels, skin, spotMaps }: HealPlanSource,
  { heal, sensitivity, largest }: SpotSettings,
): Promise<CappedSpots> {
  return set.findSpots(picture, await spotMaps.get(), await skin.get(), heal, { sensitivity, largest }, kernels);
}

/** Position and extent identify a spot; its kind and score do not change the fill. */
function keyOf(spots: readonly Spot[]): string {
  return spots
    .map(({ report: { x, y, radius }, hole }) => `${x},${y},${radius},${hole.width},${hole.height}`)
    .join(' ');
}

function createHealPlan(
  { picture, runner, set, faces, skin }: HealPlanSource,
  key: string,
  spots: readonly Spot[],
  left: number,
): HealPlan {
  const healing = createLazy(runner, async (recorded, onProgress) => {
    const filled = await set.heal(picture, spots, await faces(), await skin.get(), recorded, onProgress);
    return { ...filled, healed: withPyramid(filled.healed) };
  });
  const blend = createLazy(runner, async (recorded, onProgress) => {
    const { healed } = await healing.get();
    return set.predictBlend(healed, await faces(), await skin.get(), recorded, onProgress);
  });
  return { key, spots: spots.map(({ report }) => report), left, healing, blend };
}

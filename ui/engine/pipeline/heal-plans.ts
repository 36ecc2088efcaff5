import type { SpotFind, SpotReport } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import type { Face } from '../faces/face';
import type { SpotMaps } from '../heal/find/predict-spots';
import type { FoundSpots } from '../heal/find/sort-finds';
import type { Healing } from '../heal/heal';
import type { Spot } from '../heal/spot';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import { createLazy, type Lazy } from './lazy';
import { createMemo } from './memo';
import type { Blend, NetworkSet } from './network-set';
import type { PixelKernels } from './pixel-kernels';
import { createToolFields, type ToolFields } from './tool-fields';

export type SpotSettings = Pick<RetouchSettings, 'heal' | 'unsure' | 'sensitivity' | 'largest'>;

/** One set of spots, and the results that depend on it. Settings that find the same spots share a plan. */
export interface HealPlan {
  readonly key: string;
  readonly spots: readonly SpotReport[];
  /** Number of further spots that were found but are not healed, see `capArea`. */
  readonly left: number;
  /** All finds, healed or not, the likeliest blemish first. */
  readonly finds: readonly SpotFind[];
  readonly healing: Lazy<Healing>;
  /** Predicted on the healed picture. */
  readonly blend: Lazy<Blend>;
  /** Computed from the healed picture. */
  readonly fields: ToolFields;
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
  const latestSpots = createMemo<FoundSpots>();
  const plannedSpots = ({ heal, unsure, sensitivity, largest }: SpotSettings): Promise<FoundSpots> => {
    if (heal === 'off') return Promise.resolve({ spots: [], left: 0, finds: [] });
    const { picture, set, kernels, skin, spotMaps } = source;
    return latestSpots.get(JSON.stringify([heal, unsure, sensitivity, largest]), async () =>
      set.findSpots(picture, await spotMaps.get(), await skin.get(), heal, { unsure, sensitivity, largest }, kernels),
    );
  };
  return {
    get all() {
      return plans;
    },
    async get(settings) {
      const planned = await plannedSpots(settings);
      const key = keyOf(planned.spots);
      const existing = plans.find((plan) => plan.key === key);
      const others = plans.filter((plan) => plan !== existing);
      const plan =
        existing === undefined ? createHealPlan(source, key, planned) : { ...existing, finds: planned.finds };
      plans = [...(existing === undefined ? others.slice(1 - MOST_HEAL_PLANS) : others), plan];
      return plan;
    },
  };
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
  { spots, left, finds }: FoundSpots,
): HealPlan {
  const healing = createLazy(runner, async (recorded, onProgress) => {
    const filled = await set.heal(picture, spots, await faces(), await skin.get(), recorded, onProgress);
    return { ...filled, healed: withPyramid(filled.healed) };
  });
  const blend = createLazy(runner, async (recorded, onProgress) => {
    const { healed } = await healing.get();
    return set.predictBlend(healed, await faces(), await skin.get(), recorded, onProgress);
  });
  const fields = createToolFields({ runner, faces, skin, healed: async () => (await healing.get()).healed });
  return { key, spots: spots.map(({ report }) => report), left, finds, healing, blend, fields };
}

import { ADJUSTMENTS, asksForNothing, isStrength, refinementsOf, type Adjustment } from '../api/adjustments';
import { asksForClothes, type Choices } from '../api/choices';
import type { Progress, Stage } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import type { Face } from '../faces/face';
import type { NetworkName } from '../networks/catalogue';
import { largeEnough, type Analysis, type BoxResult } from './analysis';
import { chooseSpots } from './choose-spots';
import type { ChosenSpots } from './edit-healing';
import { layerStrengths, type LayerStrength } from './face-strengths';
import type { HealPlan } from './heal-plans';
import { LAYER_MAKERS, type GetStep, type LayerMaker } from './layer-makers';
import { addManualFaces } from './manual-faces';
import type { Lazy } from './lazy';
import { withMatch } from './match';
import { prepareClothes } from './prepare-clothes';
import type { PreparedLayer } from './prepared-layer';
import type { Stopwatch } from './stopwatch';

/** The last step to run. `preview` also prepares layers of strength 0 whose makers say so. */
export type Goal = 'faces' | 'spots' | 'preview' | 'retouch';

/** Share of each step in the whole time, for progress only. */
const SHARES = { search: 0.3, skin: 0.15, spotMaps: 0.05, healing: 0.25, layers: 0.15, compose: 0.1 } as const;
type Step = keyof typeof SHARES;
/** Share of the whole time that has passed when composing begins. */
export const COMPOSE_START = 1 - SHARES.compose;
const STEPS = Object.keys(SHARES) as readonly Step[];
const LAST_STEP: Readonly<Record<Goal, Step>> = {
  faces: 'search',
  spots: 'spotMaps',
  preview: 'layers',
  retouch: 'compose',
};

export interface StepRequest {
  readonly goal: Goal;
  readonly settings: RetouchSettings;
  readonly choices: Choices;
  /** Left out: the product's own makers. */
  readonly makers?: readonly LayerMaker[];
  readonly adjustments?: readonly Adjustment[];
}

interface FacesReached {
  /** The analysis with the faces that the designer added. */
  readonly analysis: Analysis;
  readonly boxes: readonly BoxResult[];
  /** All faces, also those too small to retouch. */
  readonly found: readonly Face[];
  /** The faces that are retouched. */
  readonly faces: readonly Face[];
  /** The networks that ran for the results. */
  readonly networks: ReadonlySet<NetworkName>;
}

interface SpotsReached extends FacesReached {
  readonly plan: HealPlan;
}

interface LayersReached extends SpotsReached {
  readonly chosen: ChosenSpots;
  /** Bottom first. */
  readonly layers: readonly PreparedLayer[];
}

/** The results of the steps that ran. Without a face or without any layer to make, only `faces` is reached. */
export type StepResults =
  | ({ readonly reached: 'faces' } & FacesReached)
  | ({ readonly reached: 'spots' } & SpotsReached)
  | ({ readonly reached: 'layers' } & LayersReached);

/**
 * Runs the steps of a retouch in order, up to the goal. Results that the analysis holds are reused.
 * @throws EngineError the runner's errors
 */
export async function runSteps(
  searched: Analysis,
  asked: StepRequest,
  watch: Stopwatch,
  onProgress: (progress: Progress) => void,
): Promise<StepResults> {
  const request = withMatch(asked);
  const { goal, settings, choices, adjustments = ADJUSTMENTS } = request;
  const networks = new Set<NetworkName>();
  const share = progressShares(goal);
  const getter =
    (step: Step): GetStep =>
    <Value>(lazy: Lazy<Value>, stage: Stage) =>
      watch.measure(stage, async () => {
        const { from, to } = share(step);
        onProgress({ stage, done: from });
        const value = await lazy.get((done) => onProgress({ stage, done: from + (to - from) * done }));
        for (const network of lazy.networks) networks.add(network);
        return value;
      });

  await getter('search')(searched.found, 'faces');
  const added = await watch.measure('faces', () => addManualFaces(searched, choices.manualFaces));
  for (const network of added.networks) networks.add(network);
  const { analysis, boxes } = added;
  const found = await analysis.found.get();
  const faces = largeEnough(found);
  const reached = { analysis, boxes, found, faces, networks };
  const strengths = layerStrengths(faces, settings, choices, adjustments);
  const isIdle = goal !== 'preview' && isNothingAsked(request, strengths);
  if (goal === 'faces' || faces.length === 0 || isIdle) return { reached: 'faces', ...reached };

  await getter('skin')(analysis.skin, 'skin');
  if (settings.heal !== 'off') await getter('spotMaps')(analysis.spotMaps, 'heal');
  const plan = await watch.measure('heal', () => analysis.healPlan(settings));
  if (goal === 'spots') return { reached: 'spots', ...reached, plan };

  await getter('healing')(plan.healing, 'heal');
  const chosen = await watch.measure('heal', () => chooseSpots(analysis, settings, choices));
  const layers = await prepareLayers(request, plan, strengths, getter('layers'));
  const clothes = await prepareClothes(analysis, choices, faces.length, getter('layers'));
  return { reached: 'layers', ...reached, plan, chosen, layers: [...layers, ...clothes] };
}

/** Progress, 0–1, at the start and at the end of each step towards a goal. */
function progressShares(goal: Goal): (step: Step) => { readonly from: number; readonly to: number } {
  const steps = STEPS.slice(0, STEPS.indexOf(LAST_STEP[goal]) + 1);
  const sum = (of: readonly Step[]): number => of.reduce((total, step) => total + SHARES[step], 0);
  return (step) => {
    const before = steps.slice(0, steps.indexOf(step));
    return { from: sum(before) / sum(steps), to: sum([...before, step]) / sum(steps) };
  };
}

/** Prepares the layers of the makers, bottom first. */
async function prepareLayers(
  { goal, settings, makers = LAYER_MAKERS, adjustments = ADJUSTMENTS }: StepRequest,
  plan: HealPlan,
  strengths: ReadonlyMap<string, LayerStrength>,
  get: GetStep,
): Promise<PreparedLayer[]> {
  const layers: PreparedLayer[] = [];
  for (const { kind, strength: key, isAhead, prepare } of makers) {
    const strength = strengths.get(key);
    if (strength === undefined || (strength.opacity === 0 && !(goal === 'preview' && isAhead))) continue;
    const open = await prepare(plan, get, settings);
    layers.push({ ...strength, kind, open, refinements: refinementsOf(key, settings, adjustments) });
  }
  return layers;
}

/** Whether neither the settings, nor any face, nor clothes need a layer. Spots depend on the heal mode alone. */
function isNothingAsked(
  { goal, settings, choices, adjustments = ADJUSTMENTS }: StepRequest,
  strengths: ReadonlyMap<string, LayerStrength>,
): boolean {
  if (goal === 'spots') return settings.heal === 'off';
  const others = adjustments.filter((adjustment) => !isStrength(adjustment));
  const isOff = asksForNothing(settings, others) && [...strengths.values()].every(({ opacity }) => opacity === 0);
  return isOff && !asksForClothes(choices);
}

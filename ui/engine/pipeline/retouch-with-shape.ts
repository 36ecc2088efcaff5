import { asksForShape, type ShapeRequest } from '../api/shape';
import type { Choices } from '../api/choices';
import type { Progress } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import { flatten } from '../layers/flatten';
import { networkInfo } from '../networks/catalogue';
import type { Picture } from '../picture/picture';
import { warpLayers, warpMatte } from '../shape/warp-layers';
import type { Analysis } from './analysis';
import { addManualFaces } from './manual-faces';
import { COMPOSE_START } from './run-steps';
import { emptyMasks, retouchAnalysed, type RetouchOutcome } from './retouch-picture';
import { planShape, type ShapePlan } from './shape-picture';
import { NO_CHOICES } from '../api/choices';

/**
 * As `retouchAnalysed`, then moves the result: a Shape layer lies under the others, and all of them are moved by the
 * same field.
 * @throws EngineError the runner's errors
 */
export async function retouchWithShape(
  analysis: Analysis,
  settings: RetouchSettings,
  shape: ShapeRequest,
  onProgress: (progress: Progress) => void,
  choices: Choices = NO_CHOICES,
): Promise<RetouchOutcome> {
  const outcome = await retouchAnalysed(analysis, settings, onProgress, choices);
  if (!asksForShape(shape) || outcome.report.faces.length === 0) return outcome;
  onProgress({ stage: 'shape', done: COMPOSE_START });
  const start = performance.now();
  const { analysis: everyone } = await addManualFaces(analysis, choices.manualFaces);
  const plan = await planShape(everyone, shape);
  const shaped = withPlan(analysis.picture, outcome, plan);
  const networks = [...everyone.bodies.networks].map((name) => [
    name,
    networkInfo(name, analysis.runner.catalogue).sha256,
  ]);
  const report = {
    ...shaped.report,
    networks: { ...shaped.report.networks, ...Object.fromEntries(networks) },
    milliseconds: { ...shaped.report.milliseconds, shape: Math.round(10 * (performance.now() - start)) / 10 },
  };
  return withReport(shaped, report);
}

function withPlan(
  picture: Picture,
  outcome: RetouchOutcome,
  { displacement, report: shape }: ShapePlan,
): RetouchOutcome {
  if (displacement === null) return withReport(outcome, { ...outcome.report, shape });
  const before = outcome.state === 'retouched' ? outcome.layers : [];
  const layers = warpLayers(picture, before, displacement);
  const masks = outcome.state === 'retouched' ? outcome.masks : emptyMasks(picture);
  let retouched: Picture | null = null;
  return {
    state: 'retouched',
    layers,
    masks: {
      skin: warpMatte(masks.skin, displacement),
      holes: masks.holes === null ? null : warpMatte(masks.holes, displacement),
      ofClass: (name) => warpMatte(masks.ofClass(name), displacement),
    },
    report: { ...outcome.report, shape, layers: layers.map(({ role, opacity }) => ({ role, opacity })) },
    get retouched() {
      return (retouched ??= flatten(picture, layers));
    },
  };
}

/** The outcome with another report. A spread would compute the retouched picture. */
function withReport(outcome: RetouchOutcome, report: RetouchOutcome['report']): RetouchOutcome {
  if (outcome.state === 'unchanged') return { ...outcome, report };
  const { state, layers, masks } = outcome;
  return {
    state,
    layers,
    masks,
    report,
    get retouched() {
      return outcome.retouched;
    },
  };
}

import { ADJUSTMENTS, type Adjustment } from '../api/adjustments';
import type { Choices } from '../api/choices';
import { layerKind } from '../api/layer-kinds';
import type { RetouchSettings } from '../api/settings';
import type { SkinTone } from '../api/skin-tone';
import { lightLayer } from '../layers/light-layer';
import { gridInView } from '../light/light-field';
import { matchField } from '../light/match-field';
import { skinLight } from '../light/skin-light';
import { tonedSkin } from '../light/skin-tone';
import { largeEnough, type Analysis } from './analysis';
import { LAYER_MAKERS, type LayerMaker } from './layer-makers';

/** The opacity of Match's layer. It is no row of the table, because it needs a tone beside a number. */
const MATCH = {
  key: 'match',
  kind: 'number',
  group: 'tone',
  analysis: 'skin',
  layer: 'match',
  min: 0,
  max: 100,
  step: 1,
  initial: 0,
  unit: 'percent',
  off: 0,
  isOpacity: true,
} as const satisfies Adjustment;

/**
 * The skin tone of the largest face of a picture, in CIELAB; null without a face that is large enough, or without bare
 * skin on it.
 * @throws EngineError the runner's errors
 */
export async function toneOf(analysis: Analysis): Promise<SkinTone | null> {
  const faces = largeEnough(await analysis.found.get()).toSorted((one, other) => other.size - one.size);
  const [face] = faces;
  if (face === undefined) return null;
  const light = skinLight(analysis.picture, await analysis.skin.get(), face, faces);
  return light === null ? null : (tonedSkin(light)?.tone ?? null);
}

/** The parts of a request that Match changes. */
interface Steps {
  readonly settings: RetouchSettings;
  readonly choices: Choices;
  readonly makers?: readonly LayerMaker[];
  readonly adjustments?: readonly Adjustment[];
}

/** A request whose Match layer lies under Blend, at full opacity, where its choices have a tone. */
export function withMatch<Request extends Steps>(request: Request): Request {
  const { settings, choices, makers = LAYER_MAKERS, adjustments = ADJUSTMENTS } = request;
  if (choices.tone === null) return request;
  const above = makers.findIndex(({ kind }) => kind.role === 'blend');
  const values: RetouchSettings & { readonly match: number } = { ...settings, match: MATCH.max };
  return {
    ...request,
    settings: values,
    makers: makers.toSpliced(Math.max(0, above), 0, matchMaker(choices.tone)),
    adjustments: [...adjustments, MATCH],
  };
}

function matchMaker(aim: SkinTone): LayerMaker {
  return {
    kind: layerKind('match'),
    strength: MATCH.key,
    isAhead: false,
    async prepare(plan, get) {
      const toned = await get(plan.fields.tone, 'light');
      const fields = toned.flatMap((one) => (one === null ? [] : [matchField(one, aim)]));
      return (healed, skin, view) =>
        lightLayer(
          fields.map((field) => ({ grid: gridInView(field, view), factor: 1 })),
          healed,
          skin,
        );
    },
  };
}

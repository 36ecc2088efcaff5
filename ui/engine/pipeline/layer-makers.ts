import { layerKind, type LayerKind } from '../api/layer-kinds';
import type { Stage } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import type { EvenParts } from '../blend/even-parts';
import type { MapView } from '../blend/map-view';
import { blendLayer } from '../layers/blend-layer';
import { brightenLayer } from '../layers/brighten-layer';
import { lightLayer } from '../layers/light-layer';
import type { LayerRows } from '../layers/layer-rows';
import { shineLayer } from '../layers/shine-layer';
import { SHARPENING, SOFTENING, textureLayer } from '../layers/texture-layer';
import type { FactoredGrid } from '../light/field-rows';
import { gridInView } from '../light/light-field';
import type { GrainPlace } from '../light/shine-field';
import type { Matte, Picture } from '../picture/picture';
import type { Sign } from './face-strengths';
import type { HealPlan } from './heal-plans';
import type { Lazy } from './lazy';
import type { ToolFields } from './tool-fields';

/** Gets a result of the analysis, measures its time and reports its progress. */
export type GetStep = <Value>(result: Lazy<Value>, stage: Stage) => Promise<Value>;

/**
 * The rows of a layer over a view of the picture.
 * @param healed pixels beneath the layer, in the view
 * @param skin share of the layer that each pixel takes, 0–255, in the view
 * @param signs of the strength of each face, in the order of the faces
 */
export type OpenRows = (healed: Picture, skin: Matte, view: MapView, signs: readonly Sign[]) => LayerRows;

/** Makes one layer above the healed picture. */
export interface LayerMaker {
  readonly kind: LayerKind;
  /** Key of the adjustment that is the layer's opacity. */
  readonly strength: string;
  /** Whether a preview prepares the layer while it is off, so that its slider answers at once. */
  readonly isAhead: boolean;
  /** Gets the network results that the layer needs. */
  prepare(plan: HealPlan, get: GetStep, settings: RetouchSettings): Promise<OpenRows>;
}

/** The layers above Heal, bottom first. This list alone decides which layers are made. */
export const LAYER_MAKERS: readonly LayerMaker[] = [
  {
    kind: layerKind('shine'),
    strength: 'shine',
    isAhead: false,
    async prepare(plan, get) {
      const fields = await get(plan.fields.shine, 'light');
      return (healed, skin, view, signs) => {
        const grids = fields.flatMap((field, face) =>
          field === null ? [] : [{ grid: gridInView(field, view), factor: signs[face]! }],
        );
        const grain = fields.find((field) => field !== null && field.grain !== null)?.grain ?? null;
        return shineLayer(grids, healed, skin, grain === null ? null : placeInView(grain, view));
      };
    },
  },
  {
    kind: layerKind('blend'),
    strength: 'even',
    isAhead: true,
    async prepare(plan, get, settings) {
      const blend = await get(plan.blend, 'blend');
      const parts = evenParts(settings);
      return (healed, skin, view) => blendLayer(blend.rows(healed, skin, view, parts));
    },
  },
  fieldMaker('volume', 'volume'),
  fieldMaker('contour', 'contour'),
  fieldMaker('lines', 'lines'),
  fieldMaker('underEyes', 'under-eyes'),
  fieldMaker('texture', 'texture', textureLayer, (sign) => (sign < 0 ? -SOFTENING : SHARPENING)),
  {
    kind: layerKind('brighten'),
    strength: 'brighten',
    isAhead: true,
    prepare: () => Promise.resolve((_, skin) => brightenLayer(skin)),
  },
];

/** The shares of an evening in the settings. */
function evenParts({ evenHue, evenSaturation, evenLight }: RetouchSettings): EvenParts {
  return { hue: evenHue / 100, saturation: evenSaturation / 100, light: evenLight / 100 };
}

/**
 * The maker of a layer that is drawn from the fields of the faces.
 *
 * @param tool key of the tool's fields and of its adjustment
 * @param role of its layer
 * @param factorOf factor of a face's field for the sign of its strength
 */
function fieldMaker(
  tool: Exclude<keyof ToolFields, 'shine' | 'tone'>,
  role: string,
  open: (fields: readonly FactoredGrid[], healed: Picture, skin: Matte) => LayerRows = lightLayer,
  factorOf: (sign: Sign) => number = (sign) => sign,
): LayerMaker {
  return {
    kind: layerKind(role),
    strength: tool,
    isAhead: false,
    async prepare(plan, get) {
      const fields = await get(plan.fields[tool], 'light');
      return (healed, skin, view, signs) =>
        open(
          fields.flatMap((field, face) =>
            field === null ? [] : [{ grid: gridInView(field, view), factor: factorOf(signs[face]!) }],
          ),
          healed,
          skin,
        );
    },
  };
}

/** A square of the picture in the pixels of a view. */
function placeInView(place: GrainPlace, { left, top, scale }: MapView): GrainPlace {
  return { left: (place.left - left) * scale, top: (place.top - top) * scale, side: place.side * scale };
}

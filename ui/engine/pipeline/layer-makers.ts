import { layerKind, type LayerKind } from '../api/layer-kinds';
import type { Stage } from '../api/report';
import type { MapView } from '../blend/map-view';
import { blendLayer } from '../layers/blend-layer';
import { brightenLayer } from '../layers/brighten-layer';
import type { LayerRows } from '../layers/layer-rows';
import type { Matte, Picture } from '../picture/picture';
import type { HealPlan } from './analysis';
import type { Lazy } from './lazy';

/** Gets a step of the analysis; times it, and reports its progress. */
export type GetStep = <Value>(step: Lazy<Value>, stage: Stage) => Promise<Value>;

/**
 * The rows of a layer over a view of the picture.
 * @param healed the pixels beneath, in the view @param skin the share of the layer that each pixel takes, 0–255
 */
export type OpenRows = (healed: Picture, skin: Matte, view: MapView) => LayerRows;

/** Makes one layer above the healed picture. */
export interface LayerMaker {
  readonly kind: LayerKind;
  /** Key of the adjustment that is the layer's opacity. */
  readonly strength: string;
  /** Gets the network results that the layer needs. */
  prepare(plan: HealPlan, get: GetStep): Promise<OpenRows>;
}

/** The layers above Heal, bottom first. This list alone decides which layers are made. */
export const LAYER_MAKERS: readonly LayerMaker[] = [
  {
    kind: layerKind('blend'),
    strength: 'even',
    async prepare(plan, get) {
      const blend = await get(plan.blend, 'blend');
      return (healed, skin, view) => blendLayer(blend.rows(healed, skin, view));
    },
  },
  {
    kind: layerKind('brighten'),
    strength: 'brighten',
    prepare: () => Promise.resolve((_, skin) => brightenLayer(skin)),
  },
];

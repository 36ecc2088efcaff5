import type { LayerKind } from '../api/layer-kinds';
import type { Matte } from '../picture/picture';
import type { LayerStrength } from './face-strengths';
import type { OpenRows } from './layer-makers';

/** A layer whose network results are ready. */
export interface PreparedLayer extends LayerStrength {
  readonly kind: LayerKind;
  /** Share of the layer that each pixel takes, 0–255; left out: the skin. */
  readonly share?: Matte;
  readonly open: OpenRows;
  /** Differs between values of the adjustments that refine the strength. */
  readonly refinements: string;
}

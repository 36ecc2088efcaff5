import type { GridPlanes } from '../light/light-field';
import type { Matte } from '../picture/picture';

/** The creases of the marked clothes. */
export interface Clothes {
  readonly field: GridPlanes;
  /** Share of the field that each pixel takes, 0–255: clothes in the marked places, without skin. */
  readonly share: Matte;
}

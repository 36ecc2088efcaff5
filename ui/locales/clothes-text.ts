import type { AdjustmentText } from './adjustment-text';

/** The texts of Clothes in one language. */
export interface ClothesTexts extends AdjustmentText {
  /** The explanation before the first use. */
  readonly about: string;
  /** Button that agrees. */
  readonly allow: string;
  /** How to say where. */
  readonly where: string;
  /** Words for its work, after a run. */
  readonly done: string;
}

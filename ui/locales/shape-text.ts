import type { PartReason, ShapeKey, ShapePart } from '../engine/api/shape';
import type { AdjustmentText } from './adjustment-text';

/** The texts of Shape in one language. */
export interface ShapeTexts {
  readonly name: string;
  readonly hint: string;
  /** The explanation before the first use. */
  readonly about: string;
  /** Button that agrees. */
  readonly allow: string;
  /** The value of the row while Shape changes somebody. */
  readonly on: string;
  readonly looking: string;
  readonly nobody: string;
  /** Stands over the parts that cannot be changed. */
  readonly stays: string;
  /** @param person name of the person; null if there is only one */
  part(person: string | null, parts: readonly string[], reason: string): string;
  /** A warning against hiding the layer Shape alone. */
  readonly layers: string;
  /** Words for its work, after a run. */
  readonly done: string;
  readonly values: Readonly<Record<ShapeKey, AdjustmentText>>;
  readonly parts: Readonly<Record<ShapePart, string>>;
  readonly reasons: Readonly<Record<PartReason, string>>;
}

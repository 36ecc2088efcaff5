/**
 * The effects of a brush. `exclude` removes a place from the retouch and `include` adds skin that the matte lacks.
 * `clothes` marks clothes, and `freeze` pins a place against Shape.
 */
export const BRUSH_EFFECTS = ['exclude', 'include', 'clothes', 'freeze'] as const;
export type BrushEffect = (typeof BRUSH_EFFECTS)[number];

/** A stroke of a round brush. */
export interface BrushStroke {
  readonly effect: BrushEffect;
  readonly radius: number;
  /** Share of the radius over which the brush fades out: 0 is hard, 1 fades from the centre. */
  readonly feather: number;
  /** x, y, x, y …; at least one point. */
  readonly points: readonly number[];
}

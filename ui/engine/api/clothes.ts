import type { Box } from '../geometry/box';
import type { NumberAdjustment } from './adjustments';

/**
 * The row of Clothes. As for Shape, it stands in a table of its own: no setting, no preset and no batch can hold it.
 */
export const CLOTHES_ADJUSTMENTS = [
  {
    key: 'clothes',
    kind: 'number',
    group: 'clothes',
    analysis: 'clothes',
    layer: 'clothes',
    min: 0,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
] as const satisfies readonly NumberAdjustment[];

/** A designer's wish to iron clothes in one picture. Only these boxes and strokes of the effect `clothes` change. */
export interface ClothesChoice {
  /** Opacity of the layer in per cent. */
  readonly amount: number;
  /** Marked rectangles, in picture pixels. */
  readonly boxes: readonly Box[];
}

/** Nothing is ironed. */
export const NO_CLOTHES: ClothesChoice = { amount: 0, boxes: [] };

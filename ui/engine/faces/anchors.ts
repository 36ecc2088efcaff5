/** One layer of a detector's anchor grid: `cells` × `cells` cells with `perCell` anchors each. */
export interface AnchorLayer {
  readonly cells: number;
  readonly perCell: number;
}

/** Short-range detector (128 × 128 px): stride 8 once and stride 16 three times, two anchors a cell: 896 anchors. */
export const SHORT_RANGE_LAYERS: readonly AnchorLayer[] = [
  { cells: 16, perCell: 2 },
  { cells: 8, perCell: 6 },
];

/** Full-range detector (192 × 192 px): stride 4, one anchor a cell: 2304 anchors. */
export const FULL_RANGE_LAYERS: readonly AnchorLayer[] = [{ cells: 48, perCell: 1 }];

/**
 * Centres of the anchors in the order of the network's outputs: layer, row, column, anchor (MediaPipe,
 * SsdAnchorsCalculator with fixed_anchor_size: all anchors have the size 1).
 *
 * @returns x and y alternating, 0–1 across the input; length 2 × anchors
 */
export function anchorCenters(layers: readonly AnchorLayer[]): Float32Array {
  const count = layers.reduce((total, { cells, perCell }) => total + cells * cells * perCell, 0);
  const centers = new Float32Array(2 * count);
  let next = 0;
  for (const { cells, perCell } of layers) {
    for (let cell = 0; cell < cells * cells; cell++) {
      for (let anchor = 0; anchor < perCell; anchor++) {
        centers[next++] = ((cell % cells) + 0.5) / cells;
        centers[next++] = (Math.floor(cell / cells) + 0.5) / cells;
      }
    }
  }
  return centers;
}

import { boxBlur } from '../../geometry/plane';
import type { ConnectedSpot } from './connected-spots';
import { BOX, WINDOW, type PartColours } from './part-colours';
import { roughnessOf } from './roughness';

/**
 * Contrast of the pixels around a spot with their surroundings, along the colour direction in which the spot's is
 * highest.
 */
export interface LocalContrast {
  /**
   * `side` × `side` pixels, row-major: difference from the mean around the pixel, in sRGB units (0–1 a channel).
   * Positive where the pixel differs as the spot does.
   */
  readonly map: Float32Array;
  readonly side: number;
  /** Grid column and row of the map's first pixel; pixels per cell. */
  readonly left: number;
  readonly top: number;
  readonly perCell: number;
  /** Index in `map` of the spot's pixel with the highest contrast. */
  readonly peak: number;
  /** Robust standard deviation of `map` (see `roughnessOf`), which the spot itself does not raise. */
  readonly roughness: number;
}

/**
 * Measures the contrast in the cells around a spot's centre.
 *
 * @param colours cover the spot (see `partAround`); their border pixels are repeated beyond them
 * @param gridSize columns of the grid that the spot's cells lie on
 */
export function localContrast(spot: ConnectedSpot, colours: PartColours, gridSize: number): LocalContrast {
  const perCell = colours.size / colours.side;
  const left = Math.floor(spot.u * gridSize) - WINDOW;
  const top = Math.floor(spot.v * gridSize) - WINDOW;
  const side = (2 * WINDOW + 1) * perCell;
  const channels = [0, 1, 2].map((channel) =>
    bandOf(colours, channel, (left - colours.left) * perCell, (top - colours.top) * perCell, side),
  );
  let peak = 0;
  let highest = -1;
  for (const cell of spot.cells) {
    const column = ((cell % gridSize) - left) * perCell;
    const row = (Math.floor(cell / gridSize) - top) * perCell;
    for (let y = Math.max(0, row); y < Math.min(side, row + perCell); y++) {
      for (let x = Math.max(0, column); x < Math.min(side, column + perCell); x++) {
        const contrast = Math.hypot(...channels.map((band) => band[y * side + x]!));
        if (contrast <= highest) continue;
        highest = contrast;
        peak = y * side + x;
      }
    }
  }
  const direction = channels.map((band) => (highest > 0 ? band[peak]! / highest : 0));
  const map = channels[0]!.map((_, index) =>
    channels.reduce((sum, band, channel) => sum + band[index]! * direction[channel]!, 0),
  );
  return { map, side, left, top, perCell, peak, roughness: roughnessOf(map) };
}

/** One channel of a square of the part: 3 × 3 binomial blur, minus the mean of the box around each pixel. */
function bandOf({ data, size }: PartColours, channel: number, left: number, top: number, side: number): Float32Array {
  const wide = side + 2 * BOX;
  const values = new Float32Array(wide * wide);
  for (let y = 0; y < wide; y++) {
    const row = (channel * size + clamp(top - BOX + y, size)) * size;
    for (let x = 0; x < wide; x++) values[y * wide + x] = data[row + clamp(left - BOX + x, size)]!;
  }
  const means = boxBlur({ size: wide, data: values }, BOX).data;
  const band = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = (y + BOX) * wide + x + BOX;
      const [above, below] = [at - wide, at + wide];
      const corners = values[above - 1]! + values[above + 1]! + values[below - 1]! + values[below + 1]!;
      const sides = values[above]! + values[below]! + values[at - 1]! + values[at + 1]!;
      band[y * side + x] = (corners + 2 * sides + 4 * values[at]!) / 16 - means[at]!;
    }
  }
  return band;
}

function clamp(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}

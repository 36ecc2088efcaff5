import { boxBlur } from '../../geometry/plane';
import type { ConnectedSpot } from './connected-spots';
import type { PartColours } from './part-colours';
import { roughnessOf } from './roughness';

/** Cells around a spot's centre that are looked at. */
export const WINDOW = 8;
/** Half side of the square, in pixels of the part, whose mean a pixel is compared with: wider than a thin scar, narrower than shading. */
export const BOX = 5;

/** How far what lies around a spot stands out from its own surroundings, in the colour in which the spot does so the most. */
export interface StandingOut {
  /** `side` × `side` pixels of the part's, sRGB distance (0–1 a channel), signed: positive where it stands out as the spot does. */
  readonly map: Float32Array;
  readonly side: number;
  /** The cell on the grid's left and top border that the first pixel lies in, and pixels for each cell. */
  readonly left: number;
  readonly top: number;
  readonly perCell: number;
  /** The pixel of the spot that stands out the most. */
  readonly peak: number;
  /** How rough the place is: the deviation of the map, told from its median so that the spot itself does not count. */
  readonly roughness: number;
}

/** @param gridSize of the grid that the spot's cells lie on; what the part does not show counts as its border does */
export function standingOut(spot: ConnectedSpot, colours: PartColours, gridSize: number): StandingOut {
  const perCell = colours.size / colours.side;
  const left = Math.floor(spot.u * gridSize) - WINDOW;
  const top = Math.floor(spot.v * gridSize) - WINDOW;
  const side = (2 * WINDOW + 1) * perCell;
  const channels = [0, 1, 2].map((channel) =>
    bandOf(colours, channel, (left - colours.left) * perCell, (top - colours.top) * perCell, side),
  );
  let peak = 0;
  let farthest = -1;
  for (const cell of spot.cells) {
    const column = ((cell % gridSize) - left) * perCell;
    const row = (Math.floor(cell / gridSize) - top) * perCell;
    for (let y = Math.max(0, row); y < Math.min(side, row + perCell); y++) {
      for (let x = Math.max(0, column); x < Math.min(side, column + perCell); x++) {
        const far = Math.hypot(...channels.map((band) => band[y * side + x]!));
        if (far <= farthest) continue;
        farthest = far;
        peak = y * side + x;
      }
    }
  }
  const direction = channels.map((band) => (farthest > 0 ? band[peak]! / farthest : 0));
  const map = channels[0]!.map((_, index) =>
    channels.reduce((sum, band, channel) => sum + band[index]! * direction[channel]!, 0),
  );
  return { map, side, left, top, perCell, peak, roughness: roughnessOf(map) };
}

/** One channel of a square of the part, smoothed a little, less the mean of the box around each pixel. */
function bandOf({ data, size }: PartColours, channel: number, left: number, top: number, side: number): Float32Array {
  const wide = side + 2 * BOX;
  const values = new Float32Array(wide * wide);
  for (let y = 0; y < wide; y++) {
    const row = (channel * size + inside(top - BOX + y, size)) * size;
    for (let x = 0; x < wide; x++) values[y * wide + x] = data[row + inside(left - BOX + x, size)]!;
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

function inside(index: number, size: number): number {
  return Math.min(size - 1, Math.max(0, index));
}

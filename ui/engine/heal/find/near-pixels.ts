import type { ConnectedSpot } from './connected-spots';
import type { PartColours } from './part-colours';
import { density } from './skin-light';

/** Least reach around the centre, in pixels of the part. */
const LEAST_REACH = 6;

/** The inputs of `spotFeatures`. */
export interface SpotScene {
  /** Cover the spot's core, its ring, and two radii around its centre (see `partAround`). */
  readonly colours: PartColours;
  /** Columns, and rows, of the grid. */
  readonly gridSize: number;
  /** Probability of a blemish and of a mark, 0–1, by cell. */
  readonly blemish: Float32Array;
  readonly mark: Float32Array;
  /** Whether a cell is skin outside all spots. */
  readonly isClearSkin: (cell: number) => boolean;
  /** Whether a cell is skin. */
  readonly isSkin: (cell: number) => boolean;
  /** Side of a cell in face sizes. */
  readonly cellInFaces: number;
  /** See `LocalContrast`. */
  readonly roughness: number;
}

/** Reads linear light of a pixel of the crop; the part must hold it. */
export function pixelReader(
  { colours }: SpotScene,
  light: Float32Array,
): (channel: number, x: number, y: number) => number {
  const { left, top, side, size } = colours;
  const perCell = size / side;
  return (channel, x, y) => light[(channel * size + y - top * perCell) * size + x - left * perCell]!;
}

/** Pixels around a spot, row-major, in densities that they add to the skin around. */
export interface Near {
  readonly columns: number;
  readonly rows: number;
  /** Distance from the centre, in radii. */
  readonly distance: Float64Array;
  readonly red: Float64Array;
  readonly green: Float64Array;
  /** `green`, smoothed by 1, 2, 1 in both directions. */
  readonly smooth: Float64Array;
}

/**
 * The pixels around a spot, to two radii from its centre.
 *
 * @param light linear light of the scene's colours, planar
 * @param around light of the skin around, by channel
 * @param cells radius of the core
 */
export function pixelsAround(
  { u, v }: ConnectedSpot,
  scene: SpotScene,
  light: Float32Array,
  around: readonly number[],
  cells: number,
): Near {
  const perCell = scene.colours.size / scene.colours.side;
  const radius = perCell * cells;
  const [x, y] = [u * scene.gridSize * perCell - 0.5, v * scene.gridSize * perCell - 0.5];
  const reach = Math.max(2 * radius, LEAST_REACH);
  const last = scene.gridSize * perCell - 1;
  const [left, right] = [Math.max(0, Math.floor(x - reach)), Math.min(last, Math.ceil(x + reach))];
  const [top, bottom] = [Math.max(0, Math.floor(y - reach)), Math.min(last, Math.ceil(y + reach))];
  const [columns, rows] = [right - left + 1, bottom - top + 1];
  const [distance, red, green] = [0, 1, 2].map(() => new Float64Array(columns * rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const read = pixelReader(scene, light);
  for (let row = 0, index = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, index++) {
      distance[index] = Math.hypot((left + column - x) / radius, (top + row - y) / radius);
      red[index] = density(around[0]!, read(0, left + column, top + row));
      green[index] = density(around[1]!, read(1, left + column, top + row));
    }
  }
  return { columns, rows, distance, red, green, smooth: smoothed(green, columns, rows) };
}

/** Smooths by 1, 2, 1 in both directions. A pixel at the border counts as its own neighbour. */
export function smoothed(values: Float64Array, columns: number, rows: number): Float64Array {
  const at = (x: number, y: number): number =>
    values[Math.min(rows - 1, Math.max(0, y)) * columns + Math.min(columns - 1, Math.max(0, x))]!;
  const vertical = (x: number, y: number): number => (at(x, y - 1) + 2 * at(x, y) + at(x, y + 1)) / 4;
  return values.map((_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    return (vertical(x - 1, y) + 2 * vertical(x, y) + vertical(x + 1, y)) / 4;
  });
}

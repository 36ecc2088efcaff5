import type { ConnectedSpot } from './connected-spots';
import { pixelReader, pixelsAround, smoothed, type Near, type SpotScene } from './near-pixels';
import { ringAround } from './ring';
import { linearLight } from '../../picture/srgb-curve';
import { density, median, NOISE } from './skin-light';
import { paintSigns, type PaintSigns } from './worn';

/** The features of a spot that need no other spot, and its redness for comparison with others. */
export interface SpotFeatures {
  /** Logit of the highest probability of a blemish, and of a mark, over the core. */
  readonly blemishPeak: number;
  readonly markPeak: number;
  /** Optical density (natural logarithm) that the core adds in red: melanin's. */
  readonly melanin: number;
  /** Density added in green beyond red: blood's. */
  readonly blood: number;
  /** Density added in blue beyond green: melanin's again. */
  readonly yellow: number;
  /** Logarithm of the core's radius in face sizes. */
  readonly size: number;
  /** Steepest step of the edge, for a pixel, over the density in the middle. At most 2. */
  readonly sharpness: number;
  /** Density by which the brightest smoothed pixel inside is lighter than the skin. At least 0. */
  readonly highlight: number;
  /** Standard deviation of the density in red inside: a raised spot has a lit and a shaded side. */
  readonly relief: number;
  /** Mean of green minus red density in the rim, 1.1 to 1.7 radii from the centre. */
  readonly rim: number;
  /** Density in green of the middle minus that of the outer part. */
  readonly core: number;
  /** Logarithm of the roughness around, see `localContrast`. */
  readonly roughness: number;
  /** `blood` over the standard deviation of the blood around: how far the spot stands out. −8 to 8. */
  readonly bloodOverGrain: number;
  /** Density of the skin around in green beyond red: red skin has more. */
  readonly skinBlood: number;
  /** Logarithm of the mean probability of a blemish in a square around: pimples come together. */
  readonly blemishAround: number;
  /** Share of skin in a square around, 0–1: low at hair, brows and borders. */
  readonly skinAround: number;
  /** Distance from the middle line of the crop, in face sizes. */
  readonly across: number;
  /** Share of the density added in green that red does not add, −1 to 2. */
  readonly redness: number;
  /** For `isWorn`; the judge's weights do not use them. */
  readonly paint: PaintSigns;
}

/** With fewer clear cells in the ring, all its cells count. */
const FEWEST_CLEAR = 6;
/** Probabilities are held this far from 0 and 1, so that their logit stays finite. */
const LEAST_PROBABILITY = 1e-4;

/** Cells to each side in which other blemishes count. */
const SURROUNDINGS = 20;
/** Cells to each side in which skin counts: at least `cells`, or this many radii of the core. */
const SKIN_REACH = { cells: 6, radii: 4 } as const;

/** The features of one spot. The formulas are those of models/training/judge/features.py. */
export function spotFeatures(spot: ConnectedSpot, scene: SpotScene): SpotFeatures {
  const { blemish, mark, cellInFaces, roughness } = scene;
  const light = scene.colours.data.map(linearLight);
  const around = ringLight(spot, scene, light);
  const added = coreLight(spot, scene, light).map((value, channel) => density(around[channel]!, value));
  const [red, green, blue] = added as [number, number, number];
  const radius = Math.sqrt(spot.core.length / Math.PI);
  const near = pixelsAround(spot, scene, light, around, radius);
  const middle = meanWithin(near, near.green, 0, 0.6);
  return {
    blemishPeak: logit(Math.max(...spot.core.map((cell) => blemish[cell]!))),
    markPeak: logit(Math.max(...spot.core.map((cell) => mark[cell]!))),
    melanin: red,
    blood: green - red,
    yellow: blue - green,
    size: Math.log(radius * cellInFaces),
    sharpness: sharpnessOf(near, middle),
    highlight: Math.max(0, -leastInside(near)),
    relief: deviationInside(near),
    rim: meanWithin(
      near,
      near.green.map((value, index) => value - near.red[index]!),
      1.1,
      1.7,
    ),
    core: middle - meanWithin(near, near.green, 0.6, 1.1),
    roughness: Math.log(roughness + 0.001),
    bloodOverGrain: overGrain(near, green - red),
    skinBlood: density(around[0]!, around[1]!),
    ...surroundingsOf(spot, scene, radius),
    across: Math.abs(spot.u - 0.5) * scene.gridSize * cellInFaces,
    redness: Math.min(2, Math.max(-1, (green - red) / (Math.abs(green) + NOISE))),
    paint: paintSigns(near, around[1]!),
  };
}

/** The features of the squares around a spot, as far as they lie on the grid. */
function surroundingsOf(
  spot: ConnectedSpot,
  { gridSize, blemish, isSkin }: SpotScene,
  radius: number,
): Pick<SpotFeatures, 'blemishAround' | 'skinAround'> {
  const others = squareAround(spot, gridSize, SURROUNDINGS);
  const skin = squareAround(spot, gridSize, Math.max(SKIN_REACH.cells, Math.floor(SKIN_REACH.radii * radius)));
  const sum = others.reduce((total, cell) => total + blemish[cell]!, 0);
  return {
    blemishAround: Math.log(sum / others.length + 0.001),
    skinAround: skin.filter(isSkin).length / skin.length,
  };
}

/** The cells at most `reach` columns and rows from the cell that holds a spot's centre. */
function squareAround({ u, v }: ConnectedSpot, gridSize: number, reach: number): number[] {
  const [column, row] = [Math.floor(u * gridSize), Math.floor(v * gridSize)];
  const cells: number[] = [];
  for (let y = Math.max(0, row - reach); y <= Math.min(gridSize - 1, row + reach); y++)
    for (let x = Math.max(0, column - reach); x <= Math.min(gridSize - 1, column + reach); x++)
      cells.push(y * gridSize + x);
  return cells;
}

/** A spot's blood over the standard deviation of the smoothed blood around it. */
function overGrain({ columns, rows, distance, red, green }: Near, blood: number): number {
  const smooth = smoothed(
    green.map((value, index) => value - red[index]!),
    columns,
    rows,
  );
  const around = smooth.filter((_, index) => distance[index]! >= 1.3);
  const mean = around.reduce((sum, value) => sum + value, 0) / Math.max(1, around.length);
  const variance = around.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, around.length);
  return Math.min(8, Math.max(-8, blood / (Math.sqrt(variance) + 0.01)));
}

function logit(probability: number): number {
  const held = Math.min(1 - LEAST_PROBABILITY, Math.max(LEAST_PROBABILITY, probability));
  return Math.log(held / (1 - held));
}

/** Reads the mean linear light of a cell. */
function cellReader(scene: SpotScene, light: Float32Array): (channel: number, cell: number) => number {
  const perCell = scene.colours.size / scene.colours.side;
  const read = pixelReader(scene, light);
  return (channel, cell) => {
    const x = (cell % scene.gridSize) * perCell;
    const y = Math.floor(cell / scene.gridSize) * perCell;
    let sum = 0;
    for (let row = 0; row < perCell; row++)
      for (let column = 0; column < perCell; column++) sum += read(channel, x + column, y + row);
    return sum / (perCell * perCell);
  };
}

/** Median light of the clear skin in the spot's ring, by channel. */
function ringLight(spot: ConnectedSpot, scene: SpotScene, light: Float32Array): readonly number[] {
  const ring = ringAround(spot, scene.gridSize);
  const clear = ring.filter(scene.isClearSkin);
  const cells = clear.length < FEWEST_CLEAR ? ring : clear;
  const read = cellReader(scene, light);
  return [0, 1, 2].map((channel) => median(cells.map((cell) => read(channel, cell))));
}

/** Mean light of the core by channel, weighted by the probability of either kind. */
function coreLight({ core }: ConnectedSpot, scene: SpotScene, light: Float32Array): readonly number[] {
  const read = cellReader(scene, light);
  const weights = core.map((cell) => {
    const [blemish, mark] = [scene.blemish[cell]!, scene.mark[cell]!];
    return blemish + mark - blemish * mark;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [0, 1, 2].map(
    (channel) => core.reduce((sum, cell, index) => sum + weights[index]! * read(channel, cell), 0) / total,
  );
}

/** Mean of values at distances from `low` to below `high`; without any pixel there, the value nearest to the centre. */
function meanWithin({ distance }: Near, values: Float64Array, low: number, high: number): number {
  let [sum, count, nearest] = [0, 0, 0];
  for (let index = 0; index < distance.length; index++) {
    if (distance[index]! < distance[nearest]!) nearest = index;
    if (distance[index]! < low || distance[index]! >= high) continue;
    sum += values[index]!;
    count++;
  }
  return count > 0 ? sum / count : values[nearest]!;
}

function sharpnessOf({ columns, rows, distance, smooth }: Near, middle: number): number {
  let steepest = 0;
  for (let y = 1; y < rows - 1; y++) {
    for (let x = 1; x < columns - 1; x++) {
      const index = y * columns + x;
      if (distance[index]! < 0.5 || distance[index]! >= 1.6) continue;
      const across = (smooth[index + 1]! - smooth[index - 1]!) / 2;
      const down = (smooth[index + columns]! - smooth[index - columns]!) / 2;
      steepest = Math.max(steepest, Math.hypot(across, down));
    }
  }
  return Math.min(2, steepest / (Math.abs(middle) + NOISE));
}

/** The least smoothed density in green inside the spot; at most 0. */
function leastInside({ distance, smooth }: Near): number {
  return smooth.reduce((least, value, index) => (distance[index]! < 1 ? Math.min(least, value) : least), 0);
}

/** Standard deviation of the density in red inside the spot; 0 without pixels. */
function deviationInside({ distance, red }: Near): number {
  const inside = red.filter((_, index) => distance[index]! < 1);
  if (inside.length === 0) return 0;
  const mean = inside.reduce((sum, value) => sum + value, 0) / inside.length;
  return Math.sqrt(inside.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inside.length);
}

import { blurGrid, SOFT_REACH, type Grid } from '../geometry/grid';
import { skinBlur } from './skin-blur';
import type { SkinColours } from './skin-colours';

/** Standard deviation, in face widths, of the blur that gives the diffuse skin around a place. */
const AROUND = 0.16;
/** Share of lamp light at which a cell counts a third as diffuse skin. */
const GLARE = 0.1;
/** The same for skin nearby, and the blur that gives its light. Its rim is brighter than skin far away. */
const NEAR_GLARE = 0.065;
const NEAR = 0.045;
/** Weight of the skin far away beside that nearby. */
const FAR = 0.1;
/** Least brightness, as a share of the mean around, of cells that tell how skin looks. Shades have other colours. */
const LIT = 0.5;
/** Least share of skin in such cells. */
const SURE_SKIN = 0.8;
/** Shares by which a cell must be paler and brighter than the diffuse skin around. Cheeks are redder than foreheads. */
const PALE = 0.04;
const OUTSHINES = 0.06;
/** Variance of a tint's channels at which half the mirrored light counts: grey skin tells no light from its own. */
const GREY = 0.0015;
/** Linear light from which a channel may be clipped, and from which it is for sure. */
const CLIPS = 0.9;
const CLIPPED = 0.96;
/** Standard deviation, in face widths, of the blur that carries the skin around into a clipped place. */
const FILL = 0.04;
/** Share of the skin that may shine strongly. More of it is bright by the lamp alone. */
const MOST_SHINING = 0.28;
/** Share of mirrored light in strong shine. */
const STRONG = 0.1;
/** Standard deviation of the blur that smooths the result, in face widths. */
const SMOOTH = 0.008;

/**
 * The light that the skin's surface mirrors, told from the light that comes out of the skin (dichromatic reflection,
 * Shafer 1985). The mirrored light has the colour of the lamp, which is white in a balanced photo. It adds the same to
 * red, green and blue, so their differences belong to the skin alone.
 */
export interface Specular {
  /** Mirrored light of each cell, linear, 0–1. It is more than 0 only where the cell outshines the skin around. */
  readonly mirrored: Float32Array;
  /** Mean of red, green and blue of each cell, linear, 0–1. */
  readonly mean: Float32Array;
  /** Colours of the diffuse skin around each cell: red, green and blue divided by their mean. */
  readonly tint: readonly [Float32Array, Float32Array, Float32Array];
  /** Mean of the diffuse skin around each cell, linear, 0–1. */
  readonly around: Float32Array;
  /** 0–1: how far a cell is clipped, so that its own colour says nothing. */
  readonly clipped: Float32Array;
}

/** Tells the mirrored light of skin from the rest. */
export function specularLight(colours: SkinColours): Specular {
  const { linear, skin, width, height, faceWidth } = colours;
  const [red, green, blue] = linear;
  const mean = red.map((value, cell) => (value + green[cell]! + blue[cell]!) / 3);
  const start = typicalTint(colours, mean);
  const mirroredBy = (cell: number, tint: readonly [number, number, number]): number =>
    mirroredLight([red[cell]!, green[cell]!, blue[cell]!], tint);
  const weights = mean.map((m, cell) => {
    if (m === 0 || skin.data[cell]! < SURE_SKIN) return 0;
    const share = mirroredBy(cell, start.tint) / m;
    return calm(share, GLARE) * Math.min(1, m / (LIT * start.level)) ** 4;
  });
  const [r, g, b] = linear.map((data, channel) =>
    meanNear({ width, height, data }, weights, () => start.level * start.tint[channel]!, AROUND * faceWidth, FAR / 4),
  );
  const around = r!.map((value, cell) => (value + g![cell]! + b![cell]!) / 3);
  for (let cell = 0; cell < around.length; cell++) {
    const level = around[cell]!;
    for (const plane of [r!, g!, b!]) plane[cell]! /= level;
  }
  // Red clips on plain light skin. The colour is lost where green clips, too.
  const clipped = green.map((value) => clipping(value));
  const byColour = mean.map((m, cell) =>
    m === 0 ? 0 : Math.max(0, mirroredBy(cell, [r![cell]!, g![cell]!, b![cell]!]) - PALE * m),
  );
  // Without a limit from nearby, glare that hides its own skin would end darker than its rim.
  const near = mean.map((m, cell) =>
    m === 0 ? 0 : (1 - clipped[cell]!) * skin.data[cell]! * calm(byColour[cell]! / m, NEAR_GLARE),
  );
  const nearby = meanNear({ width, height, data: mean }, near, (cell) => around[cell]!, NEAR * faceWidth, FAR);
  const seen = clipped.map((share, cell) => (1 - share) * skin.data[cell]!);
  const diffuse = { width, height, data: mean.map((m, cell) => m - byColour[cell]!) };
  const filled = meanNear(diffuse, seen, (cell) => around[cell]!, FILL * faceWidth, FAR);
  const raw = mean.map((m, cell) => {
    const level = Math.max(around[cell]!, nearby[cell]!);
    if (m === 0) return 0;
    const own = byColour[cell]!;
    const lost = Math.max(0, m - filled[cell]!);
    return Math.min(Math.max(0, m - (1 + OUTSHINES) * level), own + clipped[cell]! * (lost - own));
  });
  soften(raw, mean, skin);
  const mirrored = skinBlur({ width, height, data: raw }, skin, SMOOTH * faceWidth).data;
  return { mirrored, mean, tint: [r!, g!, b!], around, clipped };
}

/** The colour of the more saturated half of a face's lit skin, and its mean level. */
function typicalTint(
  { linear: [red, green, blue], skin }: SkinColours,
  mean: Float32Array,
): { readonly tint: readonly [number, number, number]; readonly level: number } {
  const sure = [...mean.keys()].filter((cell) => mean[cell]! > 0 && skin.data[cell]! >= SURE_SKIN);
  if (sure.length === 0) return { tint: [1, 1, 1], level: 1 };
  const level = sure.reduce((sum, cell) => sum + mean[cell]!, 0) / sure.length;
  const lit = sure.filter((cell) => mean[cell]! > LIT * level);
  const saturation = (cell: number): number => (red[cell]! - blue[cell]!) / mean[cell]!;
  const chosen = lit.toSorted((a, b) => saturation(b) - saturation(a)).slice(0, Math.ceil(lit.length / 2));
  const part = (plane: Float32Array): number => chosen.reduce((sum, cell) => sum + plane[cell]! / mean[cell]!, 0);
  return { tint: [part(red) / chosen.length, part(green) / chosen.length, part(blue) / chosen.length], level };
}

/**
 * The light that a place mirrors: the rest of its colour, once its multiple of the skin's tint is taken out, by least
 * squares. A clipped channel counts less. 0 where nothing can be told.
 */
function mirroredLight(colour: readonly number[], tint: readonly number[]): number {
  const weights = colour.map((value) => 1 - clipping(value));
  const all = weights[0]! + weights[1]! + weights[2]!;
  if (all === 0) return 0;
  const meanOf = (values: readonly number[]): number =>
    (weights[0]! * values[0]! + weights[1]! * values[1]! + weights[2]! * values[2]!) / all;
  const [light, own] = [meanOf(colour), meanOf(tint)];
  const [together, alone] = [
    meanOf(colour.map((value, channel) => (value - light) * (tint[channel]! - own))),
    meanOf(tint.map((value) => (value - own) ** 2)),
  ];
  if (alone === 0) return 0;
  return (Math.max(0, light - Math.max(0, together / alone) * own) * alone) / (alone + GREY);
}

/** Lessens the mirrored light where too much of the skin shines for glare: that is exposure. Changes `mirrored`. */
function soften(mirrored: Float32Array, mean: Float32Array, skin: Grid): void {
  let [strong, all] = [0, 0];
  for (let cell = 0; cell < mirrored.length; cell++) {
    if (skin.data[cell]! < SURE_SKIN) continue;
    all++;
    if (mirrored[cell]! > STRONG * mean[cell]!) strong++;
  }
  if (strong <= MOST_SHINING * all) return;
  const factor = (MOST_SHINING * all) / strong;
  for (let cell = 0; cell < mirrored.length; cell++) mirrored[cell]! *= factor;
}

/**
 * A weighted mean around each cell that goes over into another value where the weights are small.
 *
 * @param far the other value of a cell, and `least` its weight
 * @param sigma standard deviation in cells
 */
function meanNear(
  grid: Grid,
  weights: Float32Array,
  far: (cell: number) => number,
  sigma: number,
  least: number,
): Float32Array {
  const blurred = (data: Float32Array): Float32Array =>
    blurGrid({ ...grid, data }, Math.max(1, Math.round(sigma)), SOFT_REACH).data;
  const all = blurred(weights);
  return blurred(weights.map((weight, cell) => weight * grid.data[cell]!)).map(
    (sum, cell) => (sum + least * far(cell)) / (all[cell]! + least),
  );
}

/** The weight of a cell as diffuse skin, by its share of mirrored light: 1 without any, a third at `glare`. */
function calm(share: number, glare: number): number {
  return Math.exp(-((share / glare) ** 2));
}

/** How far a channel is clipped, 0–1. */
function clipping(value: number): number {
  const share = Math.min(1, Math.max(0, (value - CLIPS) / (CLIPPED - CLIPS)));
  return share * share * (3 - 2 * share);
}

import { readFileSync } from 'node:fs';

/** Channels of a level's input and of its hidden layer; slope of the leaky ReLU below 0. */
const INPUTS = 6;
const HIDDEN = 16;
const LEAK = 0.2;

/** The weights of one level: two convolutions of 3 × 3. Index (output, input, row, column). */
interface Level {
  readonly first: Float32Array;
  readonly firstBias: Float32Array;
  readonly second: Float32Array;
  readonly secondBias: Float32Array;
}

/** Trained levels by the side of their result. */
export type Pyramid = ReadonlyMap<number, Level>;

/** Reads what `models/training/blend/pyramid.py` wrote. */
export function readPyramid(file: string): Pyramid {
  const levels = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<keyof Level, number[]>>;
  return new Map(
    Object.entries(levels).map(([side, { first, firstBias, second, secondBias }]) => [
      Number(side),
      {
        first: Float32Array.from(first),
        firstBias: Float32Array.from(firstBias),
        second: Float32Array.from(second),
        secondBias: Float32Array.from(secondBias),
      },
    ]),
  );
}

/**
 * Enlarges a map by an adaptive blend pyramid (ABPN, Lei et al., CVPR 2022): each level doubles the map, and a small
 * network corrects it by the band of the picture that the level adds.
 *
 * @param map planar RGB, distances from neutral, `from`² each
 * @param base encoded values of the picture, 0–1, planar RGB, `to`² each
 */
export function enlargeByPyramid(
  map: Float32Array,
  from: number,
  base: Float32Array,
  to: number,
  pyramid: Pyramid,
): Float32Array {
  const pictures = new Map([[to, base]]);
  for (let side = to; side > from; side /= 2) pictures.set(side / 2, halved(pictures.get(side)!, side));
  let grown = map;
  for (let side = 2 * from; side <= to; side *= 2) {
    const up = doubled(grown, side / 2);
    const below = doubled(pictures.get(side / 2)!, side / 2);
    const band = pictures.get(side)!.map((value, index) => value - below[index]!);
    grown = corrected(up, band, side, pyramid.get(side)!);
  }
  return grown;
}

/** Mean of 2 × 2 cells of each of three planes. */
function halved(planes: Float32Array, side: number): Float32Array {
  const half = side / 2;
  const out = new Float32Array(3 * half * half);
  for (let plane = 0, at = 0; plane < 3; plane++)
    for (let row = 0; row < half; row++)
      for (let column = 0; column < half; column++, at++) {
        const from = plane * side * side + 2 * row * side + 2 * column;
        out[at] = (planes[from]! + planes[from + 1]! + planes[from + side]! + planes[from + side + 1]!) / 4;
      }
  return out;
}

/** Three planes of twice the side, bilinear, edges repeated. */
export function doubled(planes: Float32Array, side: number): Float32Array {
  const wide = 2 * side;
  const out = new Float32Array(3 * wide * wide);
  const last = side - 1;
  for (let plane = 0, at = 0; plane < 3; plane++) {
    const start = plane * side * side;
    for (let row = 0; row < wide; row++) {
      const near = start + (row >> 1) * side;
      const far = start + Math.min(last, Math.max(0, (row >> 1) + (row % 2 === 0 ? -1 : 1))) * side;
      for (let column = 0; column < wide; column++, at++) {
        const x = column >> 1;
        const other = Math.min(last, Math.max(0, x + (column % 2 === 0 ? -1 : 1)));
        out[at] =
          0.5625 * planes[near + x]! +
          0.1875 * (planes[near + other]! + planes[far + x]!) +
          0.0625 * planes[far + other]!;
      }
    }
  }
  return out;
}

/** `up` with the correction of one level. Cells beyond the sides count as 0. */
function corrected(up: Float32Array, band: Float32Array, side: number, level: Level): Float32Array {
  const cells = side * side;
  const inputs = [0, 1, 2].flatMap((plane) => [up.subarray(plane * cells, (plane + 1) * cells)]);
  inputs.push(...[0, 1, 2].map((plane) => band.subarray(plane * cells, (plane + 1) * cells)));
  const out = up.slice();
  // Three rows of the hidden layer are enough for a row of the result.
  const rows = [-1, 0, 1].map(() => new Float32Array(HIDDEN * side));
  const hiddenRow = (row: number): void => fillHidden(rows[(row + 3) % 3]!, inputs, row, side, level);
  hiddenRow(-1);
  hiddenRow(0);
  for (let row = 0; row < side; row++) {
    hiddenRow(row + 1);
    for (let channel = 0; channel < 3; channel++) {
      const target = out.subarray(channel * cells + row * side, channel * cells + (row + 1) * side);
      for (let column = 0; column < side; column++) target[column]! += level.secondBias[channel]!;
      for (let hidden = 0; hidden < HIDDEN; hidden++)
        for (let down = 0; down < 3; down++) {
          const source = rows[(row + down + 2) % 3]!.subarray(hidden * side, (hidden + 1) * side);
          addAlong(target, source, level.second, ((channel * HIDDEN + hidden) * 3 + down) * 3);
        }
    }
  }
  return out;
}

/** One row of the hidden layer; zeros beyond the sides, as the second convolution pads with them. */
function fillHidden(out: Float32Array, inputs: readonly Float32Array[], row: number, side: number, level: Level): void {
  out.fill(0);
  if (row < 0 || row >= side) return;
  for (let hidden = 0; hidden < HIDDEN; hidden++) {
    const target = out.subarray(hidden * side, (hidden + 1) * side);
    target.fill(level.firstBias[hidden]!);
    for (let input = 0; input < INPUTS; input++)
      for (let down = 0; down < 3; down++) {
        const from = row + down - 1;
        if (from < 0 || from >= side) continue;
        const source = inputs[input]!.subarray(from * side, (from + 1) * side);
        addAlong(target, source, level.first, ((hidden * INPUTS + input) * 3 + down) * 3);
      }
    for (let column = 0; column < side; column++) if (target[column]! < 0) target[column]! *= LEAK;
  }
}

/** Adds a row that is weighted by three neighbouring weights. */
function addAlong(target: Float32Array, source: Float32Array, weights: Float32Array, at: number): void {
  const [left, middle, right] = [weights[at]!, weights[at + 1]!, weights[at + 2]!];
  const last = target.length - 1;
  target[0]! += middle * source[0]! + right * source[1]!;
  for (let column = 1; column < last; column++)
    target[column]! += left * source[column - 1]! + middle * source[column]! + right * source[column + 1]!;
  target[last]! += left * source[last - 1]! + middle * source[last]!;
}

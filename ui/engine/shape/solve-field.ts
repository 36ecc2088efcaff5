import type { NodeField, ShapeGrid } from './shape-grid';

/** Goals of a field, in cells and as gradients without a unit. Arrays hold one value a node, or as many as said. */
export interface FieldGoals {
  readonly grid: ShapeGrid;
  /** Four for each node: ∂dx/∂x, ∂dx/∂y, ∂dy/∂x, ∂dy/∂y. */
  readonly gradients: Float32Array;
  /** Weight of the gradient. */
  readonly stiffness: Float32Array;
  /** Two for each node: the movement that `pull` draws to. */
  readonly movements: Float32Array;
  /** Weight of the movement. */
  readonly pull: Float32Array;
  /** Nodes that keep their column (`FIXED_X`), their row (`FIXED_Y`) or both. */
  readonly fixed: Uint8Array;
  readonly bends: readonly Bend[];
}

export const FIXED_X = 1;
export const FIXED_Y = 2;
export const FIXED = FIXED_X | FIXED_Y;

/** A weighted sum of movements that shall be 0: the bend of a straight line of the picture. */
export interface Bend {
  readonly weight: number;
  /** Nodes of the sum; each may come several times. */
  readonly nodes: readonly number[];
  /** Factors of the nodes' dx and dy. */
  readonly acrossX: readonly number[];
  readonly acrossY: readonly number[];
}

/** Iterations end at this share of the first residual, or after the most. */
const TOLERANCE = 1e-3;
const MOST_ITERATIONS = 400;

/**
 * The field that meets its goals best by weighted least squares, by conjugate gradients with the diagonal as
 * preconditioner. Fixed nodes do not move at all.
 * @param start where the search begins; left out: no movement
 */
export function solveField(goals: FieldGoals, start?: NodeField): NodeField {
  const system = createSystem(goals);
  const { length, rightSide, diagonal, free, multiply } = system;
  const x = new Float64Array(length);
  const half = length / 2;
  if (start !== undefined) {
    for (let node = 0; node < half; node++) {
      x[node] = start.dx[node]! * free[node]!;
      x[half + node] = start.dy[node]! * free[half + node]!;
    }
  }
  const residual = new Float64Array(length);
  multiply(x, residual);
  for (let at = 0; at < length; at++) residual[at] = free[at]! * (rightSide[at]! - residual[at]!);
  const scaled = new Float64Array(length);
  const direction = new Float64Array(length);
  const product = new Float64Array(length);
  let energy = 0;
  for (let at = 0; at < length; at++) {
    direction[at] = scaled[at] = residual[at]! / diagonal[at]!;
    energy += residual[at]! * scaled[at]!;
  }
  let reference = 0;
  for (let at = 0; at < length; at++) reference += (free[at]! * rightSide[at]! ** 2) / diagonal[at]!;
  for (let step = 0; step < MOST_ITERATIONS && energy > TOLERANCE ** 2 * reference; step++) {
    multiply(direction, product);
    let curvature = 0;
    for (let at = 0; at < length; at++) curvature += direction[at]! * product[at]!;
    const length1 = energy / curvature;
    let next = 0;
    for (let at = 0; at < length; at++) {
      x[at]! += length1 * direction[at]!;
      residual[at]! -= length1 * product[at]!;
      scaled[at] = residual[at]! / diagonal[at]!;
      next += residual[at]! * scaled[at]!;
    }
    const turn = next / energy;
    energy = next;
    for (let at = 0; at < length; at++) direction[at] = scaled[at]! + turn * direction[at]!;
  }
  return { grid: goals.grid, dx: Float32Array.from(x.subarray(0, half)), dy: Float32Array.from(x.subarray(half)) };
}

/** The normal equations. The unknowns are dx of every node, then dy of every node. */
interface System {
  readonly length: number;
  readonly rightSide: Float64Array;
  readonly diagonal: Float64Array;
  /** 1 for an unknown that may move, 0 for a fixed one. */
  readonly free: Float64Array;
  /** Writes the product of the matrix and `x` into `product`; fixed unknowns give 0. */
  multiply(x: Float64Array, product: Float64Array): void;
}

function createSystem(goals: FieldGoals): System {
  const { grid, pull, movements, fixed, bends } = goals;
  const count = grid.columns * grid.rows;
  const length = 2 * count;
  const free = new Float64Array(length);
  const rightSide = new Float64Array(length);
  const diagonal = new Float64Array(length);
  for (let node = 0; node < count; node++) {
    free[node] = (fixed[node]! & FIXED_X) === 0 ? 1 : 0;
    free[count + node] = (fixed[node]! & FIXED_Y) === 0 ? 1 : 0;
    for (const [part, at] of [node, count + node].entries()) {
      rightSide[at] = pull[node]! * movements[2 * node + part]!;
      diagonal[at] = pull[node]! + 1e-9;
    }
  }
  const edges = [edgesOf(goals, 1, 0, rightSide, diagonal), edgesOf(goals, 0, 1, rightSide, diagonal)] as const;
  for (const { weight, nodes, acrossX, acrossY } of bends) {
    for (const [index, node] of nodes.entries()) {
      diagonal[node]! += weight * acrossX[index]! ** 2;
      diagonal[count + node]! += weight * acrossY[index]! ** 2;
    }
  }
  return {
    length,
    rightSide,
    diagonal,
    free,
    multiply(x, product) {
      for (let at = 0; at < length; at++) product[at] = (pull[at < count ? at : at - count]! + 1e-9) * x[at]!;
      for (const { step, weights } of edges) addEdges(weights, step, count, x, product);
      for (const bend of bends) addBend(bend, count, x, product);
      for (let at = 0; at < length; at++) product[at]! *= free[at]!;
    },
  };
}

/** Weights of the edges from each node to the next one in a direction; 0 for the last nodes. Fills the sums. */
function edgesOf(
  { grid: { columns, rows }, gradients, stiffness }: FieldGoals,
  across: 0 | 1,
  down: 0 | 1,
  rightSide: Float64Array,
  diagonal: Float64Array,
): { readonly step: number; readonly weights: Float32Array } {
  const count = columns * rows;
  const step = across + down * columns;
  const weights = new Float32Array(count);
  for (let row = 0; row < rows - down; row++) {
    for (let column = 0; column < columns - across; column++) {
      const node = row * columns + column;
      const weight = Math.min(stiffness[node]!, stiffness[node + step]!);
      weights[node] = weight;
      for (let part = 0; part < 2; part++) {
        const at = part * count + node;
        const gradient = 2 * part + down;
        const wanted = (weight * (gradients[4 * node + gradient]! + gradients[4 * (node + step) + gradient]!)) / 2;
        rightSide[at]! -= wanted;
        rightSide[at + step]! += wanted;
        diagonal[at]! += weight;
        diagonal[at + step]! += weight;
      }
    }
  }
  return { step, weights };
}

function addEdges(weights: Float32Array, step: number, count: number, x: Float64Array, product: Float64Array): void {
  for (let offset = 0; offset < 2 * count; offset += count) {
    for (let node = 0; node + step < count; node++) {
      const flow = weights[node]! * (x[offset + node + step]! - x[offset + node]!);
      product[offset + node]! -= flow;
      product[offset + node + step]! += flow;
    }
  }
}

function addBend(
  { weight, nodes, acrossX, acrossY }: Bend,
  count: number,
  x: Float64Array,
  product: Float64Array,
): void {
  let sum = 0;
  for (let index = 0; index < nodes.length; index++)
    sum += acrossX[index]! * x[nodes[index]!]! + acrossY[index]! * x[count + nodes[index]!]!;
  sum *= weight;
  for (let index = 0; index < nodes.length; index++) {
    product[nodes[index]!]! += acrossX[index]! * sum;
    product[count + nodes[index]!]! += acrossY[index]! * sum;
  }
}

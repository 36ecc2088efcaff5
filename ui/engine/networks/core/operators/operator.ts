import type { Machine } from '../machine/machine';
import type { CoreNode } from '../graph/read-graph';

/** An input of a node. */
export interface Operand {
  readonly shape: readonly number[];
  /** The values, if the file holds them; null if the run computes them. */
  readonly constant: Float32Array | null;
}

/** The function of every convolution's result x: min(max(x, 0) + slope * min(x, 0), highest). */
export interface Activation {
  /** For all channels, or for each. */
  readonly slope: number | Float32Array;
  readonly highest: number;
}

/** A node, with what was joined to it. */
export interface PlannedNode extends CoreNode {
  /** Convolutions only. */
  readonly activation?: Activation;
  /** Convolutions only: the operand at this place is added before the activation. */
  readonly addedInput?: number;
}

/** Addresses during a run, in bytes. That of a constant operand is 0. */
export interface Places {
  readonly inputs: readonly number[];
  readonly output: number;
  readonly scratch: number;
}

/** A node for inputs of known shapes. */
export interface PreparedNode {
  readonly shape: readonly number[];
  /** Bytes that it needs while it runs. */
  readonly scratch?: number;
  /** The work of a run, for these places. */
  bind(places: Places): () => void;
}

export interface OperatorContext {
  readonly machine: Machine;
  /** Stores values at the first call with this key, for all plans of a network. Returns their address. */
  keep(key: string, make: () => Float32Array): number;
}

/** @throws RangeError the node has a form that no network of Softlight has */
export type Operator = (
  node: PlannedNode,
  operands: readonly (Operand | null)[],
  context: OperatorContext,
) => PreparedNode;

/** The operand at a place. @throws RangeError it is left out */
export function operandAt(node: PlannedNode, operands: readonly (Operand | null)[], index: number): Operand {
  return operands[index] ?? refuse(node, `input ${index} is missing`);
}

/** The values of a constant operand. @throws RangeError it is left out, or no constant */
export function constantAt(node: PlannedNode, operands: readonly (Operand | null)[], index: number): Float32Array {
  return operands[index]?.constant ?? refuse(node, `input ${index} must be a constant`);
}

/** Channels, height and width of a picture. @throws RangeError another number of dimensions, or several pictures */
export function planesOf(node: PlannedNode, { shape }: Operand): [channels: number, height: number, width: number] {
  const [count, channels, height, width] = shape;
  if (shape.length !== 4 || count !== 1) refuse(node, 'the input must be one picture');
  return [channels!, height!, width!];
}

export function refuse(node: PlannedNode, detail: string): never {
  throw new RangeError(`${node.op} ${node.output}: ${detail}`);
}

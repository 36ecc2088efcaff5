import { elements } from '../../onnx/shape';
import { aligned } from '../machine/machine';
import { convolution, transposedConvolution } from '../operators/convolution';
import { ELEMENTWISE } from '../operators/elementwise';
import { LAYOUT } from '../operators/layout';
import type { Operand, Operator, OperatorContext, PlannedNode, PreparedNode } from '../operators/operator';
import { POOLING } from '../operators/pooling';
import { joinNodes } from './join-nodes';
import type { CoreGraph } from '../graph/read-graph';

const OPERATORS: Readonly<Record<string, Operator>> = {
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  ...ELEMENTWISE,
  ...LAYOUT,
  ...POOLING,
};

/** A network for inputs of known shapes: its steps, and the place of each value in bytes from a common start. */
export interface Plan {
  readonly bytes: number;
  /** Places of the inputs and outputs, by name. */
  readonly places: ReadonlyMap<string, number>;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** The steps of a run, for values that start at an address. */
  bind(start: number): (() => void)[];
}

/**
 * Plans a run. Values share memory where one is no longer read when the other is written.
 * @param shapes of the inputs, by name
 * @throws RangeError the graph has a node that the core does not know
 */
export function planRun(
  graph: CoreGraph,
  inputShapes: ReadonlyMap<string, readonly number[]>,
  context: OperatorContext,
): Plan {
  const { constants, outputs } = graph;
  const shapes = new Map(inputShapes);
  // Sums can be joined to a convolution only where shapes are equal, so all shapes must be known first.
  for (const node of graph.nodes) shapes.set(node.output, prepare(node).shape);
  const nodes = joinNodes(graph, shapes);
  const lastReader = new Map<string, number>();
  nodes.forEach(({ inputs }, index) => inputs.forEach((name) => lastReader.set(name, index)));
  for (const name of outputs) lastReader.set(name, nodes.length);

  const gaps = createGaps();
  const places = new Map<string, number>();
  for (const [name, shape] of inputShapes) places.set(name, gaps.take(aligned(elements(shape) * 4)));
  const steps: { node: PlannedNode; prepared: PreparedNode; scratch: number }[] = [];
  nodes.forEach((node, index) => {
    const prepared = prepare(node);
    places.set(node.output, gaps.take(aligned(elements(prepared.shape) * 4)));
    const scratchBytes = aligned(prepared.scratch ?? 0);
    const scratch = gaps.take(scratchBytes);
    gaps.give(scratch, scratchBytes);
    steps.push({ node, prepared, scratch });
    for (const name of new Set([...node.inputs, node.output])) {
      const reader = lastReader.get(name) ?? index;
      if (reader <= index && places.has(name)) gaps.give(places.get(name)!, aligned(elements(shapes.get(name)!) * 4));
    }
  });

  function prepare(node: PlannedNode): PreparedNode {
    return operatorOf(node)(node, node.inputs.map(operand), context);
  }

  function operand(name: string): Operand | null {
    const constant = constants.get(name);
    if (constant !== undefined) return { shape: constant.shape, constant: constant.values };
    const shape = shapes.get(name);
    return shape === undefined ? null : { shape, constant: null };
  }

  return {
    bytes: gaps.bytes(),
    places,
    shapes,
    bind: (start) =>
      steps.map(({ node, prepared, scratch }) =>
        prepared.bind({
          inputs: node.inputs.map((name) => (places.has(name) ? start + places.get(name)! : 0)),
          output: start + places.get(node.output)!,
          scratch: start + scratch,
        }),
      ),
  };
}

/** @throws RangeError the core does not know the operator */
function operatorOf({ op }: PlannedNode): Operator {
  const operator = OPERATORS[op];
  if (operator === undefined) throw new RangeError(`operator ${op} is not known`);
  return operator;
}

/** Free places in a memory that grows as needed. The first gap that is large enough is taken. */
function createGaps(): { take(bytes: number): number; give(start: number, bytes: number): void; bytes(): number } {
  const gaps: { start: number; end: number }[] = [];
  let top = 0;
  return {
    take(bytes) {
      const gap = gaps.find(({ start, end }) => end - start >= bytes);
      if (gap === undefined) {
        const start = top;
        top += bytes;
        return start;
      }
      const { start } = gap;
      gap.start += bytes;
      return start;
    },
    give(start, bytes) {
      gaps.push({ start, end: start + bytes });
      gaps.sort((one, other) => one.start - other.start);
      for (let index = gaps.length - 1; index > 0; index--) {
        const [one, other] = [gaps[index - 1]!, gaps[index]!];
        if (one.end < other.start) continue;
        one.end = other.end;
        gaps.splice(index, 1);
      }
    },
    bytes: () => top,
  };
}

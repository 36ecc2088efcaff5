import type { CoreGraph, CoreNode } from '../graph/read-graph';
import type { Activation, PlannedNode } from '../operators/operator';

/**
 * Joins sums and activations to the convolution before them, where nothing else reads its result. A joined node has the
 * place of the last one, so all its inputs are there.
 */
export function joinNodes(
  { nodes, constants, outputs }: CoreGraph,
  shapes: ReadonlyMap<string, readonly number[]>,
): PlannedNode[] {
  const readers = new Map<string, number>();
  for (const name of [...nodes.flatMap(({ inputs }) => inputs), ...outputs])
    readers.set(name, (readers.get(name) ?? 0) + 1);
  const joined = new Map<string, PlannedNode>();
  const result: PlannedNode[] = [];

  /** The convolution that computes an input, if a node may be joined to it. */
  function before(name: string): PlannedNode | undefined {
    const node = joined.get(name);
    return node?.op === 'Conv' && node.activation === undefined && readers.get(name) === 1 ? node : undefined;
  }
  function replace(old: PlannedNode, node: PlannedNode): void {
    result.splice(result.indexOf(old), 1);
    joined.delete(old.output);
    add(node);
  }
  function add(node: PlannedNode): void {
    result.push(node);
    joined.set(node.output, node);
  }

  /** Joins a node to the convolution before it. Returns whether it could. */
  function join(node: CoreNode): boolean {
    const [first, second] = node.inputs.map(before);
    const activation = activationOf(node, constants);
    if (first !== undefined && activation !== undefined) {
      replace(first, { ...first, output: node.output, activation });
      return true;
    }
    const shape = String(shapes.get(node.output));
    if (node.op !== 'Add' || node.inputs.some((name) => String(shapes.get(name)) !== shape)) return false;
    const convolution = second ?? first;
    if (convolution === undefined || convolution.addedInput !== undefined) return false;
    const added = node.inputs[second === undefined ? 1 : 0]!;
    // The bias has place 2, also where a convolution has none.
    const inputs = [convolution.inputs[0]!, convolution.inputs[1]!, convolution.inputs[2] ?? '', added];
    replace(convolution, { ...convolution, inputs, output: node.output, addedInput: 3 });
    return true;
  }

  for (const node of nodes) if (!join(node)) add(node);
  return result;
}

function activationOf({ op, inputs, attributes }: CoreNode, constants: CoreGraph['constants']): Activation | undefined {
  switch (op) {
    case 'Relu':
      return { slope: 0, highest: Infinity };
    case 'LeakyRelu':
      return { slope: attributes.float('alpha', 0.01), highest: Infinity };
    case 'PRelu':
      return { slope: constants.get(inputs[1]!)!.values, highest: Infinity };
    case 'Clip': {
      const [lowest, highest] = inputs.slice(1).map((name) => constants.get(name)?.values[0]);
      return lowest === 0 && highest !== undefined ? { slope: 0, highest } : undefined;
    }
    default:
      return undefined;
  }
}

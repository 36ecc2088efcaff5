import { readFields, textsOf, type Field } from './fields';

/** Numbers of the fields of onnx.proto that are looked at or written here: of a model, its graph, and what a graph is made of. */
export const MODEL = { irVersion: 1, graph: 7, opset: 8 } as const;
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const;
export const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
export const ATTRIBUTE = { name: 1, float: 2, integer: 3, text: 4, tensor: 5, integers: 8, type: 20 } as const;
export const TENSOR = { side: 1, type: 2, name: 8, raw: 9 } as const;
export const VALUE = { name: 1, type: 2 } as const;

/** What an attribute holds. */
export const ATTRIBUTE_TYPE = { float: 1, integer: 2, text: 3, integers: 7 } as const;
/** What a tensor holds. */
export const TENSOR_TYPE = { float32: 1, float16: 10 } as const;

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** All of the node, as it is in its file. */
  readonly fields: readonly Field[];
}

export function readNode(content: Uint8Array): GraphNode {
  const fields = readFields(content);
  return {
    op: textsOf(fields, NODE.op)[0] ?? '',
    inputs: textsOf(fields, NODE.input),
    outputs: textsOf(fields, NODE.output),
    fields,
  };
}

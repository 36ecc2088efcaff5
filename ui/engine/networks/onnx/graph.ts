import { readFields, textsOf, type Field } from './fields';

// Field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), for the fields in use.

export const MODEL = { irVersion: 1, graph: 7, opset: 8 } as const;
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const;
export const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
export const ATTRIBUTE = { name: 1, float: 2, integer: 3, text: 4, tensor: 5, integers: 8, type: 20 } as const;
export const TENSOR = { side: 1, type: 2, floats: 4, integers: 7, name: 8, raw: 9 } as const;
export const VALUE = { name: 1, type: 2 } as const;

/** AttributeProto.AttributeType */
export const ATTRIBUTE_TYPE = { float: 1, integer: 2, text: 3, integers: 7 } as const;
/** TensorProto.DataType */
export const TENSOR_TYPE = { float32: 1, int64: 7, float16: 10 } as const;

export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** All fields of the node's message, in the order of the file. */
  readonly fields: readonly Field[];
}

/**
 * Reads a NodeProto message.
 * @throws RangeError the bytes are not a protobuf message
 */
export function readNode(content: Uint8Array): GraphNode {
  const fields = readFields(content);
  return {
    op: textsOf(fields, NODE.op)[0] ?? '',
    inputs: textsOf(fields, NODE.input),
    outputs: textsOf(fields, NODE.output),
    fields,
  };
}

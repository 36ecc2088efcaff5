// Writes ONNX files: the part of onnx.proto that a plain convolutional network needs.
import {
  floatField,
  messageField,
  numberField,
  textField,
  writeFields,
  type Field,
} from '../../../ui/engine/networks/onnx/fields';
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  GRAPH,
  MODEL,
  NODE,
  TENSOR,
  TENSOR_TYPE,
  VALUE,
} from '../../../ui/engine/networks/onnx/graph';

export type Attribute = number | string | readonly number[];

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface ValueInfo {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly ValueInfo[];
  readonly output: ValueInfo;
}

const OPSET = 13;
const IR_VERSION = 8;

/** A model file whose tensors are all float32. */
export function onnxFile(graph: Graph): Uint8Array {
  const body = [
    ...graph.nodes.map((node) => messageField(GRAPH.node, nodeFields(node))),
    textField(GRAPH.name, 'network'),
    ...graph.initializers.map((tensor) => messageField(GRAPH.initializer, tensorFields(tensor))),
    ...graph.inputs.map((input) => messageField(GRAPH.input, valueFields(input))),
    messageField(GRAPH.output, valueFields(graph.output)),
  ];
  return writeFields([
    numberField(MODEL.irVersion, IR_VERSION),
    messageField(MODEL.graph, body),
    messageField(MODEL.opset, [numberField(2, OPSET)]),
  ]);
}

function nodeFields({ op, inputs, output, attributes = {} }: Node): Field[] {
  return [
    ...inputs.map((input) => textField(NODE.input, input)),
    textField(NODE.output, output),
    textField(NODE.op, op),
    ...Object.entries(attributes).map(([name, value]) => messageField(NODE.attribute, attributeFields(name, value))),
  ];
}

function attributeFields(name: string, value: Attribute): Field[] {
  const typed = (type: number, ...fields: Field[]): Field[] => [
    textField(ATTRIBUTE.name, name),
    ...fields,
    numberField(ATTRIBUTE.type, type),
  ];
  if (typeof value === 'string') return typed(ATTRIBUTE_TYPE.text, textField(ATTRIBUTE.text, value));
  if (typeof value !== 'number')
    return typed(ATTRIBUTE_TYPE.integers, ...value.map((one) => numberField(ATTRIBUTE.integers, one)));
  return Number.isInteger(value)
    ? typed(ATTRIBUTE_TYPE.integer, numberField(ATTRIBUTE.integer, value))
    : typed(ATTRIBUTE_TYPE.float, floatField(ATTRIBUTE.float, value));
}

function tensorFields({ name, shape, values }: Initializer): Field[] {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [
    ...shape.map((side) => numberField(TENSOR.side, side)),
    numberField(TENSOR.type, TENSOR_TYPE.float32),
    textField(TENSOR.name, name),
    { number: TENSOR.raw, content: raw },
  ];
}

function valueFields({ name, shape }: ValueInfo): Field[] {
  const sides = shape.map((side) => messageField(1, [numberField(1, side)]));
  return [
    textField(VALUE.name, name),
    messageField(VALUE.type, [messageField(1, [numberField(1, TENSOR_TYPE.float32), messageField(2, sides)])]),
  ];
}

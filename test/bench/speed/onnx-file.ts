// Writes ONNX files: as much of onnx.proto as a plain convolutional network needs.
import { floatField, messageField, numberField, textField, writeFields, type Field } from '../../../ui/engine/networks/onnx/fields';

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
const FLOAT = 1;

/** A model file, all tensors float32. Field numbers are those of onnx.proto. */
export function onnxFile(graph: Graph): Uint8Array {
  const body = [
    ...graph.nodes.map((node) => messageField(1, nodeFields(node))),
    textField(2, 'network'),
    ...graph.initializers.map((tensor) => messageField(5, tensorFields(tensor))),
    ...graph.inputs.map((input) => messageField(11, valueFields(input))),
    messageField(12, valueFields(graph.output)),
  ];
  return writeFields([numberField(1, IR_VERSION), messageField(7, body), messageField(8, [numberField(2, OPSET)])]);
}

function nodeFields({ op, inputs, output, attributes = {} }: Node): Field[] {
  return [
    ...inputs.map((input) => textField(1, input)), textField(2, output), textField(4, op),
    ...Object.entries(attributes).map(([name, value]) => messageField(5, attributeFields(name, value))),
  ];
}

function attributeFields(name: string, value: Attribute): Field[] {
  const typed = (type: number, ...fields: Field[]): Field[] => [textField(1, name), ...fields, numberField(20, type)];
  if (typeof value === 'string') return typed(3, textField(4, value));
  if (typeof value !== 'number') return typed(7, ...value.map((one) => numberField(8, one)));
  return Number.isInteger(value) ? typed(2, numberField(3, value)) : typed(1, floatField(2, value));
}

function tensorFields({ name, shape, values }: Initializer): Field[] {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return [...shape.map((side) => numberField(1, side)), numberField(2, FLOAT), textField(8, name), { number: 9, content: raw }];
}

function valueFields({ name, shape }: ValueInfo): Field[] {
  const sides = shape.map((side) => messageField(1, [numberField(1, side)]));
  return [textField(1, name), messageField(2, [messageField(1, [numberField(1, FLOAT), messageField(2, sides)])])];
}

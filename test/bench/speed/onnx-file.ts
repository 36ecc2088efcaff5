/** Writes ONNX files: as much of onnx.proto (protobuf wire format) as a plain convolutional network needs. */

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
    ...graph.nodes.map((node) => message(1, nodeFields(node))),
    message(2, Buffer.from('network')),
    ...graph.initializers.map((tensor) => message(5, tensorFields(tensor))),
    ...graph.inputs.map((input) => message(11, valueFields(input))),
    message(12, valueFields(graph.output)),
  ];
  return Buffer.concat([number(1, IR_VERSION), message(7, Buffer.concat(body)), message(8, number(2, OPSET))]);
}

function nodeFields({ op, inputs, output, attributes = {} }: Node): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => text(1, input)), text(2, output), text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, attributeFields(name, value))),
  ]);
}

function attributeFields(name: string, value: Attribute): Buffer {
  const type = (kind: number): Buffer => number(20, kind);
  if (typeof value === 'string') return Buffer.concat([text(1, name), text(4, value), type(3)]);
  if (typeof value !== 'number') return Buffer.concat([text(1, name), ...value.map((one) => number(8, one)), type(7)]);
  if (Number.isInteger(value)) return Buffer.concat([text(1, name), number(3, value), type(2)]);
  const float = Buffer.alloc(5);
  float[0] = (2 << 3) | 5;
  float.writeFloatLE(value, 1);
  return Buffer.concat([text(1, name), float, type(1)]);
}

function tensorFields({ name, shape, values }: Initializer): Buffer {
  const raw = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return Buffer.concat([...shape.map((side) => number(1, side)), number(2, FLOAT), text(8, name), message(9, raw)]);
}

function valueFields({ name, shape }: ValueInfo): Buffer {
  const sides = Buffer.concat(shape.map((side) => message(1, number(1, side))));
  return Buffer.concat([text(1, name), message(2, message(1, Buffer.concat([number(1, FLOAT), message(2, sides)])))]);
}

/** A length-delimited field that holds a string. */
export function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

/** A length-delimited field. */
export function message(field: number, content: Buffer): Buffer {
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field << 3), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 128);
  }
}

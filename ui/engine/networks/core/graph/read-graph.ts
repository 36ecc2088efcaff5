import { contentsOf, numbersOf, readFields, textsOf, type Field } from '../../onnx/fields';
import { ATTRIBUTE, GRAPH, MODEL, NODE, readNode, TENSOR, TENSOR_TYPE, VALUE } from '../../onnx/graph';

/** A tensor that the file holds. Integers are read as float32. */
export interface Constant {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Float32Array;
}

export interface CoreNode {
  readonly op: string;
  /** Names of values; '' for an input that is left out. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Attributes;
}

/** The attributes of a node. Each method returns the default that ONNX gives where the file has no value. */
export interface Attributes {
  integers(name: string, otherwise: readonly number[]): readonly number[];
  integer(name: string, otherwise: number): number;
  float(name: string, otherwise: number): number;
  text(name: string, otherwise: string): string;
}

export interface CoreGraph {
  readonly nodes: readonly CoreNode[];
  readonly constants: ReadonlyMap<string, Constant>;
  readonly outputs: readonly string[];
}

/**
 * Reads the graph of an ONNX file. Constants and casts of constants become constants, and Identity nodes disappear.
 * @throws RangeError the file is not ONNX, or has a kind of tensor that Softlight's converter does not write
 */
export function readGraph(file: Uint8Array): CoreGraph {
  const model = readFields(file);
  const graph = readFields(contentsOf(model, MODEL.graph)[0] ?? new Uint8Array());
  const constants = new Map<string, Constant>();
  for (const content of contentsOf(graph, GRAPH.initializer)) {
    const tensor = readFields(content);
    constants.set(textsOf(tensor, TENSOR.name)[0] ?? '', readTensor(tensor));
  }
  const same = new Map<string, string>();
  const named = (name: string): string => same.get(name) ?? name;
  const nodes: CoreNode[] = [];
  for (const content of contentsOf(graph, GRAPH.node)) {
    const { op, inputs: given, outputs, fields } = readNode(content);
    const inputs = given.map(named);
    const output = outputs[0] ?? '';
    const attributes = readAttributes(contentsOf(fields, NODE.attribute).map(readFields));
    const constant = op === 'Constant' ? attributes.tensor() : op === 'Cast' ? constants.get(inputs[0]!) : undefined;
    if (constant !== undefined) constants.set(output, constant);
    else if (op === 'Identity') same.set(output, inputs[0]!);
    else nodes.push({ op, inputs, output, attributes });
  }
  const outputs = contentsOf(graph, GRAPH.output).map((value) => textsOf(readFields(value), VALUE.name)[0] ?? '');
  return renamed(nodes, constants, outputs, same);
}

/** Where an output only has another name of a value, the value gets the name of the output. */
function renamed(
  nodes: readonly CoreNode[],
  constants: ReadonlyMap<string, Constant>,
  outputs: readonly string[],
  same: ReadonlyMap<string, string>,
): CoreGraph {
  const names = new Map(outputs.flatMap((output) => (same.has(output) ? [[same.get(output)!, output] as const] : [])));
  const named = (name: string): string => names.get(name) ?? name;
  return {
    nodes: nodes.map((node) => ({ ...node, inputs: node.inputs.map(named), output: named(node.output) })),
    constants,
    outputs,
  };
}

function readAttributes(attributes: readonly (readonly Field[])[]): Attributes & { tensor(): Constant | undefined } {
  const byName = new Map(attributes.map((fields) => [textsOf(fields, ATTRIBUTE.name)[0] ?? '', fields]));
  const fieldsOf = (name: string): readonly Field[] => byName.get(name) ?? [];
  return {
    integers: (name, otherwise) => {
      const numbers = numbersOf(fieldsOf(name), ATTRIBUTE.integers);
      return numbers.length === 0 ? otherwise : numbers;
    },
    integer: (name, otherwise) => numbersOf(fieldsOf(name), ATTRIBUTE.integer)[0] ?? otherwise,
    float: (name, otherwise) => {
      const field = fieldsOf(name).find(({ number }) => number === ATTRIBUTE.float);
      return field !== undefined && 'raw' in field ? floatsOf(field.raw)[0]! : otherwise;
    },
    text: (name, otherwise) => textsOf(fieldsOf(name), ATTRIBUTE.text)[0] ?? otherwise,
    tensor: () => {
      const content = contentsOf(fieldsOf('value'), ATTRIBUTE.tensor)[0];
      return content === undefined ? undefined : readTensor(readFields(content));
    },
  };
}

/** @throws RangeError the type is not float32, float16 or int64 */
function readTensor(tensor: readonly Field[]): Constant {
  const shape = numbersOf(tensor, TENSOR.side);
  const raw = contentsOf(tensor, TENSOR.raw)[0];
  const type = numbersOf(tensor, TENSOR.type)[0];
  if (raw === undefined) {
    const floats = contentsOf(tensor, TENSOR.floats)[0];
    const values = floats === undefined ? Float32Array.from(numbersOf(tensor, TENSOR.integers)) : floatsOf(floats);
    return { shape, values };
  }
  switch (type) {
    case TENSOR_TYPE.float32:
      return { shape, values: floatsOf(raw) };
    case TENSOR_TYPE.float16:
      return { shape, values: halvesOf(raw) };
    case TENSOR_TYPE.int64:
      return { shape, values: Float32Array.from(new BigInt64Array(copied(raw)), Number) };
    default:
      throw new RangeError(`a tensor has type ${type}`);
  }
}

/** A buffer of these bytes only. A view of numbers must start at a multiple of their size. */
function copied(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** The float32 values of little-endian bytes. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(copied(bytes));
}

/** The values of little-endian float16 bytes (IEEE 754 binary16). */
function halvesOf(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(copied(bytes));
  return Float32Array.from(halves, (half) => {
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    const size = exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25);
    return (half & 0x8000) === 0 ? size : -size;
  });
}

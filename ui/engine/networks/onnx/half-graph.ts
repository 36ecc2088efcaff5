import {
  contentsOf,
  messageField,
  numberField,
  numbersOf,
  readFields,
  textField,
  textsOf,
  writeFields,
  type Field,
} from './fields';
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  GRAPH,
  MODEL,
  NODE,
  readNode,
  TENSOR,
  TENSOR_TYPE,
  VALUE,
  type GraphNode,
} from './graph';

/**
 * Changes a network to half precision: inputs and outputs stay float32, and all values between them become float16. It
 * is for devices with WebGPU's `shader-f16`.
 *
 * Softlight's files store weights as float16, each with a Cast node to float32. This function removes those casts. In
 * their place it casts the graph's inputs and float32 tensors to float16. The size inputs of Resize are float32 in both
 * (https://onnx.ai/onnx/operators/onnx__Resize.html).
 *
 * Half precision can lose accuracy: float16 has 11 significant bits and a maximum of 65504. Graphs with other Cast
 * nodes become invalid. Callers must run the self-test first.
 * @param file an ONNX file with float16 weights
 * @throws RangeError the file is not ONNX
 */
export function halfGraph(file: Uint8Array): Uint8Array {
  const model = readFields(file);
  return writeFields(
    model.map((field) =>
      field.number === MODEL.graph && 'content' in field
        ? messageField(MODEL.graph, graphInHalf(readFields(field.content)))
        : field,
    ),
  );
}

function graphInHalf(graph: readonly Field[]): Field[] {
  const nodes = contentsOf(graph, GRAPH.node).map(readNode);
  const tensors = contentsOf(graph, GRAPH.initializer).map(readFields);
  const tensorsOf = (type: number): string[] =>
    tensors
      .filter((tensor) => numbersOf(tensor, TENSOR.type)[0] === type)
      .flatMap((tensor) => textsOf(tensor, TENSOR.name));
  const valuesOf = (number: number): string[] =>
    contentsOf(graph, number).flatMap((value) => textsOf(readFields(value), VALUE.name));

  const weights = new Set(tensorsOf(TENSOR_TYPE.float16));
  const sizes = new Set(nodes.flatMap((node) => node.inputs.filter((_, index) => isSizeInput(node, index))));
  const castsWeight = ({ op, inputs, outputs }: GraphNode): boolean =>
    op === 'Cast' && weights.has(inputs[0]!) && !sizes.has(outputs[0]!);
  const remaining = nodes.filter((node) => !castsWeight(node));
  const read = new Set(remaining.flatMap((node) => node.inputs.filter((_, index) => !isSizeInput(node, index))));
  const single = [...valuesOf(GRAPH.input), ...tensorsOf(TENSOR_TYPE.float32)].filter((name) => read.has(name));
  const constants = remaining
    .filter(isFloatConstant)
    .map(({ outputs }) => outputs[0]!)
    .filter((name) => read.has(name));
  const results = valuesOf(GRAPH.output);

  /** New names of values that nodes read. */
  const inputNames = new Map([
    ...nodes.filter(castsWeight).map(({ inputs, outputs }) => [outputs[0]!, inputs[0]!] as const),
    ...[...single, ...constants, ...results].map((name) => [name, halfName(name)] as const),
  ]);
  /** New names of values that nodes write. */
  const outputNames = new Map(results.map((name) => [name, halfName(name)]));
  const body = remaining.flatMap((node) => {
    const field: Field = { number: GRAPH.node, content: writeFields(renameValues(node, inputNames, outputNames)) };
    const output = node.outputs[0]!;
    return constants.includes(output) ? [field, castNode(output, halfName(output), TENSOR_TYPE.float16)] : [field];
  });
  return [
    ...single.map((name) => castNode(name, halfName(name), TENSOR_TYPE.float16)),
    ...body,
    ...results.map((name) => castNode(halfName(name), name, TENSOR_TYPE.float32)),
    // Value infos say float32 for values that are now float16. Without them, onnxruntime infers the types.
    ...graph.filter(({ number }) => number !== GRAPH.node && number !== GRAPH.valueInfo),
  ];
}

/** Whether an input of a node is a region of interest, scale or size of Resize, which must stay float32. */
function isSizeInput({ op }: GraphNode, index: number): boolean {
  return op === 'Resize' && index > 0;
}

function isFloatConstant({ op, fields }: GraphNode): boolean {
  return (
    op === 'Constant' &&
    contentsOf(fields, NODE.attribute).some((attribute) =>
      contentsOf(readFields(attribute), ATTRIBUTE.tensor).some(
        (tensor) => numbersOf(readFields(tensor), TENSOR.type)[0] === TENSOR_TYPE.float32,
      ),
    )
  );
}

/** The node's fields, with new names for its inputs and outputs where the maps have one. */
function renameValues(
  node: GraphNode,
  inputs: ReadonlyMap<string, string>,
  outputs: ReadonlyMap<string, string>,
): Field[] {
  const rest = node.fields.filter(({ number }) => number !== NODE.input && number !== NODE.output);
  return [
    ...node.inputs.map((name, index) =>
      textField(NODE.input, isSizeInput(node, index) ? name : (inputs.get(name) ?? name)),
    ),
    ...node.outputs.map((name) => textField(NODE.output, outputs.get(name) ?? name)),
    ...rest,
  ];
}

function castNode(from: string, to: string, type: number): Field {
  const attribute = [
    textField(ATTRIBUTE.name, 'to'),
    numberField(ATTRIBUTE.integer, type),
    numberField(ATTRIBUTE.type, ATTRIBUTE_TYPE.integer),
  ];
  return messageField(GRAPH.node, [
    textField(NODE.input, from),
    textField(NODE.output, to),
    textField(NODE.op, 'Cast'),
    messageField(NODE.attribute, attribute),
  ]);
}

function halfName(name: string): string {
  return `${name}/half`;
}

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
 * The same network computed in half precision: takes and gives float32 as before, and everything between is float16, for a
 * device with WebGPU's `shader-f16`.
 *
 * Our files hold weights as float16, each with a Cast to float32 where it is used. Here the casts are turned around: those go, and
 * the inputs of the graph and what it holds as float32 are cast to float16 instead. What Resize is told of sizes is float32 in either
 * (https://onnx.ai/onnx/operators/onnx__Resize.html).
 *
 * A network may lose by it (float16 has eleven bits and ends at 65504), and a graph with other casts is none that runs: whoever
 * uses it tests it first. Throws RangeError where the file is no ONNX.
 * @param file an ONNX file, whose weights are float16
 */
export function halfGraph(file: Uint8Array): Uint8Array {
  const model = readFields(file);
  return writeFields(
    model.map((field) =>
      field.number === MODEL.graph && 'content' in field
        ? messageField(MODEL.graph, halved(readFields(field.content)))
        : field,
    ),
  );
}

function halved(graph: readonly Field[]): Field[] {
  const nodes = contentsOf(graph, GRAPH.node).map(readNode);
  const tensors = contentsOf(graph, GRAPH.initializer).map(readFields);
  const tensorsOf = (type: number): string[] =>
    tensors
      .filter((tensor) => numbersOf(tensor, TENSOR.type)[0] === type)
      .flatMap((tensor) => textsOf(tensor, TENSOR.name));
  const valuesOf = (number: number): string[] =>
    contentsOf(graph, number).flatMap((value) => textsOf(readFields(value), VALUE.name));

  const weights = new Set(tensorsOf(TENSOR_TYPE.float16));
  const sizes = new Set(nodes.flatMap((node) => node.inputs.filter((_, place) => isSize(node, place))));
  const unpacks = ({ op, inputs, outputs }: GraphNode): boolean =>
    op === 'Cast' && weights.has(inputs[0]!) && !sizes.has(outputs[0]!);
  const kept = nodes.filter((node) => !unpacks(node));
  const read = new Set(kept.flatMap((node) => node.inputs.filter((_, place) => !isSize(node, place))));
  const single = [...valuesOf(GRAPH.input), ...tensorsOf(TENSOR_TYPE.float32)].filter((name) => read.has(name));
  const constants = kept
    .filter(isFloatConstant)
    .map(({ outputs }) => outputs[0]!)
    .filter((name) => read.has(name));
  const results = valuesOf(GRAPH.output);

  /** What is read, and of results written, instead of what has this name in the file. */
  const instead = new Map([
    ...nodes.filter(unpacks).map(({ inputs, outputs }) => [outputs[0]!, inputs[0]!] as const),
    ...[...single, ...constants, ...results].map((name) => [name, halfOf(name)] as const),
  ]);
  const written = new Map(results.map((name) => [name, halfOf(name)]));
  const body = kept.flatMap((node) => {
    const field: Field = { number: GRAPH.node, content: writeFields(renamed(node, instead, written)) };
    const [made] = node.outputs;
    return constants.includes(made!) ? [field, castNode(made!, halfOf(made!), TENSOR_TYPE.float16)] : [field];
  });
  return [
    ...single.map((name) => castNode(name, halfOf(name), TENSOR_TYPE.float16)),
    ...body,
    ...results.map((name) => castNode(halfOf(name), name, TENSOR_TYPE.float32)),
    // What a file says of the values between is of float32: it is found again.
    ...graph.filter(({ number }) => number !== GRAPH.node && number !== GRAPH.valueInfo),
  ];
}

/** Whether a node's input at this place says how large its output is. */
function isSize({ op }: GraphNode, place: number): boolean {
  return op === 'Resize' && place > 0;
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

/** The node's fields; its inputs and outputs by their other names, where they have one. */
function renamed(node: GraphNode, inputs: ReadonlyMap<string, string>, outputs: ReadonlyMap<string, string>): Field[] {
  const rest = node.fields.filter(({ number }) => number !== NODE.input && number !== NODE.output);
  return [
    ...node.inputs.map((name, place) => textField(NODE.input, isSize(node, place) ? name : (inputs.get(name) ?? name))),
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

function halfOf(name: string): string {
  return `${name}/half`;
}

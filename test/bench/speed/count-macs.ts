import * as ort from 'onnxruntime-web/wasm';
import {
  contentsOf,
  messageField,
  numbersOf,
  readFields,
  textField,
  textsOf,
  writeFields,
} from '../../../ui/engine/networks/onnx/fields';
import { GRAPH, MODEL, readNode, TENSOR, VALUE } from '../../../ui/engine/networks/onnx/graph';

/**
 * Multiply-accumulates of the convolutions in one run of an ONNX network. The network runs once with every convolution
 * as an output, so that the runtime reports the size of each.
 */
export async function countMacs(
  file: Uint8Array,
  inputs: Readonly<Record<string, readonly number[]>>,
): Promise<number> {
  const model = readFields(file);
  const graph = readFields(contentsOf(model, MODEL.graph)[0]!);
  const layers = contentsOf(graph, GRAPH.node).map(readNode);
  const convolutions = layers.filter(({ op }) => op === 'Conv' || op === 'ConvTranspose');
  const shapes = new Map(contentsOf(graph, GRAPH.initializer).map(readShape));

  const known = new Set(contentsOf(graph, GRAPH.output).flatMap((value) => textsOf(readFields(value), VALUE.name)));
  // Weights are initializers, constant nodes, or half-precision initializers behind a Cast.
  const wanted = new Set(
    convolutions.flatMap(({ op, inputs: [from, weights], outputs: [made] }) => [
      op === 'Conv' ? made! : from!,
      ...(shapes.has(weights!) ? [] : [weights!]),
    ]),
  );
  const added = [...wanted]
    .filter((name) => !known.has(name))
    .map((name) => messageField(GRAPH.output, [textField(VALUE.name, name)]));
  const probe = writeFields([
    ...model.filter(({ number }) => number !== MODEL.graph),
    messageField(MODEL.graph, [...graph, ...added]),
  ]);

  // One thread needs no worker, which onnxruntime-web could not start here.
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(probe, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'disabled',
  });
  const feeds = Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => [
      name,
      new ort.Tensor('float32', new Float32Array(product(shape)), shape),
    ]),
  );
  const results = await session.run(feeds);
  await session.release();
  return convolutions.reduce((total, { op, inputs: [from, weights], outputs: [made] }) => {
    const [, ...perValue] = shapes.get(weights!) ?? results[weights!]!.dims;
    return total + product(results[op === 'Conv' ? made! : from!]!.dims) * product(perValue);
  }, 0);
}

function readShape(tensor: Uint8Array): [string, number[]] {
  const fields = readFields(tensor);
  return [textsOf(fields, TENSOR.name)[0] ?? '', numbersOf(fields, TENSOR.side)];
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}

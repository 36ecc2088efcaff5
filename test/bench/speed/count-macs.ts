import * as ort from 'onnxruntime-web/wasm';
import { contentsOf, messageField, numbersOf, readFields, textField, textsOf, writeFields } from '../../../ui/engine/networks/onnx/fields';

interface Layer {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
}

/**
 * Multiply-accumulates of the convolutions of one run of an ONNX network. The network is run once with every
 * convolution's value as an output of its own, so that the runtime itself says how large each is.
 */
export async function countMacs(file: Uint8Array, inputs: Readonly<Record<string, readonly number[]>>): Promise<number> {
  const model = readFields(file);
  const graph = readFields(contentsOf(model, 7)[0]!);
  const layers = contentsOf(graph, 1).map(readLayer);
  const convolutions = layers.filter(({ op }) => op === 'Conv' || op === 'ConvTranspose');
  const shapes = new Map(contentsOf(graph, 5).map(readShape));

  const known = new Set(contentsOf(graph, 12).flatMap((value) => textsOf(readFields(value), 1)));
  // Weights are initializers, or are made of some: unpacked from half precision, constant nodes.
  const wanted = new Set(convolutions.flatMap(({ op, inputs: [from, weights], output }) =>
    [op === 'Conv' ? output : from!, ...(shapes.has(weights!) ? [] : [weights!])]));
  const added = [...wanted].filter((name) => !known.has(name)).map((name) => messageField(12, [textField(1, name)]));
  const probe = writeFields([...model.filter(({ number }) => number !== 7), messageField(7, [...graph, ...added])]);

  const session = await ort.InferenceSession.create(probe, { executionProviders: ['wasm'], graphOptimizationLevel: 'disabled' });
  const feeds = Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, new ort.Tensor('float32', new Float32Array(product(shape)), shape)]));
  const results = await session.run(feeds);
  await session.release();
  return convolutions.reduce((total, { op, inputs: [from, weights], output }) => {
    const [, ...perValue] = shapes.get(weights!) ?? results[weights!]!.dims;
    return total + product(results[op === 'Conv' ? output : from!]!.dims) * product(perValue);
  }, 0);
}

function readLayer(content: Uint8Array): Layer {
  const fields = readFields(content);
  return { inputs: textsOf(fields, 1), output: textsOf(fields, 2)[0]!, op: textsOf(fields, 4)[0]! };
}

function readShape(tensor: Uint8Array): [string, number[]] {
  const fields = readFields(tensor);
  return [textsOf(fields, 8)[0] ?? '', numbersOf(fields, 1)];
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}

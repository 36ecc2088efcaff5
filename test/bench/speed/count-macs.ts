import * as ort from 'onnxruntime-web/wasm';
import { message, text } from './onnx-file';

/** A field of a protobuf message: its number, and its value (varint) or content (length-delimited, or 4 or 8 bytes). */
interface Field {
  readonly number: number;
  readonly value: number;
  readonly content: Uint8Array;
}

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
  const graph = model.find(({ number }) => number === 7)!.content;
  const fields = readFields(graph);
  const layers = fields.filter(({ number }) => number === 1).map(({ content }) => readLayer(content));
  const convolutions = layers.filter(({ op }) => op === 'Conv' || op === 'ConvTranspose');
  const shapes = new Map(fields.filter(({ number }) => number === 5).map(({ content }) => readShape(content)));

  const known = new Set(fields.filter(({ number }) => number === 12).map(({ content }) => readText(content, 1)));
  // Weights are initializers, or are made of some: unpacked from half precision, constant nodes.
  const wanted = new Set(convolutions.flatMap(({ op, inputs: [from, weights], output }) =>
    [op === 'Conv' ? output : from!, ...(shapes.has(weights!) ? [] : [weights!])]));
  const added = [...wanted].filter((name) => !known.has(name)).map((name) => message(12, text(1, name)));
  const others = model.filter(({ number }) => number === 8).map(({ content }) => message(8, Buffer.from(content)));
  const probe = Buffer.concat([Buffer.from([8, 8]), message(7, Buffer.concat([graph, ...added])), ...others]);

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
  const texts = (number: number): string[] => fields.filter((field) => field.number === number).map((field) => Buffer.from(field.content).toString());
  return { inputs: texts(1), output: texts(2)[0]!, op: texts(4)[0]! };
}

function readShape(tensor: Uint8Array): [string, number[]] {
  const sides = readFields(tensor).filter(({ number }) => number === 1);
  // Dimensions are packed into one field, or given one by one.
  const shape = sides.flatMap(({ value, content }) => (content.length === 0 ? [value] : readVarints(content)));
  return [readText(tensor, 8), shape];
}

function readText(content: Uint8Array, number: number): string {
  return Buffer.from(readFields(content).find((field) => field.number === number)?.content ?? []).toString();
}

function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const kind = tag & 7;
    const value = kind === 0 || kind === 2 ? varint() : 0;
    const length = kind === 2 ? value : kind === 5 ? 4 : kind === 1 ? 8 : 0;
    fields.push({ number: tag >>> 3, value, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

function readVarints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte >= 128) continue;
    values.push(value);
    value = 0;
    scale = 1;
  }
  return values;
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, side) => total * side, 1);
}

import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { CropInput } from '../picture/crop-input';
import { EngineError } from '../api/report';
import { networkInfo, type NetworkInfo, type NetworkName, type TensorInfo } from './catalogue';
import { networkFile } from './network-file';
import { halfGraph } from './onnx/half-graph';
import { inputValues, type NetworkInput, type NetworkInputs, type NetworkRunner, type Tensors } from './runner';
import { elements, tensorShapes } from './tensor-shapes';

/** What of a build of onnxruntime-web is needed here; each build brings its own copy of these two. */
export interface OrtBuild {
  readonly InferenceSession: {
    create(file: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
}

export interface OrtRunnerOptions {
  readonly executionProvider: 'wasm' | 'webgpu';
  readonly session: InferenceSession.SessionOptions;
  /** See RunnerAssets. */
  readonly networks: Readonly<Record<string, Uint8Array>>;
  /** Waits for a call of onnxruntime-web; may give up on one that no longer counts. Left out: just waits. */
  readonly guard?: <Result>(call: Promise<Result>) => Promise<Result>;
  /** Samples a crop where the network runs; null: it is to be sampled here. Left out: always here. */
  readonly cropTensor?: (input: CropInput, dims: readonly number[]) => Tensor | null;
  /** Networks to be run in half precision. Left out: none. */
  readonly half?: readonly NetworkName[];
}

/** Runs networks on a build of onnxruntime-web. Sessions are made when first needed and kept. */
export function createOrtRunner(ort: OrtBuild, options: OrtRunnerOptions): NetworkRunner {
  const { executionProvider, guard = (call) => call, cropTensor = () => null } = options;
  const sessions = new Map<NetworkName, Promise<InferenceSession>>();
  const half = new Set(options.half);

  function session(name: NetworkName): Promise<InferenceSession> {
    let made = sessions.get(name);
    if (made === undefined) {
      made = createSession(ort, name, options, half.has(name));
      sessions.set(name, made);
    }
    return made;
  }

  function tensor(input: NetworkInput, dims: readonly number[]): Tensor {
    const made = input instanceof Float32Array ? null : cropTensor(input, dims);
    return made ?? new ort.Tensor('float32', inputValues(input), dims);
  }

  return {
    executionProvider,

    async run(name: NetworkName, inputs: NetworkInputs): Promise<Tensors> {
      const info = networkInfo(name);
      const ready = await guard(session(name));
      const shapeOf = tensorShapes(name, inputs);
      const feeds = Object.fromEntries(
        info.inputs.map((input) => [input.name, tensor(inputs[input.name]!, shapeOf(input))]),
      );
      const results = await guard(ready.run(feeds))
        .catch((error: unknown) => {
          throw error instanceof EngineError ? error : memoryError(error);
        })
        .finally(() => Object.values(feeds).forEach((feed) => feed.dispose()));
      return readOutputs(name, info, shapeOf, results);
    },

    half: {
      networks: () => [...half],
      async leave(name) {
        const made = sessions.get(name);
        half.delete(name);
        sessions.delete(name);
        if (made !== undefined) await endSession(made);
      },
    },

    async release(): Promise<void> {
      const made = [...sessions.values()];
      sessions.clear();
      for (const pending of made) await endSession(pending);
    },
  };
}

async function endSession(made: Promise<InferenceSession>): Promise<void> {
  await made.then(
    (ready) => ready.release(),
    () => undefined,
  );
}

async function createSession(
  ort: OrtBuild,
  name: NetworkName,
  { networks, session }: OrtRunnerOptions,
  half: boolean,
): Promise<InferenceSession> {
  const file = networkFile(networks, name);
  try {
    return await ort.InferenceSession.create(half ? halfGraph(file) : file, session);
  } catch (error) {
    const memory = memoryError(error);
    throw memory.problem.code === 'out-of-memory'
      ? memory
      : new EngineError({ code: 'network-damaged', network: name });
  }
}

function readOutputs(
  name: NetworkName,
  info: NetworkInfo,
  shapeOf: (tensor: TensorInfo) => readonly number[],
  results: InferenceSession.ReturnType,
): Tensors {
  const outputs: Record<string, Float32Array> = {};
  for (const output of info.outputs) {
    const values = results[output.name]?.data;
    if (!(values instanceof Float32Array) || values.length !== elements(shapeOf(output)) || !allFinite(values)) {
      throw new EngineError({ code: 'network-damaged', network: name });
    }
    outputs[output.name] = values;
  }
  return outputs;
}

function allFinite(values: Float32Array): boolean {
  // Nothing but an infinity or no number at all times zero is other than zero; one sum is quicker than a test for each.
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index]! * 0;
  return sum === 0;
}

function memoryError(error: unknown): EngineError {
  const detail = error instanceof Error ? error.message : String(error);
  const outOfMemory = /out of memory|bad_alloc|memory access out of bounds|allocation failed/i.test(detail);
  return new EngineError(outOfMemory ? { code: 'out-of-memory' } : { code: 'internal', detail });
}

/** The buffer of exactly these bytes, as onnxruntime-web takes its binary. */
export function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : bytes.slice().buffer;
}

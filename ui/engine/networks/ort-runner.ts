import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { CropInput } from '../picture/crop-input';
import { messageOf } from '../api/message-of';
import { EngineError } from '../api/report';
import { networkInfo, SHIPPED_NETWORKS, type NetworkCatalogue, type NetworkInfo, type NetworkName } from './catalogue';
import { networkFile } from './network-file';
import { halfGraph } from './onnx/half-graph';
import { inputValues, type NetworkInput, type NetworkInputs, type NetworkRunner, type Tensors } from './runner';
import { tensorShapes } from './tensor-shapes';
import { readOutputs, type OutputValues } from './read-outputs';

/** The classes of onnxruntime-web that a runner uses. Each build of onnxruntime-web has its own copies of them. */
export interface OrtBuild {
  readonly InferenceSession: {
    create(file: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
}

export interface OrtRunnerOptions {
  readonly executionProvider: NetworkRunner['executionProvider'];
  readonly session: InferenceSession.SessionOptions;
  /** See RunnerAssets. */
  readonly networks: Readonly<Record<string, Uint8Array>>;
  /** See RunnerAssets. */
  readonly catalogue?: NetworkCatalogue | undefined;
  /** Waits for a call of onnxruntime-web, and may reject before the call ends. Left out: waits for the call only. */
  readonly guard?: <Result>(call: Promise<Result>) => Promise<Result>;
  /** Samples a crop on the device that runs the network; null: the CPU must do it. Left out: always the CPU. */
  readonly cropTensor?: (input: CropInput, dims: readonly number[]) => Tensor | null;
  /**
   * Reads outputs that stay on the device, in their order. Networks with several outputs leave them there, so that one
   * wait reads all. Left out: onnxruntime reads each output.
   */
  readonly readTensors?: (outputs: readonly Tensor[]) => Promise<Float32Array[]>;
  /** Networks to run in half precision. Left out: none. */
  readonly half?: readonly NetworkName[];
}

/**
 * Creates a runner on a build of onnxruntime-web. It creates each session at the network's first run and keeps it.
 * @param ort the build, initialised by the caller
 */
export function createOrtRunner(ort: OrtBuild, options: OrtRunnerOptions): NetworkRunner {
  const {
    executionProvider,
    catalogue = SHIPPED_NETWORKS,
    guard = (call) => call,
    cropTensor = () => null,
    readTensors,
  } = options;
  const sessions = new Map<NetworkName, Promise<InferenceSession>>();
  const half = new Set(options.half);

  function session(name: NetworkName): Promise<InferenceSession> {
    let pending = sessions.get(name);
    if (pending === undefined) {
      pending = createSession(ort, name, options, half.has(name));
      sessions.set(name, pending);
    }
    return pending;
  }

  function tensor(input: NetworkInput, dims: readonly number[]): Tensor {
    const sampled = input instanceof Float32Array ? null : cropTensor(input, dims);
    return sampled ?? new ort.Tensor('float32', inputValues(input), dims);
  }

  return {
    executionProvider,
    catalogue,

    async run(name: NetworkName, inputs: NetworkInputs): Promise<Tensors> {
      const info = networkInfo(name, catalogue);
      const ready = await guard(session(name));
      const shapeOf = tensorShapes(name, info, inputs);
      const feeds = Object.fromEntries(
        info.inputs.map((input) => [input.name, tensor(inputs[input.name]!, shapeOf(input))]),
      );
      const results = await guard(ready.run(feeds))
        .catch((error: unknown) => {
          throw error instanceof EngineError ? error : memoryError(error);
        })
        .finally(() => Object.values(feeds).forEach((feed) => feed.dispose()));
      return readOutputs(name, info, shapeOf, await inMemory(results, info, readTensors));
    },

    half: {
      networks: () => [...half],
      async leave(name) {
        const pending = sessions.get(name);
        half.delete(name);
        sessions.delete(name);
        if (pending !== undefined) await endSession(pending);
      },
    },

    async release(): Promise<void> {
      const all = [...sessions.values()];
      sessions.clear();
      for (const pending of all) await endSession(pending);
    },
  };
}

/** The values of all outputs. Frees the device's memory of those that it reads there. */
async function inMemory(
  results: InferenceSession.ReturnType,
  { outputs }: NetworkInfo,
  readTensors: OrtRunnerOptions['readTensors'],
): Promise<OutputValues> {
  const tensors = outputs.flatMap(({ name }) => (results[name] === undefined ? [] : [[name, results[name]] as const]));
  if (readTensors === undefined || tensors.length < 2)
    return new Map(tensors.map(([name, tensor]) => [name, tensor.data]));
  try {
    const values = await readTensors(tensors.map(([, tensor]) => tensor));
    return new Map(tensors.map(([name], index) => [name, values[index]]));
  } finally {
    for (const [, tensor] of tensors) tensor.dispose();
  }
}

async function endSession(pending: Promise<InferenceSession>): Promise<void> {
  await pending.then(
    (session) => session.release(),
    () => undefined,
  );
}

/** @throws EngineError `network-missing`, `network-damaged`, `out-of-memory` */
async function createSession(
  ort: OrtBuild,
  name: NetworkName,
  { networks, catalogue, session, readTensors }: OrtRunnerOptions,
  half: boolean,
): Promise<InferenceSession> {
  const file = networkFile(networks, name, catalogue);
  try {
    const staysThere = readTensors !== undefined && networkInfo(name, catalogue).outputs.length > 1;
    return await ort.InferenceSession.create(
      half ? halfGraph(file) : file,
      staysThere ? { ...session, preferredOutputLocation: 'gpu-buffer' } : session,
    );
  } catch (error) {
    const memory = memoryError(error);
    throw memory.problem.code === 'out-of-memory'
      ? memory
      : new EngineError({ code: 'network-damaged', network: name });
  }
}

function memoryError(error: unknown): EngineError {
  const detail = messageOf(error);
  const outOfMemory = /out of memory|bad_alloc|memory access out of bounds|allocation failed/i.test(detail);
  return new EngineError(outOfMemory ? { code: 'out-of-memory' } : { code: 'internal', detail });
}

/**
 * onnxruntime-web's binary as it needs it: an ArrayBuffer that holds exactly these bytes. Copies a view.
 * @throws Error there is none
 */
export function ortBinary(bytes: Uint8Array | undefined): ArrayBuffer {
  if (bytes === undefined) throw new Error('a runner on onnxruntime-web needs its binary');
  return bytes.buffer instanceof ArrayBuffer && bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : bytes.slice().buffer;
}

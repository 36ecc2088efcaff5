import * as ort from 'onnxruntime-web/wasm';
import { EngineError } from '../report';
import { networkInfo, type NetworkInfo, type NetworkName, type TensorInfo } from './catalogue';
import { networkFile } from './network-file';
import type { NetworkRunner, Tensors } from './runner';
import { elements, tensorShapes } from './tensor-shapes';

export interface WasmRunnerAssets {
  /** onnxruntime-web's `ort-wasm-simd-threaded.wasm`. */
  readonly wasm: Uint8Array;
  /** Network name → ONNX file. */
  readonly networks: Readonly<Record<string, Uint8Array>>;
}

/**
 * Runs networks on onnxruntime-web's wasm execution provider with one thread. Sessions are made when first
 * needed and kept. onnxruntime-web is initialised once a realm: a failed start is permanent there, so a
 * retry needs a fresh worker.
 */
export function createWasmRunner(assets: WasmRunnerAssets): NetworkRunner {
  // With the binary and one thread set, onnxruntime-web neither fetches nor imports anything (needed under Figma's CSP).
  ort.env.wasm.wasmBinary = exactBuffer(assets.wasm);
  ort.env.wasm.numThreads = 1;
  const sessions = new Map<NetworkName, Promise<ort.InferenceSession>>();

  function session(name: NetworkName): Promise<ort.InferenceSession> {
    let made = sessions.get(name);
    if (made === undefined) {
      made = createSession(name, assets);
      sessions.set(name, made);
    }
    return made;
  }

  return {
    executionProvider: 'wasm',

    async run(name: NetworkName, inputs: Tensors): Promise<Tensors> {
      const info = networkInfo(name);
      const ready = await session(name);
      const shapeOf = tensorShapes(name, inputs);
      const feeds = Object.fromEntries(info.inputs.map((input) => [input.name, new ort.Tensor('float32', inputs[input.name]!, shapeOf(input))]));
      const results = await ready.run(feeds).catch((error: unknown) => {
        throw memoryError(error);
      });
      return readOutputs(name, info, shapeOf, results);
    },

    async release(): Promise<void> {
      const made = [...sessions.values()];
      sessions.clear();
      for (const pending of made) await pending.then((ready) => ready.release(), () => undefined);
    },
  };
}

async function createSession(name: NetworkName, { networks }: WasmRunnerAssets): Promise<ort.InferenceSession> {
  const file = networkFile(networks, name);
  try {
    return await ort.InferenceSession.create(file, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  } catch (error) {
    const memory = memoryError(error);
    throw memory.problem.code === 'out-of-memory' ? memory : new EngineError({ code: 'network-damaged', network: name });
  }
}

function readOutputs(
  name: NetworkName, info: NetworkInfo, shapeOf: (tensor: TensorInfo) => readonly number[], results: ort.InferenceSession.ReturnType,
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
  for (const value of values) sum += value * 0;
  return sum === 0;
}

function memoryError(error: unknown): EngineError {
  const detail = error instanceof Error ? error.message : String(error);
  const outOfMemory = /out of memory|bad_alloc|memory access out of bounds|allocation failed/i.test(detail);
  return new EngineError(outOfMemory ? { code: 'out-of-memory' } : { code: 'internal', detail });
}

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer instanceof ArrayBuffer && bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength
    ? bytes.buffer
    : bytes.slice().buffer;
}

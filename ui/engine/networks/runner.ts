import { cropValues, type CropInput } from '../picture/crop-input';
import type { NetworkName } from './catalogue';

/** Tensors by name: float32, in the shapes that the catalogue gives (see tensorShapes for smaller ones). */
export type Tensors = Readonly<Record<string, Float32Array>>;

/** A tensor, or the crop of a picture that it is sampled from where the network runs. */
export type NetworkInput = Float32Array | CropInput;
export type NetworkInputs = Readonly<Record<string, NetworkInput>>;

/** The tensor itself; a crop is sampled here and now. */
export function inputValues(input: NetworkInput): Float32Array {
  return input instanceof Float32Array ? input : cropValues(input);
}

/** What a runner is made of. */
export interface RunnerAssets {
  /** onnxruntime-web's binary, of the build that the runner is made for. */
  readonly wasm: Uint8Array;
  /** Network name → ONNX file; read when a network is first run, and so others may be added. */
  readonly networks: Readonly<Record<string, Uint8Array>>;
  /** See EngineAssets. */
  readonly half?: boolean;
}

/** Runs the networks of the catalogue. One call at a time; callers await each run. */
export interface NetworkRunner {
  readonly executionProvider: 'wasm' | 'webgpu';
  /**
   * Runs one network. Inputs and outputs are named and shaped as in the catalogue.
   * Throws EngineError (network-missing, network-damaged, out-of-memory, gpu-lost).
   */
  run(network: NetworkName, inputs: NetworkInputs): Promise<Tensors>;
  /** Which networks it runs in half precision; left out: none. */
  readonly half?: HalfPrecision;
  /** Frees every session. */
  release(): Promise<void>;
}

/** The networks that a runner runs in half precision, as long as nobody finds them wrong. */
export interface HalfPrecision {
  networks(): readonly NetworkName[];
  /** From its next run on, the network runs in single precision. */
  leave(network: NetworkName): Promise<void>;
}

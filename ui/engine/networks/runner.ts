import { cropValues, type CropInput } from '../picture/crop-input';
import type { NetworkCatalogue, NetworkName } from './catalogue';

/** Tensors by name: float32, row-major, in the shapes of the catalogue (`tensorShapes` for smaller squares). */
export type Tensors = Readonly<Record<string, Float32Array>>;

/** A tensor, or a description of a picture's crop. The runner samples a crop on the device that runs the network. */
export type NetworkInput = Float32Array | CropInput;
export type NetworkInputs = Readonly<Record<string, NetworkInput>>;

/** The tensor of an input. Samples a crop at once, on the CPU. */
export function inputValues(input: NetworkInput): Float32Array {
  return input instanceof Float32Array ? input : cropValues(input);
}

/** Everything a runner is created from. */
export interface RunnerAssets {
  /** onnxruntime-web's binary, for a runner on it; it must be of the build that the runner uses. */
  readonly wasm?: Uint8Array;
  /** Network name → ONNX file. The runner reads a file at the network's first run, so files may be added until then. */
  readonly networks: Readonly<Record<string, Uint8Array>>;
  /** Describes the files. Left out: the shipped networks. */
  readonly catalogue?: NetworkCatalogue;
  /** See EngineAssets. */
  readonly half?: boolean;
}

/** Runs the networks of a catalogue. Callers await each run before they start the next. */
export interface NetworkRunner {
  /** `native`: machine code, on the command line only. */
  readonly executionProvider: 'wasm' | 'webgpu' | 'native';
  /** The networks that this runner can run. Left out: the shipped networks. */
  readonly catalogue?: NetworkCatalogue;
  /**
   * Runs one network. Inputs and outputs have the names and shapes of the catalogue.
   * @throws EngineError `network-missing`, `network-damaged`, `out-of-memory`, `gpu-lost`; `internal` for wrong inputs
   */
  run(network: NetworkName, inputs: NetworkInputs): Promise<Tensors>;
  /** Left out: every network runs in single precision. */
  readonly half?: HalfPrecision;
  /** Frees every session. A later run creates its session again. */
  release(): Promise<void>;
}

/** The networks that a runner runs in half precision. */
export interface HalfPrecision {
  networks(): readonly NetworkName[];
  /** Changes a network to single precision, from its next run on. */
  leave(network: NetworkName): Promise<void>;
}

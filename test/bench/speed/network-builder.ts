import { onnxFile, type Attribute, type Initializer, type Node, type ValueInfo } from './onnx-file';

/** A value inside the network that is built. */
export interface Feature {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
}

export interface BuiltNetwork {
  readonly file: Uint8Array;
  readonly inputs: readonly ValueInfo[];
  /** Multiply-accumulates of one run. */
  readonly macs: number;
  readonly parameters: number;
}

/** Builds a square convolutional network with random weights, step by step. Batch norms are folded, as any runtime does. */
export class NetworkBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #inputs: ValueInfo[] = [];
  #macs = 0;
  #random = 1;

  input(channels: number, size: number): Feature {
    const input = { name: `input${this.#inputs.length}`, channels, size };
    this.#inputs.push({ name: input.name, shape: [1, channels, size, size] });
    return input;
  }

  conv(from: Feature, channels: number, { kernel = 3, stride = 1 } = {}): Feature {
    const weights = this.#weights([channels, from.channels, kernel, kernel]);
    const bias = this.#weights([channels]);
    const pad = kernel >> 1;
    const size = from.size / stride;
    this.#macs += size * size * channels * from.channels * kernel * kernel;
    return this.#node('Conv', [from.name, weights, bias], channels, size, {
      kernel_shape: [kernel, kernel], strides: [stride, stride], pads: [pad, pad, pad, pad],
    });
  }

  apply(op: 'Relu' | 'LeakyRelu' | 'Sigmoid' | 'Tanh', from: Feature): Feature {
    return this.#node(op, [from.name], from.channels, from.size, op === 'LeakyRelu' ? { alpha: 0.2 } : {});
  }

  multiply(a: Feature, b: Feature): Feature {
    return this.#node('Mul', [a.name, b.name], a.channels, a.size);
  }

  maxPool(from: Feature): Feature {
    return this.#node('MaxPool', [from.name], from.channels, from.size / 2, { kernel_shape: [2, 2], strides: [2, 2] });
  }

  concat(a: Feature, b: Feature): Feature {
    return this.#node('Concat', [a.name, b.name], a.channels + b.channels, a.size, { axis: 1 });
  }

  double(from: Feature, mode: 'nearest' | 'bilinear'): Feature {
    const scales = this.#initializer([4], Float32Array.of(1, 1, 2, 2));
    return this.#node('Resize', [from.name, '', scales], from.channels, from.size * 2, mode === 'nearest'
      ? { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }
      : { mode: 'linear', coordinate_transformation_mode: 'align_corners' });
  }

  build(output: Feature): BuiltNetwork {
    const file = onnxFile({
      nodes: this.#nodes, initializers: this.#initializers, inputs: this.#inputs,
      output: { name: output.name, shape: [1, output.channels, output.size, output.size] },
    });
    return { file, inputs: this.#inputs, macs: this.#macs, parameters: this.#initializers.reduce((total, { values }) => total + values.length, 0) };
  }

  #node(op: string, inputs: string[], channels: number, size: number, attributes: Record<string, Attribute> = {}): Feature {
    const output = `value${this.#nodes.length}`;
    this.#nodes.push({ op, inputs, output, attributes });
    return { name: output, channels, size };
  }

  /** Of a variance that keeps activations near 1 through many layers (He et al. 2015), so that none is denormal. */
  #weights(shape: readonly number[]): string {
    const fanIn = shape.slice(1).reduce((product, side) => product * side, 1);
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    const spread = Math.sqrt(6 / Math.max(fanIn, 16));
    for (let index = 0; index < values.length; index++) {
      this.#random = (Math.imul(this.#random, 1664525) + 1013904223) >>> 0;
      values[index] = spread * (this.#random / 2 ** 31 - 1);
    }
    return this.#initializer(shape, values);
  }

  #initializer(shape: readonly number[], values: Float32Array): string {
    const name = `weights${this.#initializers.length}`;
    this.#initializers.push({ name, shape, values });
    return name;
  }
}

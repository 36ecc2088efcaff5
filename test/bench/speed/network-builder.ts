import { onnxFile, type Attribute, type Node, type ValueInfo } from './onnx-file';

/** A value inside the network under construction. */
export interface Feature {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
}

export interface BuiltNetwork {
  /** The ONNX file, which each read builds anew. */
  readonly file: Uint8Array;
  readonly inputs: readonly ValueInfo[];
  /** Multiply-accumulates of one run. */
  readonly macs: number;
  /** The number of the convolutions' weights, without biases. */
  readonly weights: number;
}

/** Builds a square convolutional network with random weights, step by step. Batch norms are folded in, as usual. */
export class NetworkBuilder {
  readonly #nodes: Node[] = [];
  /** The name, shape and values of each constant. Weights get their values when the file is built. */
  readonly #initializers: {
    readonly name: string;
    readonly shape: readonly number[];
    readonly values: Float32Array | null;
  }[] = [];
  readonly #inputs: ValueInfo[] = [];
  #macs = 0;
  #weightCount = 0;

  input(name: string, channels: number, size: number): Feature {
    this.#inputs.push({ name, shape: [1, channels, size, size] });
    return { name, channels, size };
  }

  conv(from: Feature, channels: number, { kernel = 3, stride = 1 } = {}): Feature {
    const weights = this.#weights([channels, from.channels, kernel, kernel]);
    const bias = this.#weights([channels]);
    const pad = kernel >> 1;
    const size = from.size / stride;
    this.#weightCount += channels * from.channels * kernel * kernel;
    this.#macs += size * size * channels * from.channels * kernel * kernel;
    return this.#node('Conv', [from.name, weights, bias], channels, size, {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
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
    return this.#node(
      'Resize',
      [from.name, '', scales],
      from.channels,
      from.size * 2,
      mode === 'nearest'
        ? { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }
        : { mode: 'linear', coordinate_transformation_mode: 'align_corners' },
    );
  }

  /** The network whose output is `result`, under the name `output`. */
  build(output: string, result: Feature): BuiltNetwork {
    const last = this.#nodes.find((node) => node.output === result.name)!;
    const nodes = this.#nodes.map((node) => (node === last ? { ...last, output } : node));
    const inputs = this.#inputs;
    const initializers = this.#initializers;
    const shape = [1, result.channels, result.size, result.size];
    return {
      inputs,
      macs: this.#macs,
      weights: this.#weightCount,
      get file() {
        const random = createRandom();
        const filled = initializers.map(({ values, ...rest }) => ({
          ...rest,
          values: values ?? randomWeights(rest.shape, random),
        }));
        return onnxFile({ nodes, initializers: filled, inputs, output: { name: output, shape } });
      },
    };
  }

  #node(
    op: string,
    inputs: string[],
    channels: number,
    size: number,
    attributes: Record<string, Attribute> = {},
  ): Feature {
    const output = `value${this.#nodes.length}`;
    this.#nodes.push({ op, inputs, output, attributes });
    return { name: output, channels, size };
  }

  #weights(shape: readonly number[]): string {
    return this.#initializer(shape, null);
  }

  #initializer(shape: readonly number[], values: Float32Array | null): string {
    const name = `weights${this.#initializers.length}`;
    this.#initializers.push({ name, shape, values });
    return name;
  }
}

/** Uniformly distributed values from −1 to 1, the same each time. */
function createRandom(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

/** Weights whose variance keeps activations near 1 through many layers (He et al. 2015), so that none is denormal. */
function randomWeights(shape: readonly number[], random: () => number): Float32Array {
  const fanIn = shape.slice(1).reduce((product, side) => product * side, 1);
  const spread = Math.sqrt(6 / Math.max(fanIn, 16));
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  for (let index = 0; index < values.length; index++) values[index] = spread * random();
  return values;
}

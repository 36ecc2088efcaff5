import { elements } from '../../onnx/shape';
import {
  constantAt,
  operandAt,
  planesOf,
  refuse,
  type Operand,
  type Operator,
  type OperatorContext,
  type PlannedNode,
} from './operator';

/** Operations of the kernel `combine`, in its order. */
const COMBINATIONS = ['Add', 'Sub', 'Mul', 'Div', 'Greater', 'Less', 'LessOrEqual'] as const;

/** The address of a constant operand, which is stored once; null for another operand. */
function storedAt(node: PlannedNode, { keep }: OperatorContext, { constant }: Operand, index: number): number | null {
  return constant === null ? null : keep(`${node.output} ${index}`, () => constant);
}

/** Two operands value by value, with the broadcasting of ONNX. */
const combination: Operator = (node, operands, context) => {
  const operation = COMBINATIONS.findIndex((op) => op === node.op);
  const [a, b] = [operandAt(node, operands, 0), operandAt(node, operands, 1)];
  const { shape, runs, length, aStays, bStays } = broadcast(node, a.shape, b.shape);
  const [aStored, bStored] = [storedAt(node, context, a, 0), storedAt(node, context, b, 1)];
  return {
    shape,
    bind: ({ inputs, output }) => {
      const aAt = aStored ?? inputs[0]!;
      const bAt = bStored ?? inputs[1]!;
      return () => {
        runs.forEach(({ a: aStart, b: bStart }, index) =>
          context.machine.kernels.combine(
            operation,
            aAt + aStart * 4,
            bAt + bStart * 4,
            output + index * length * 4,
            length,
            aStays,
            bStays,
          ),
        );
      };
    },
  };
};

interface Broadcast {
  readonly shape: readonly number[];
  /** First values of both operands, for each run of `length` values of the result. */
  readonly runs: readonly { readonly a: number; readonly b: number }[];
  readonly length: number;
  /** Within a run an operand moves on, or keeps its value. */
  readonly aStays: boolean;
  readonly bStays: boolean;
}

/** @throws RangeError the shapes do not fit */
function broadcast(node: PlannedNode, aShape: readonly number[], bShape: readonly number[]): Broadcast {
  const rank = Math.max(aShape.length, bShape.length);
  const a = [...new Array<number>(rank - aShape.length).fill(1), ...aShape];
  const b = [...new Array<number>(rank - bShape.length).fill(1), ...bShape];
  const shape = a.map((size, axis) => {
    if (size !== b[axis] && size !== 1 && b[axis] !== 1) refuse(node, 'the shapes do not fit');
    return Math.max(size, b[axis]!);
  });
  // The last axes on which the operands behave alike are one run.
  const stays = (operand: readonly number[], axis: number): boolean => operand[axis] === 1 && shape[axis] !== 1;
  let first = rank;
  let length = 1;
  let kind: string | null = null;
  while (first > 0) {
    const here: string | null = shape[first - 1] === 1 ? kind : `${stays(a, first - 1)} ${stays(b, first - 1)}`;
    if (kind !== null && here !== kind) break;
    kind = here;
    length *= shape[--first]!;
  }
  const starts = (operand: readonly number[]): number[] =>
    shape.slice(0, first).reduce<number[]>(
      (before, size, axis) => {
        const stride = operand[axis] === 1 ? 0 : elements(operand.slice(axis + 1));
        return before.flatMap((start) => Array.from({ length: size }, (_, index) => start + index * stride));
      },
      [0],
    );
  const bStarts = starts(b);
  return {
    shape,
    runs: starts(a).map((start, index) => ({ a: start, b: bStarts[index]! })),
    length,
    aStays: elements(a.slice(first)) === 1 && length > 1,
    bStays: elements(b.slice(first)) === 1 && length > 1,
  };
}

/** An operator that changes each value by itself. */
function each(
  work: (
    node: PlannedNode,
    operands: Parameters<Operator>[1],
    context: OperatorContext,
  ) => (input: number, output: number, count: number) => void,
): Operator {
  return (node, operands, context) => {
    const { shape } = operandAt(node, operands, 0);
    const run = work(node, operands, context);
    return {
      shape,
      bind:
        ({ inputs, output }) =>
        () =>
          run(inputs[0]!, output, elements(shape)),
    };
  };
}

const clip = each((node, operands, { machine }) => {
  const lowest = operands[1]?.constant?.[0] ?? -Infinity;
  const highest = operands[2]?.constant?.[0] ?? Infinity;
  return (input, output, count) => machine.kernels.clamp(input, output, count, 1, 0, lowest, highest);
});

const hardSigmoid = each((node, _, { machine }) => {
  const [scale, shift] = [node.attributes.float('alpha', 0.2), node.attributes.float('beta', 0.5)];
  return (input, output, count) => machine.kernels.clamp(input, output, count, scale, shift, 0, 1);
});

const leak = (slopeOf: (node: PlannedNode) => number): Operator =>
  each((node, _, { machine }) => {
    const slope = slopeOf(node);
    return (input, output, count) => machine.kernels.leak(input, output, count, slope);
  });

const sigmoid = (steepness: number, height: number, shift: number): Operator =>
  each(
    (_, __, { machine }) =>
      (input, output, count) =>
        machine.kernels.sigmoid(input, output, count, steepness, height, shift),
  );

const squareRoot = each(
  (_, __, { machine }) =>
    (input, output, count) =>
      machine.kernels.squareRoot(input, output, count),
);

const power = each((node, operands, { machine }) => {
  const exponent = constantAt(node, operands, 1)[0]!;
  const product = COMBINATIONS.indexOf('Mul');
  // A square has a value for numbers below zero too.
  return exponent === 2
    ? (input, output, count) => machine.kernels.combine(product, input, input, output, count, false, false)
    : (input, output, count) => machine.kernels.power(input, output, count, exponent);
});

/** A slope below zero for each channel. */
const channelLeak: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  const slopes = constantAt(node, operands, 1);
  const bytes = height * width * 4;
  return {
    shape: [1, channels, height, width],
    bind:
      ({ inputs, output }) =>
      () => {
        for (let channel = 0; channel < channels; channel++)
          machine.kernels.leak(
            inputs[0]! + channel * bytes,
            output + channel * bytes,
            height * width,
            slopes[channel]!,
          );
      },
  };
};

const choice: Operator = (node, operands, { machine }) => {
  const { shape } = operandAt(node, operands, 0);
  if (operands.some((operand) => operand?.constant !== null || String(operand.shape) !== String(shape)))
    refuse(node, 'all inputs must have the same shape');
  return {
    shape,
    bind:
      ({ inputs: [condition, yes, no], output }) =>
      () =>
        machine.kernels.choose(condition!, yes!, no!, output, elements(shape)),
  };
};

const softmax: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  if (node.attributes.integer('axis', -1) !== 1) refuse(node, 'the axis must be that of the channels');
  const count = height * width;
  return {
    shape: [1, channels, height, width],
    bind:
      ({ inputs, output }) =>
      () =>
        machine.kernels.softmax(inputs[0]!, output, count, channels, count * 4),
  };
};

/** Operators that keep the place of each value. */
export const ELEMENTWISE: Readonly<Record<string, Operator>> = {
  ...Object.fromEntries(COMBINATIONS.map((op) => [op, combination])),
  Relu: leak(() => 0),
  LeakyRelu: leak(({ attributes }) => attributes.float('alpha', 0.01)),
  PRelu: channelLeak,
  Clip: clip,
  HardSigmoid: hardSigmoid,
  Sigmoid: sigmoid(1, 1, 0),
  // tanh(x) = 2 / (1 + e^(-2x)) - 1
  Tanh: sigmoid(2, 2, -1),
  Sqrt: squareRoot,
  Pow: power,
  Where: choice,
  Softmax: softmax,
};

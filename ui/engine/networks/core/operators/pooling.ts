import { operandAt, planesOf, refuse, type Operator } from './operator';

const pool =
  (largest: boolean): Operator =>
  (node, operands, { machine }) => {
    const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
    const [tall, wide] = node.attributes.integers('kernel_shape', []);
    const [step, stepX] = node.attributes.integers('strides', [1, 1]);
    const [top, left, bottom, right] = node.attributes.integers('pads', [0, 0, 0, 0]);
    if (
      step !== stepX ||
      node.attributes.integer('ceil_mode', 0) !== 0 ||
      node.attributes.integer('count_include_pad', 0) !== 0
    )
      refuse(node, 'a form of pooling that is not known');
    const rows = Math.floor((height + top! + bottom! - tall!) / step!) + 1;
    const columns = Math.floor((width + left! + right! - wide!) / step!) + 1;
    return {
      shape: [1, channels, rows, columns],
      bind:
        ({ inputs, output }) =>
        () => {
          for (let channel = 0; channel < channels; channel++) {
            const from = inputs[0]! + channel * height * width * 4;
            const to = output + channel * rows * columns * 4;
            machine.kernels.pool(largest, from, height, width, to, rows, columns, tall!, wide!, step!, top!, left!);
          }
        },
    };
  };

/** Sum or mean of each channel. */
const whole =
  (mean: boolean): Operator =>
  (node, operands, { machine }) => {
    const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
    if (!mean && (String([...(operands[1]?.constant ?? [])]) !== '2,3' || node.attributes.integer('keepdims', 1) !== 1))
      refuse(node, 'only sums over height and width are known');
    const count = height * width;
    return {
      shape: [1, channels, 1, 1],
      bind:
        ({ inputs, output }) =>
        () => {
          for (let channel = 0; channel < channels; channel++) {
            const sum = machine.kernels.total(inputs[0]! + channel * count * 4, count);
            machine.floats()[output / 4 + channel] = mean ? sum / count : sum;
          }
        },
    };
  };

/** Operators that join neighbours. */
export const POOLING: Readonly<Record<string, Operator>> = {
  MaxPool: pool(true),
  AveragePool: pool(false),
  GlobalAveragePool: whole(true),
  ReduceSum: whole(false),
};

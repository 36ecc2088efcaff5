import { constantAt, operandAt, planesOf, refuse, type Operand, type Operator, type PlannedNode } from './operator';
import { prepareConvolution } from './prepare-convolution';
import type { Filter } from './convolution-layout';

export const convolution: Operator = (node, operands, context) => {
  const { shape } = operandAt(node, operands, 1);
  const [outputs, depth, tall, wide] = shape as [number, number, number, number];
  const [step, stepX] = node.attributes.integers('strides', [1, 1]) as [number, number];
  const [spread, spreadX] = node.attributes.integers('dilations', [1, 1]) as [number, number];
  if (step !== stepX || spread !== spreadX) refuse(node, 'strides and dilations must be equal in both directions');
  const input = operandAt(node, operands, 0);
  const single = depth === 1;
  const groups = node.attributes.integer('group', 1);
  const [channels] = planesOf(node, input);
  if (single ? groups !== channels : groups !== 1) refuse(node, 'groups must have one channel, or all');
  const pads = node.attributes.integers('pads', [0, 0, 0, 0]);
  return prepareConvolution(context, {
    name: `${node.inputs[1]} ${node.inputs[2]}`,
    input,
    filter: { outputs, depth, tall, wide, step, spread, pads },
    weights: constantAt(node, operands, 1),
    bias: operands[2]?.constant ?? new Float32Array(outputs),
    activation: node.activation ?? { slope: 1, highest: Infinity },
    addedInput: node.addedInput ?? null,
  });
};

/** A transposed convolution of 2 x 2 with a step of 2 to one channel: four channels, which are then the four pixels. */
export const transposedConvolution: Operator = (node, operands, context) => {
  const input = operandAt(node, operands, 0);
  const [, height, width] = planesOf(node, input);
  const { filter, weights } = fourChannels(node, operands);
  const inner = prepareConvolution(context, {
    name: node.inputs[1]!,
    input,
    filter,
    weights,
    bias: new Float32Array(4).fill(operands[2]?.constant?.[0] ?? 0),
    activation: { slope: 1, highest: Infinity },
    addedInput: null,
  });
  const planesBytes = height * width * 16 + 64;
  return {
    shape: [1, 1, height * 2, width * 2],
    scratch: planesBytes + inner.scratch,
    bind({ inputs, output, scratch }) {
      const run = inner.bind({ inputs, output: scratch, scratch: scratch + planesBytes });
      return () => {
        run();
        toSquares(context.machine.floats(), scratch / 4, 4, height, width, output / 4);
      };
    },
  };
};

/** The weights of a transposed convolution as those of a convolution of single pixels. */
function fourChannels(
  node: PlannedNode,
  operands: readonly (Operand | null)[],
): { readonly filter: Filter; readonly weights: Float32Array } {
  const values = constantAt(node, operands, 1);
  const [depth, outputs, tall, wide] = operandAt(node, operands, 1).shape as [number, number, number, number];
  const [step] = node.attributes.integers('strides', [1, 1]);
  const isSquare = outputs === 1 && tall === 2 && wide === 2 && step === 2;
  if (!isSquare || node.attributes.integers('pads', []).some((pad) => pad !== 0))
    refuse(node, 'only 2 x 2 to one channel, with a step of 2, is known');
  const weights = Float32Array.from({ length: 4 * depth }, (_, index) => {
    const [part, channel] = [Math.floor(index / depth), index % depth];
    return values[channel * 4 + part]!;
  });
  return { filter: { outputs: 4, depth, tall: 1, wide: 1, step: 1, spread: 1, pads: [0, 0, 0, 0] }, weights };
}

/** Four channels become the four pixels of squares. Places are in values. */
export function toSquares(
  floats: Float32Array,
  input: number,
  channels: number,
  height: number,
  width: number,
  output: number,
): void {
  let from = input;
  for (let channel = 0; channel < channels; channel++) {
    const first = output + (channel >> 2) * height * width * 4;
    for (let y = 0; y < height; y++) {
      let to = first + (y * 2 + ((channel >> 1) & 1)) * width * 2 + (channel & 1);
      for (let x = 0; x < width; x++, to += 2) floats[to] = floats[from++]!;
    }
  }
}

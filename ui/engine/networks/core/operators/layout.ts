import { elements } from '../../onnx/shape';
import { toSquares } from './convolution';
import { constantAt, operandAt, planesOf, refuse, type Operator } from './operator';

/** Zeros around a picture, and channels of zeros. Pads are those of ONNX: the starts of all axes, then the ends. */
const pad: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  const pads = constantAt(node, operands, 1);
  const [count, before, top, left, countAfter, after, bottom, right] = pads as unknown as number[];
  if (count !== 0 || countAfter !== 0 || before! < 0 || node.attributes.text('mode', 'constant') !== 'constant')
    refuse(node, 'only zeros around a picture and its channels are known');
  const [rows, columns] = [height + top! + bottom!, width + left! + right!];
  const size = rows * columns;
  return {
    shape: [1, before! + channels + after!, rows, columns],
    bind:
      ({ inputs, output }) =>
      () => {
        const start = output / 4;
        const floats = machine.floats();
        floats.fill(0, start, start + before! * size);
        floats.fill(0, start + (before! + channels) * size, start + (before! + channels + after!) * size);
        for (let channel = 0; channel < channels; channel++) {
          const to = output + (before! + channel) * size * 4;
          machine.kernels.place(
            inputs[0]! + channel * height * width * 4,
            height,
            width,
            to,
            rows,
            columns,
            -top!,
            -left!,
            1,
          );
        }
      },
  };
};

/** Lists one after another: channels of pictures, or rows of tables. */
const concat: Operator = (node, operands, { machine }) => {
  const shapes = operands.map((_, index) => operandAt(node, operands, index).shape);
  if (
    node.attributes.integer('axis', 0) !== 1 ||
    shapes.some(([count]) => count !== 1) ||
    operands.some((operand) => operand!.constant)
  )
    refuse(node, 'only the second axis of one picture is known');
  return {
    shape: [1, shapes.reduce((sum, [, size]) => sum + size!, 0), ...shapes[0]!.slice(2)],
    bind:
      ({ inputs, output }) =>
      () => {
        const floats = machine.floats();
        let to = output / 4;
        shapes.forEach((shape, index) => {
          const from = inputs[index]! / 4;
          floats.copyWithin(to, from, from + elements(shape));
          to += elements(shape);
        });
      },
  };
};

/** Some channels of a picture. */
const slice: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  const [start, end, axis, step] = [1, 2, 3, 4].map((index) => constantAt(node, operands, index)[0]!);
  if (axis !== 1 || step !== 1 || start! < 0 || end! < 0) refuse(node, 'only whole channels are known');
  const beyond = Math.min(channels, end!);
  return {
    shape: [1, beyond - start!, height, width],
    bind:
      ({ inputs, output }) =>
      () => {
        const from = inputs[0]! / 4;
        machine.floats().copyWithin(output / 4, from + start! * height * width, from + beyond * height * width);
      },
  };
};

const reshape: Operator = (node, operands, { machine }) => {
  const count = elements(operandAt(node, operands, 0).shape);
  const given = [...constantAt(node, operands, 1)];
  const known = given.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const shape = given.map((size) => (size === -1 ? count / known : size));
  if (elements(shape) !== count) refuse(node, 'the new shape has another number of values');
  return {
    shape,
    bind:
      ({ inputs, output }) =>
      () => {
        machine.floats().copyWithin(output / 4, inputs[0]! / 4, inputs[0]! / 4 + count);
      },
  };
};

/** Channels become the last axis. */
const transpose: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  if (String(node.attributes.integers('perm', [])) !== '0,2,3,1') refuse(node, 'only channels can move to the end');
  return {
    shape: [1, height, width, channels],
    bind:
      ({ inputs, output }) =>
      () => {
        const floats = machine.floats();
        let from = inputs[0]! / 4;
        for (let channel = 0; channel < channels; channel++)
          for (let place = 0; place < height * width; place++)
            floats[output / 4 + place * channels + channel] = floats[from++]!;
      },
  };
};

/** Four channels become the four pixels of a square, in ONNX's order CRD. */
const depthToSpace: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  if (node.attributes.integer('blocksize', 0) !== 2 || node.attributes.text('mode', 'DCR') !== 'CRD')
    refuse(node, 'only squares of 2, in order CRD, are known');
  return {
    shape: [1, channels / 4, height * 2, width * 2],
    bind:
      ({ inputs, output }) =>
      () =>
        toSquares(machine.floats(), inputs[0]! / 4, channels, height, width, output / 4),
  };
};

/** A picture of twice the size. */
const resize: Operator = (node, operands, { machine }) => {
  const [channels, height, width] = planesOf(node, operandAt(node, operands, 0));
  const scales = String([...(operands[2]?.constant ?? [])]);
  const mode = `${node.attributes.text('mode', 'nearest')} ${node.attributes.text('coordinate_transformation_mode', 'half_pixel')}`;
  if (scales !== '1,1,2,2' || (mode !== 'nearest asymmetric' && mode !== 'linear half_pixel'))
    refuse(node, 'only twice the size is known, by the nearest value or linear');
  const enlarge = mode === 'linear half_pixel' ? machine.kernels.doubleSmoothly : machine.kernels.double;
  return {
    shape: [1, channels, height * 2, width * 2],
    bind:
      ({ inputs, output }) =>
      () => {
        for (let channel = 0; channel < channels; channel++)
          enlarge(inputs[0]! + channel * height * width * 4, height, width, output + channel * height * width * 16);
      },
  };
};

/** Operators that move values. */
export const LAYOUT: Readonly<Record<string, Operator>> = {
  Pad: pad,
  Concat: concat,
  Slice: slice,
  Reshape: reshape,
  Transpose: transpose,
  DepthToSpace: depthToSpace,
  Resize: resize,
};

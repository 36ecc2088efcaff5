import { aligned, type Kernels } from '../machine/machine';
import { layoutOf, partsOf, TILE, type ConvolutionLayout, type Filter, type Part } from './convolution-layout';
import type { Activation, Operand, OperatorContext, Places, PreparedNode } from './operator';

/** Output channels that the kernel computes at once. */
const BLOCK = 4;

export interface Convolution {
  /** Key of the weights. */
  readonly name: string;
  readonly input: Operand;
  readonly filter: Filter;
  /** Row-major: output, input, row, column. */
  readonly weights: Float32Array;
  /** A value for each output channel. */
  readonly bias: Float32Array;
  readonly activation: Activation;
  /** The input of the node that is added before the activation; it has the shape of the output. */
  readonly addedInput: number | null;
}

/** Addresses of a run, in bytes. */
interface Run {
  readonly source: number;
  readonly table: number;
  readonly output: number;
  /** 0: nothing is added. */
  readonly added: number;
  readonly aside: number;
  readonly addedAside: number;
}

/** Where the kernel reads and writes for some output channels. Strides are in bytes. */
interface Target {
  readonly from: number;
  readonly to: number;
  readonly added: number;
  readonly plane: number;
  readonly inputRow: number;
  readonly outputRow: number;
  readonly rows: number;
  readonly width: number;
}

/** Prepares a convolution in which an output channel reads all input channels, or one. */
export function prepareConvolution(
  context: OperatorContext,
  convolution: Convolution,
): PreparedNode & { readonly scratch: number } {
  const { machine } = context;
  const { filter, input, addedInput } = convolution;
  const [, channels, height, width] = input.shape as [number, number, number, number];
  const layout = layoutOf(filter, height, width);
  const { rows, columns, planes, planeRows, planeColumns, isCopied } = layout;
  const isSingle = filter.depth === 1;
  const channelBytes = planes.length * planeRows * planeColumns * 4;
  const terms = Int32Array.from({ length: filter.depth * layout.taps.length }, (_, term) => {
    const channel = Math.floor(term / layout.taps.length);
    return channel * channelBytes + layout.taps[term % layout.taps.length]!;
  });
  const compute = computation(context, convolution, terms.length, channelBytes);
  const group = isSingle ? 1 : BLOCK;
  const parts = partsOf(layout, filter.depth);

  // The kernel writes whole tiles. Rows and channels that do not fill one are computed aside, as one long row.
  const isNarrow = (layout.isPoint ? rows * columns : columns) < TILE;
  const whole = isNarrow ? 0 : filter.outputs - (filter.outputs % group);
  const longRow = planeColumns * (rows - 1) + columns;
  const asidePlane = aligned(longRow * 4);
  const tableBytes = aligned(terms.byteLength);
  const copyBytes = isCopied ? aligned(channels * channelBytes) : 0;

  return {
    shape: [1, filter.outputs, rows, columns],
    scratch: tableBytes + copyBytes + 2 * BLOCK * asidePlane,
    bind(places) {
      const run = runAt(places, tableBytes, copyBytes, BLOCK * asidePlane, isCopied, addedInput);
      return () => {
        const floats = machine.floats();
        new Int32Array(floats.buffer).set(terms, run.table / 4);
        if (isCopied) copyInput(machine.kernels, layout, [channels, height, width], places.inputs[0]!, run.source);
        for (const part of parts)
          for (let first = 0; first < whole; first += group) compute(first, run, partTarget(part, layout, run, first));
        for (let first = whole; first < filter.outputs; first += group) {
          const count = Math.min(group, filter.outputs - first);
          const plane = { dense: rows * columns, wide: asidePlane / 4 };
          const start = { output: run.output / 4 + first * plane.dense, added: run.added / 4 + first * plane.dense };
          if (run.added !== 0) {
            const from = { start: start.added, plane: plane.dense, row: columns };
            copyRows(floats, layout, count, from, { start: run.addedAside / 4, plane: plane.wide, row: planeColumns });
          }
          compute(first, run, {
            from: run.source,
            to: run.aside,
            added: run.added === 0 ? 0 : run.addedAside,
            plane: asidePlane,
            inputRow: 0,
            outputRow: 0,
            rows: 1,
            width: longRow,
          });
          const to = { start: start.output, plane: plane.dense, row: columns };
          copyRows(floats, layout, count, { start: run.aside / 4, plane: plane.wide, row: planeColumns }, to);
        }
      };
    },
  };
}

function runAt(
  { inputs, output, scratch }: Places,
  tableBytes: number,
  copyBytes: number,
  asideBytes: number,
  isCopied: boolean,
  addedInput: number | null,
): Run {
  const copy = scratch + tableBytes;
  return {
    source: isCopied ? copy : inputs[0]!,
    table: scratch,
    output,
    added: addedInput === null ? 0 : inputs[addedInput]!,
    aside: copy + copyBytes,
    addedAside: copy + copyBytes + asideBytes,
  };
}

/** Stores the weights. Returns the function that computes the output channels from `first` on into a target. */
function computation(
  { machine, keep }: OperatorContext,
  { name, filter, weights, bias, activation, input }: Convolution,
  terms: number,
  channelBytes: number,
): (first: number, run: Run, target: Target) => void {
  const { outputs } = filter;
  const { slope, highest } = activation;
  const isSingle = filter.depth === 1;
  const slopes = typeof slope === 'number' ? new Float32Array(outputs).fill(slope) : slope;
  const weightsAt = keep(`${name} weights`, () => (isSingle ? weights : inBlocks(weights, outputs, terms)));
  const biasAt = keep(`${name} bias`, () => filled(bias, outputs));
  const slopesAt = keep(`${name} slopes ${typeof slope === 'number' ? slope : ''}`, () => filled(slopes, outputs));
  const perChannel = outputs / input.shape[1]!;
  const { kernels } = machine;
  if (!isSingle) {
    return (first, { table }, { from, to, added, plane, rows, width, inputRow, outputRow }) =>
      // prettier-ignore
      kernels.convolve(
        from, table, terms, weightsAt + first * terms * 4, biasAt + first * 4, slopesAt + first * 4, highest,
        to, plane, rows, width, inputRow, outputRow, added,
      );
  }
  return (first, { table }, { from, to, added, rows, width, inputRow, outputRow }) =>
    // prettier-ignore
    kernels.convolvePlane(
      from + Math.floor(first / perChannel) * channelBytes, table, terms, weightsAt + first * terms * 4,
      bias[first]!, slopes[first]!, highest, to, rows, width, inputRow, outputRow, added,
    );
}

function partTarget(
  { from, to, rows, width }: Part,
  layout: ConvolutionLayout,
  { source, output, added }: Run,
  first: number,
): Target {
  const plane = layout.rows * layout.columns * 4;
  const shift = first * plane + to * 4;
  return {
    from: source + from * 4,
    to: output + shift,
    added: added === 0 ? 0 : added + shift,
    plane,
    inputRow: layout.planeColumns * 4,
    outputRow: layout.columns * 4,
    rows,
    width,
  };
}

function copyInput(
  kernels: Kernels,
  { planes, planeRows, planeColumns, step }: ConvolutionLayout,
  [channels, height, width]: readonly [number, number, number],
  input: number,
  copy: number,
): void {
  let to = copy;
  for (let channel = 0; channel < channels; channel++) {
    const from = input + channel * height * width * 4;
    for (const { top, left } of planes) {
      kernels.place(from, height, width, to, planeRows, planeColumns, top, left, step);
      to += planeRows * planeColumns * 4;
    }
  }
}

/** Planes of rows in memory. Strides are in values. */
interface Rows {
  readonly start: number;
  readonly plane: number;
  readonly row: number;
}

function copyRows(
  floats: Float32Array,
  { rows, columns }: ConvolutionLayout,
  planes: number,
  from: Rows,
  to: Rows,
): void {
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      const start = from.start + plane * from.plane + row * from.row;
      floats.copyWithin(to.start + plane * to.plane + row * to.row, start, start + columns);
    }
  }
}

/** Weights [output][term] as [block][term][output of the block]; outputs that are missing have weights of 0. */
function inBlocks(weights: Float32Array, outputs: number, terms: number): Float32Array {
  const packed = new Float32Array(Math.ceil(outputs / BLOCK) * BLOCK * terms);
  for (let output = 0; output < outputs; output++) {
    const first = Math.floor(output / BLOCK) * BLOCK * terms + (output % BLOCK);
    for (let term = 0; term < terms; term++) packed[first + term * BLOCK] = weights[output * terms + term]!;
  }
  return packed;
}

/** The values, with zeros for the outputs that are missing in the last block. */
function filled(values: Float32Array, outputs: number): Float32Array {
  const result = new Float32Array(Math.ceil(outputs / BLOCK) * BLOCK);
  result.set(values);
  return result;
}

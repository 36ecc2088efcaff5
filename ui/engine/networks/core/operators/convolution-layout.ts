/** The weights of a convolution: `tall` x `wide` of each input channel for each output channel. */
export interface Filter {
  readonly outputs: number;
  /** Input channels of each output channel: all, or one. */
  readonly depth: number;
  readonly tall: number;
  readonly wide: number;
  /** Input values from one output value to the next. */
  readonly step: number;
  /** Input values from one weight to the next. */
  readonly spread: number;
  /** Zeros around the input: top, left, bottom, right. */
  readonly pads: readonly number[];
}

/**
 * How the kernels read the input. A copy of it has margins of zeros. With a step, the copy has a plane for each rest of
 * the division by the step: neighbours in the result are then neighbours in a plane. Without both there is no copy.
 */
export interface ConvolutionLayout {
  readonly rows: number;
  readonly columns: number;
  /** See Filter. */
  readonly step: number;
  readonly isCopied: boolean;
  /** Weights of one pixel, and no copy: rows are then one long row. */
  readonly isPoint: boolean;
  /** Places in the input of the copy's planes of each channel; one for an input that is not copied. */
  readonly planes: readonly { readonly top: number; readonly left: number }[];
  readonly planeRows: number;
  readonly planeColumns: number;
  /** Offsets of the weights of one channel, in bytes from the channel's first plane. */
  readonly taps: readonly number[];
}

export function layoutOf(filter: Filter, height: number, width: number): ConvolutionLayout {
  const { tall, wide, step, spread } = filter;
  const [top, left, bottom, right] = filter.pads as [number, number, number, number];
  const reach = { y: spread * (tall - 1), x: spread * (wide - 1) };
  const rows = Math.floor((height + top + bottom - reach.y - 1) / step) + 1;
  const columns = Math.floor((width + left + right - reach.x - 1) / step) + 1;
  const isCopied = step > 1 || filter.pads.some((pad) => pad > 0);
  const places = Array.from({ length: tall * wide }, (_, tap) => ({
    y: Math.floor(tap / wide) * spread,
    x: (tap % wide) * spread,
  }));
  const restOf = ({ y, x }: { y: number; x: number }): number => (y % step) * step + (x % step);
  const rests = [...new Set(places.map(restOf))];
  const planeRows = isCopied ? rows + Math.floor(reach.y / step) : height;
  const planeColumns = isCopied ? columns + Math.floor(reach.x / step) : width;
  const taps = places.map((place) => {
    const [row, column] = [Math.floor(place.y / step), Math.floor(place.x / step)];
    return (rests.indexOf(restOf(place)) * planeRows * planeColumns + row * planeColumns + column) * 4;
  });
  return {
    rows,
    columns,
    step,
    isCopied,
    isPoint: !isCopied && tall === 1 && wide === 1,
    planes: rests.map((rest) => ({ top: Math.floor(rest / step) - top, left: (rest % step) - left })),
    planeRows,
    planeColumns,
    taps,
  };
}

/** Part of a result that all output channels compute before the next part: `rows` rows of `width` values. */
export interface Part {
  /** First value of the input's plane, and of the output's. */
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly width: number;
}

/** Values of a row that the kernels compute at once. */
export const TILE = 8;
/** Bytes of input in one part. They stay in the processor's cache while all output channels read them. */
const CACHED = 160 * 1024;

/** @param channels input channels that an output channel reads */
export function partsOf(
  { rows, columns, isPoint, planes, planeColumns }: ConvolutionLayout,
  channels: number,
): readonly Part[] {
  const parts: Part[] = [];
  if (isPoint) {
    const most = Math.max(64, Math.floor(CACHED / (channels * 4) / TILE) * TILE);
    for (let start = 0; start < rows * columns;) {
      // A rest that is narrower than a tile belongs to the part before it.
      const width = rows * columns - start < most + TILE ? rows * columns - start : most;
      parts.push({ from: start, to: start, rows: 1, width });
      start += width;
    }
    return parts;
  }
  const most = Math.max(1, Math.floor(CACHED / (channels * planes.length * planeColumns * 4)));
  for (let row = 0; row < rows; row += most)
    parts.push({ from: row * planeColumns, to: row * columns, rows: Math.min(most, rows - row), width: columns });
  return parts;
}

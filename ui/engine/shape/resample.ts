import type { Picture } from '../picture/picture';

/** Lobes of the Lanczos window on each side: pixels that one sample reads each way. */
const LOBES = 3;
const TAPS = 2 * LOBES;
/** Steps between two pixels for which weights are kept. */
const PHASES = 256;

/** Weights of the taps for each phase, row after row; each row sums to 1. */
export type LanczosTable = Float32Array;

export function lanczosTable(): LanczosTable {
  const table = new Float32Array((PHASES + 1) * TAPS);
  for (let phase = 0; phase <= PHASES; phase++) {
    const weights = Array.from({ length: TAPS }, (_, tap) => lanczos(tap - (LOBES - 1) - phase / PHASES));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    for (let tap = 0; tap < TAPS; tap++) table[phase * TAPS + tap] = weights[tap]! / sum;
  }
  return table;
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

/** Samples of a picture. `rgb` is valid until the next call. */
export interface Sampler {
  /** Red, green and blue of the last sample, unrounded; they may lie a little outside of the range. */
  readonly rgb: Float64Array;
  /** Samples at a place; (.5, .5) is the centre of the first pixel. Places outside repeat the border's pixels. */
  sample(x: number, y: number): void;
}

/**
 * Samples a picture with Lanczos weights.
 * @param values RGBA interleaved, 8 or 16 bits a channel
 */
export function lanczosSampler(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  values: Uint8ClampedArray | Uint16Array,
  table: LanczosTable,
): Sampler {
  const rgb = new Float64Array(3);
  const columns = new Int32Array(TAPS);
  return {
    rgb,
    sample(x, y) {
      const left = Math.floor(x - 0.5);
      const top = Math.floor(y - 0.5);
      const across = Math.round((x - 0.5 - left) * PHASES) * TAPS;
      const down = Math.round((y - 0.5 - top) * PHASES) * TAPS;
      for (let tap = 0; tap < TAPS; tap++)
        columns[tap] = 4 * Math.min(width - 1, Math.max(0, left - (LOBES - 1) + tap));
      // Named weights and places stay in registers; a loop over the taps of a row takes four times as long.
      const [w0, w1, w2] = [table[across]!, table[across + 1]!, table[across + 2]!];
      const [w3, w4, w5] = [table[across + 3]!, table[across + 4]!, table[across + 5]!];
      const [c0, c1, c2, c3, c4, c5] = [columns[0]!, columns[1]!, columns[2]!, columns[3]!, columns[4]!, columns[5]!];
      let [red, green, blue] = [0, 0, 0];
      for (let row = 0; row < TAPS; row++) {
        const start = 4 * width * Math.min(height - 1, Math.max(0, top - (LOBES - 1) + row));
        const weight = table[down + row]!;
        const [a0, a1, a2, a3, a4, a5] = [start + c0, start + c1, start + c2, start + c3, start + c4, start + c5];
        red +=
          weight *
          (w0 * values[a0]! +
            w1 * values[a1]! +
            w2 * values[a2]! +
            w3 * values[a3]! +
            w4 * values[a4]! +
            w5 * values[a5]!);
        green +=
          weight *
          (w0 * values[a0 + 1]! +
            w1 * values[a1 + 1]! +
            w2 * values[a2 + 1]! +
            w3 * values[a3 + 1]! +
            w4 * values[a4 + 1]! +
            w5 * values[a5 + 1]!);
        blue +=
          weight *
          (w0 * values[a0 + 2]! +
            w1 * values[a1 + 2]! +
            w2 * values[a2 + 2]! +
            w3 * values[a3 + 2]! +
            w4 * values[a4 + 2]! +
            w5 * values[a5 + 2]!);
      }
      rgb[0] = red;
      rgb[1] = green;
      rgb[2] = blue;
    },
  };
}

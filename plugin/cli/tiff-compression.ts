const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const LEAST_BITS = 9;
const MOST_BITS = 12;

/** Codes of 9 to 12 bits, most significant bit first. */
class CodeReader {
  #offset = 0;
  #buffer = 0;
  #held = 0;

  constructor(private readonly data: Uint8Array) {}

  /** The next code of `bits` bits; END where the data ends. */
  next(bits: number): number {
    while (this.#held < bits) {
      const byte = this.data[this.#offset++];
      if (byte === undefined) return END;
      this.#buffer = ((this.#buffer << 8) | byte) & 0xffffff;
      this.#held += 8;
    }
    this.#held -= bits;
    return (this.#buffer >> this.#held) & ((1 << bits) - 1);
  }
}

/**
 * Unpacks TIFF's LZW (TIFF 6.0 §13), whose codes widen one code early.
 * @param size bytes that are needed; what follows them is not read
 * @throws Error for a code that is not defined yet
 */
export function unpackLzw(data: Uint8Array, size: number): Uint8Array {
  const reader = new CodeReader(data);
  const out = new Uint8Array(size);
  // The text of a code is a part of the output: where it begins, and its length in bytes.
  const starts = new Uint32Array(1 << MOST_BITS);
  const lengths = new Uint32Array(1 << MOST_BITS);
  let filled = 0;
  let next = FIRST_FREE;
  let bits = LEAST_BITS;
  /** Length of the previous text, which ends at `filled`; 0 after a clear code. */
  let previous = 0;
  for (let code = reader.next(bits); code !== END && filled < size; code = reader.next(bits)) {
    if (code === CLEAR) {
      next = FIRST_FREE;
      bits = LEAST_BITS;
      previous = 0;
      continue;
    }
    // A new code is the previous text and the first byte of this one, which follows it in the output.
    if (previous > 0 && next < 1 << MOST_BITS) {
      starts[next] = filled - previous;
      lengths[next] = previous + 1;
      next++;
    }
    if (code >= CLEAR && code >= next) throw new Error('damaged LZW data');
    const start = filled;
    if (code < CLEAR) out[filled++] = code;
    else filled = copyText(out, filled, starts[code]!, lengths[code]!);
    previous = filled - start;
    if (next + 2 > 1 << bits && bits < MOST_BITS) bits++;
  }
  return out.subarray(0, filled);
}

/** Copies byte by byte, as the text may reach into its copy; returns where the copy ends. */
function copyText(out: Uint8Array, to: number, from: number, length: number): number {
  const end = Math.min(to + length, out.length);
  for (let index = to; index < end; index++) out[index] = out[from + index - to]!;
  return end;
}

/** Unpacks PackBits (TIFF 6.0 §9). @param size bytes that are needed */
export function unpackBits(data: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  let filled = 0;
  for (let offset = 0; offset < data.length && filled < size;) {
    const header = data[offset++]!;
    if (header < 128) {
      const run = data.subarray(offset, offset + Math.min(header + 1, size - filled));
      out.set(run, filled);
      filled += run.length;
      offset += header + 1;
    } else if (header > 128) {
      const count = Math.min(257 - header, size - filled);
      out.fill(data[offset++] ?? 0, filled, filled + count);
      filled += count;
    }
  }
  return out.subarray(0, filled);
}

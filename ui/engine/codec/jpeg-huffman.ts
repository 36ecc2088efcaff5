/** A Huffman code of a JPEG: for each 16-bit look-ahead, its symbol and length. */
export interface HuffmanTable {
  /** Entry: length in bits × 256 + symbol; 0 where no code begins like this. Index: the next 16 bits. */
  readonly codes: Uint16Array;
}

const LONGEST = 16;
const RESTART_MASK = 0xf8;
const FIRST_RESTART = 0xd0;

/**
 * The code of a DHT segment (ITU-T T.81 annex C).
 * @param counts 16 values: how many codes have 1, 2, … 16 bits
 * @param symbols the symbols in the order of their codes
 */
export function buildHuffmanTable(counts: Uint8Array, symbols: Uint8Array): HuffmanTable {
  const codes = new Uint16Array(1 << LONGEST);
  let index = 0;
  let code = 0;
  for (let length = 1; length <= LONGEST; length++) {
    const spread = 1 << (LONGEST - length);
    for (let count = counts[length - 1]!; count > 0; count--) {
      codes.fill(length * 256 + (symbols[index] ?? 0), code, code + spread);
      code += spread;
      index++;
    }
  }
  return { codes };
}

/** Skips through the entropy-coded data of a sequential scan, to learn whether it is all there. */
export class ScanBits {
  #buffer = 0;
  #bits = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private offset: number,
  ) {}

  /** Passes one block of 64 coefficients (§F.2.2); false if the data ends or is damaged before its end. */
  skipBlock(dc: HuffmanTable, ac: HuffmanTable): boolean {
    const size = this.#symbol(dc);
    if (size < 0 || size > LONGEST || !this.#skip(size)) return false;
    for (let index = 1; index < 64; index++) {
      const symbol = this.#symbol(ac);
      if (symbol < 0) return false;
      const run = symbol >> 4;
      const bits = symbol & 15;
      // End of block; a run of 16 zeros has a symbol of its own.
      if (bits === 0 && run < 15) return true;
      index += run;
      if (!this.#skip(bits)) return false;
    }
    return true;
  }

  /** Passes the rest of a byte and a restart marker; false if no marker follows. */
  skipRestart(): boolean {
    this.#bits = 0;
    this.#buffer = 0;
    while (this.bytes[this.offset] === 0xff && this.bytes[this.offset + 1] === 0xff) this.offset++;
    const marker = this.bytes[this.offset + 1];
    if (this.bytes[this.offset] !== 0xff || marker === undefined) return false;
    if ((marker & RESTART_MASK) !== FIRST_RESTART) return false;
    this.offset += 2;
    return true;
  }

  #symbol({ codes }: HuffmanTable): number {
    this.#fill();
    const ahead =
      this.#bits >= LONGEST ? this.#buffer >> (this.#bits - LONGEST) : this.#buffer << (LONGEST - this.#bits);
    const entry = codes[ahead & 0xffff]!;
    const length = entry >> 8;
    if (length === 0 || length > this.#bits) return -1;
    this.#bits -= length;
    return entry & 255;
  }

  #skip(bits: number): boolean {
    this.#fill();
    if (bits > this.#bits) return false;
    this.#bits -= bits;
    return true;
  }

  /** Holds at least 16 bits, if the data has them. */
  #fill(): void {
    while (this.#bits < LONGEST) {
      const byte = this.bytes[this.offset];
      if (byte === undefined) return;
      // 0xFF is data only with a 0 after it.
      if (byte === 0xff && this.bytes[this.offset + 1] !== 0) return;
      this.offset += byte === 0xff ? 2 : 1;
      this.#buffer = ((this.#buffer << 8) | byte) & 0xffffff;
      this.#bits += 8;
    }
  }
}

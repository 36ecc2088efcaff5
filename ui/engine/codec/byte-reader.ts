/** Reads numbers and text from a file at offsets in bytes. Past its end, numbers are NaN and text is short. */
export class ByteReader {
  readonly length: number;
  readonly #view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.length = bytes.length;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(offset: number): number {
    return this.#has(offset, 1) ? this.#view.getUint8(offset) : NaN;
  }

  big16(offset: number): number {
    return this.#has(offset, 2) ? this.#view.getUint16(offset) : NaN;
  }

  big32(offset: number): number {
    return this.#has(offset, 4) ? this.#view.getUint32(offset) : NaN;
  }

  little16(offset: number): number {
    return this.#has(offset, 2) ? this.#view.getUint16(offset, true) : NaN;
  }

  little24(offset: number): number {
    return this.#has(offset, 3) ? this.little16(offset) + 0x10000 * this.byte(offset + 2) : NaN;
  }

  little32(offset: number): number {
    return this.#has(offset, 4) ? this.#view.getUint32(offset, true) : NaN;
  }

  /** `length` bytes as Latin-1 text. */
  text(offset: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(offset, offset + length));
  }

  /** Whether these bytes stand at `offset`. */
  matches(offset: number, signature: readonly number[]): boolean {
    return signature.every((value, index) => this.bytes[offset + index] === value);
  }

  #has(offset: number, size: number): boolean {
    return offset >= 0 && offset + size <= this.length;
  }
}

/** The functions of kernels.as.ts. Addresses are in bytes; `added` and the like are 0 where there is none. */
export interface Kernels {
  convolve(
    input: number,
    terms: number,
    count: number,
    weights: number,
    bias: number,
    slopes: number,
    highest: number,
    output: number,
    plane: number,
    rows: number,
    width: number,
    inputRow: number,
    outputRow: number,
    added: number,
  ): void;
  convolvePlane(
    input: number,
    terms: number,
    count: number,
    weights: number,
    bias: number,
    slope: number,
    highest: number,
    output: number,
    rows: number,
    width: number,
    inputRow: number,
    outputRow: number,
    added: number,
  ): void;
  place(
    input: number,
    height: number,
    width: number,
    output: number,
    rows: number,
    columns: number,
    top: number,
    left: number,
    step: number,
  ): void;
  combine(
    operation: number,
    a: number,
    b: number,
    output: number,
    count: number,
    aStays: boolean,
    bStays: boolean,
  ): void;
  clamp(
    input: number,
    output: number,
    count: number,
    scale: number,
    shift: number,
    lowest: number,
    highest: number,
  ): void;
  leak(input: number, output: number, count: number, slope: number): void;
  sigmoid(input: number, output: number, count: number, steepness: number, height: number, shift: number): void;
  power(input: number, output: number, count: number, exponent: number): void;
  squareRoot(input: number, output: number, count: number): void;
  softmax(input: number, output: number, count: number, channels: number, plane: number): void;
  choose(condition: number, yes: number, no: number, output: number, count: number): void;
  total(input: number, count: number): number;
  pool(
    largest: boolean,
    input: number,
    height: number,
    width: number,
    output: number,
    rows: number,
    columns: number,
    tall: number,
    wide: number,
    step: number,
    top: number,
    left: number,
  ): void;
  double(input: number, height: number, width: number, output: number): void;
  doubleSmoothly(input: number, height: number, width: number, output: number): void;
}

/** A module of kernels with its memory. It holds the weights of networks at the bottom, and values of one run above. */
export interface Machine {
  readonly kernels: Kernels;
  /** The memory as float32. A view ends when the memory grows, so nobody keeps it. */
  floats(): Float32Array;
  /** Stores values for as long as the machine lives. Returns their address. */
  store(values: Float32Array): number;
  /** The address of the first byte after all stored values. */
  stored(): number;
  /**
   * Makes the memory reach up to this address.
   * @throws RangeError the system has no such memory
   */
  reach(address: number): void;
}

const PAGE = 65536;
/** Vectors of four are read and written past the end of a list. */
export const SLACK = 64;

/** @param wasm the compiled kernels.as.ts */
export async function startMachine(wasm: Uint8Array<ArrayBuffer>): Promise<Machine> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { instance } = await WebAssembly.instantiate(wasm, { env: { memory } });
  // Below 1024 AssemblyScript may hold data of its own.
  let top = 1024;
  function reach(address: number): void {
    const missing = address + SLACK - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  }
  return {
    kernels: instance.exports as unknown as Kernels,
    floats: () => new Float32Array(memory.buffer),
    store(values) {
      const address = top;
      top = aligned(address + values.byteLength);
      reach(top);
      new Float32Array(memory.buffer).set(values, address / 4);
      return address;
    },
    stored: () => top,
    reach,
  };
}

/** The next address at which a list may start. */
export function aligned(address: number): number {
  return Math.ceil((address + SLACK) / 64) * 64;
}

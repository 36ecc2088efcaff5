/** The expected values of one output of a network for its golden inputs: moments over all values, and samples. */
export interface GoldenOutput {
  readonly mean: number;
  /** Standard deviation. For an output of one value: its absolute value. */
  readonly spread: number;
  readonly samples: readonly number[];
}

/** The expected outputs of one network file. */
export interface GoldenNetwork {
  /** SHA-256 of the ONNX file that gave these outputs, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Output name → expected values. */
  readonly outputs: Readonly<Record<string, GoldenOutput>>;
}

/** Of a normal distribution, the standard deviation over the median of absolute values. */
const DEVIATION = 1.4826;

/** The standard deviation of values around 0, told from the median of their sizes, so that a spot among them does not count. */
export function roughnessOf(values: Float32Array): number {
  const sizes = values.map(Math.abs).sort();
  return DEVIATION * sizes[sizes.length >> 1]!;
}

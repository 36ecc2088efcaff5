/** Standard deviation over the median of absolute values, for a normal distribution. */
const DEVIATION_OVER_MEDIAN = 1.4826;

/**
 * The standard deviation of values around 0, estimated from the median of their absolute values (MAD). A spot among
 * them does not raise it. Same unit as the values.
 */
export function roughnessOf(values: Float32Array): number {
  const sizes = values.map(Math.abs).sort();
  return DEVIATION_OVER_MEDIAN * sizes[sizes.length >> 1]!;
}

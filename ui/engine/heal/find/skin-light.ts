/**
 * Linear light (0–1) that the darkest skin reflects. It keeps the logarithm of dark pixels finite and their noise
 * small.
 */
const STRAY_LIGHT = 0.004;
/** Optical density (natural logarithm) up to which a difference is noise rather than colour. */
export const NOISE = 0.05;

/**
 * Optical density (natural logarithm) that a place of linear light `value` adds to skin of light `around`. Densities
 * add up, so the skin's own melanin cancels out.
 */
export function density(around: number, value: number): number {
  return Math.log(around + STRAY_LIGHT) - Math.log(value + STRAY_LIGHT);
}

/** The median. It sorts the given values. */
export function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}

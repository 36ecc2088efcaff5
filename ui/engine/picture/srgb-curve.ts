/** Encodes linear light, 0–1, as sRGB (IEC 61966-2-1). */
export function encodeSrgb(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}

/** Linear light (0–1) of an sRGB value (0–1), by IEC 61966-2-1. Light adds up; sRGB values do not. */
export function linearLight(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Luma (Rec. 709 weights) of sRGB-encoded values, in their unit. */
export function luma(red: number, green: number, blue: number): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// CIELAB (CIE 15) of encoded red, green and blue. Values are read as sRGB (IEC 61966-2-1), whatever profile the picture
// has: in the profiles in use, lightness, chroma and hue differ too little to matter for the parts of a change.

/** Linear sRGB to XYZ and back. */
const TO_XYZ = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
] as const;
const FROM_XYZ = [
  [3.2404542, -1.5371385, -0.4985314],
  [-0.969266, 1.8760108, 0.041556],
  [0.0556434, -0.2040259, 1.0572252],
] as const;
/** The white of the primaries, so that grey has no chroma. */
const WHITE = TO_XYZ.map(([red, green, blue]) => red + green + blue) as [number, number, number];
/** Below this, the cube root is replaced by a line. */
const KNEE = 6 / 29;

/**
 * Writes L* (0–100), a* and b* of a colour to the first three places of `out`.
 * @param red green, blue: encoded values, 0–1
 */
export function writeLab(red: number, green: number, blue: number, out: Float64Array): void {
  const r = linear(red);
  const g = linear(green);
  const b = linear(blue);
  const x = root(times(TO_XYZ[0], r, g, b) / WHITE[0]);
  const y = root(times(TO_XYZ[1], r, g, b) / WHITE[1]);
  const z = root(times(TO_XYZ[2], r, g, b) / WHITE[2]);
  out[0] = 116 * y - 16;
  out[1] = 500 * (x - y);
  out[2] = 200 * (y - z);
}

/** Writes encoded red, green and blue, 0–1, of a CIELAB colour. A channel out of gamut is clipped. */
export function writeRgb(light: number, a: number, b: number, out: Float64Array): void {
  const middle = (light + 16) / 116;
  const x = WHITE[0] * cube(middle + a / 500);
  const y = WHITE[1] * cube(middle);
  const z = WHITE[2] * cube(middle - b / 200);
  for (let row = 0; row < 3; row++) out[row] = encoded(times(FROM_XYZ[row]!, x, y, z));
}

function times(row: readonly [number, number, number], x: number, y: number, z: number): number {
  return row[0] * x + row[1] * y + row[2] * z;
}

function root(value: number): number {
  return value > KNEE ** 3 ? Math.cbrt(value) : value / (3 * KNEE ** 2) + 4 / 29;
}

function cube(value: number): number {
  return value > KNEE ? value ** 3 : 3 * KNEE ** 2 * (value - 4 / 29);
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encoded(value: number): number {
  const held = Math.min(1, Math.max(0, value));
  return held <= 0.0031308 ? 12.92 * held : 1.055 * held ** (1 / 2.4) - 0.055;
}

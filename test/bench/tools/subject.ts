import type { Face } from '../../../ui/engine/faces/face';
import type { Matte, Picture } from '../../../ui/engine/picture/picture';
import { luma } from '../../../ui/engine/picture/luma';

/** A face whose retouch is measured. */
export interface Subject {
  readonly name: string;
  readonly picture: Picture;
  readonly face: Face;
  readonly skin: Matte;
  /** Width of the face in pixels. */
  readonly faceWidth: number;
}

/** Luma, 0–255, of every pixel. */
export function lumaOf({ width, height, data }: Picture): Float32Array {
  const values = new Float32Array(width * height);
  for (let index = 0; index < values.length; index++)
    values[index] = luma(data[index * 4]!, data[index * 4 + 1]!, data[index * 4 + 2]!);
  return values;
}

/** CIELAB (D65) of every pixel, interleaved. */
export function labOf({ width, height, data }: Picture): Float32Array {
  const values = new Float32Array(width * height * 3);
  for (let index = 0; index < width * height; index++) {
    const [r, g, b] = [0, 1, 2].map((channel) => linear(data[index * 4 + channel]! / 255)) as [number, number, number];
    const x = cubeRoot((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    const y = cubeRoot(0.2126 * r + 0.7152 * g + 0.0722 * b);
    const z = cubeRoot((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    values.set([116 * y - 16, 500 * (x - y), 200 * (y - z)], index * 3);
  }
  return values;
}

/** Linear light, 0–1, from an sRGB-encoded value, 0–1. */
export function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** An sRGB-encoded value, 0–1, from linear light, 0–1. */
export function encoded(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}

function cubeRoot(value: number): number {
  return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
}

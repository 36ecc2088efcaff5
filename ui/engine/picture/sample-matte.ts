import type { SquareCrop } from '../geometry/square-crop';
import type { Plane } from '../geometry/plane';
import type { Matte } from './picture';

/**
 * Resamples a square crop of a matte to a plane, 0–1, as the mean of up to 4 × 4 taps for each cell. The matte is 0
 * outside the picture.
 *
 * @param size cells of the plane each way
 */
export function sampleMatte(matte: Matte, crop: SquareCrop, size: number): Plane {
  const taps = Math.min(4, Math.max(1, Math.round(crop.side / size)));
  const weight = 1 / (255 * taps * taps);
  const data = new Float32Array(size * size);
  const step = crop.side / (size * taps);
  const cos = Math.cos(crop.angle) * step;
  const sin = Math.sin(crop.angle) * step;
  const half = (size * taps - 1) / 2;
  const { width, height } = matte;
  const isInside = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height;
  for (let v = 0; v < size * taps; v++) {
    const startX = crop.centerX - half * cos - (v - half) * sin;
    const startY = crop.centerY - half * sin + (v - half) * cos;
    const row = Math.floor(v / taps) * size;
    // If both ends of a row of taps lie inside, so do all taps between them.
    const allInside = isInside(startX, startY) && isInside(startX + 2 * half * cos, startY + 2 * half * sin);
    for (let cell = row, u = 0; cell < row + size; cell++) {
      let sum = 0;
      for (let tap = 0; tap < taps; tap++, u++) {
        const x = startX + u * cos;
        const y = startY + u * sin;
        if (allInside || isInside(x, y)) sum += matte.data[(y | 0) * width + (x | 0)]!;
      }
      data[cell]! += sum;
    }
  }
  for (let cell = 0; cell < data.length; cell++) data[cell]! *= weight;
  return { size, data };
}

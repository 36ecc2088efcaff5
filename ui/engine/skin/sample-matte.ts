import type { SquareCrop } from '../geometry/square-crop';
import type { Plane } from '../geometry/plane';
import type { Matte } from '../picture/picture';

/** Resamples a square crop of a matte to a plane of 0–1 (up to 4 × 4 taps a cell); 0 outside the picture. */
export function sampleMatte(matte: Matte, crop: SquareCrop, size: number): Plane {
  const taps = Math.min(4, Math.max(1, Math.round(crop.side / size)));
  const weight = 1 / (255 * taps * taps);
  const data = new Float32Array(size * size);
  const cos = Math.cos(crop.angle);
  const sin = Math.sin(crop.angle);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let sum = 0;
      for (let tapY = 0; tapY < taps; tapY++) {
        const dy = ((row + (tapY + 0.5) / taps) / size - 0.5) * crop.side;
        for (let tapX = 0; tapX < taps; tapX++) {
          // As cropToPicture, without a point object for every tap.
          const dx = ((column + (tapX + 0.5) / taps) / size - 0.5) * crop.side;
          const column0 = Math.floor(crop.centerX + dx * cos - dy * sin);
          const row0 = Math.floor(crop.centerY + dx * sin + dy * cos);
          if (column0 >= 0 && column0 < matte.width && row0 >= 0 && row0 < matte.height) sum += matte.data[row0 * matte.width + column0]!;
        }
      }
      data[row * size + column] = sum * weight;
    }
  }
  return { size, data };
}

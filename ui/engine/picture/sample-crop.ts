import type { SquareCrop } from '../geometry/square-crop';
import type { Picture } from './picture';
import { pyramidLevel } from './pyramid';

/**
 * Resamples a square crop to `size` × `size`, antialiased: the pyramid level below the crop's scale, then
 * 2 × 2 bilinear taps a pixel. Outside the picture the nearest edge pixel is repeated, so that a face at the
 * border is padded and never squashed.
 *
 * Returns planar RGB (channel, row, column), 0–1, length `3 * size * size`.
 */
export function sampleCrop(picture: Picture, crop: SquareCrop, size: number): Float32Array {
  const scale = crop.side / size;
  const level = scale <= 1 ? 0 : Math.floor(Math.log2(scale));
  const source = pyramidLevel(picture, level);
  const shrink = 1 / 2 ** level;
  const taps = scale * shrink > 1.01 ? 2 : 1;
  const plane = size * size;
  const out = new Float32Array(3 * plane);
  const { width, height, data } = source;
  const step = (crop.side * shrink) / (size * taps);
  const cos = Math.cos(crop.angle) * step;
  const sin = Math.sin(crop.angle) * step;
  const half = (size * taps) / 2 - 0.5;
  const originX = crop.centerX * shrink - 0.5 - half * cos + half * sin;
  const originY = crop.centerY * shrink - 0.5 - half * sin - half * cos;
  const weight = 1 / (255 * taps * taps);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tapY = 0; tapY < taps; tapY++) {
        const v = row * taps + tapY;
        for (let tapX = 0; tapX < taps; tapX++) {
          const u = column * taps + tapX;
          const x = clamp(originX + u * cos - v * sin, width - 1);
          const y = clamp(originY + u * sin + v * cos, height - 1);
          const x0 = x | 0;
          const y0 = y | 0;
          const fx = x - x0;
          const fy = y - y0;
          const a = (y0 * width + x0) * 4;
          const right = x0 + 1 < width ? 4 : 0;
          const down = y0 + 1 < height ? width * 4 : 0;
          const w00 = (1 - fx) * (1 - fy);
          const w10 = fx * (1 - fy);
          const w01 = (1 - fx) * fy;
          const w11 = fx * fy;
          red += data[a]! * w00 + data[a + right]! * w10 + data[a + down]! * w01 + data[a + down + right]! * w11;
          green += data[a + 1]! * w00 + data[a + right + 1]! * w10 + data[a + down + 1]! * w01 + data[a + down + right + 1]! * w11;
          blue += data[a + 2]! * w00 + data[a + right + 2]! * w10 + data[a + down + 2]! * w01 + data[a + down + right + 2]! * w11;
        }
      }
      const index = row * size + column;
      out[index] = red * weight;
      out[plane + index] = green * weight;
      out[2 * plane + index] = blue * weight;
    }
  }
  return out;
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

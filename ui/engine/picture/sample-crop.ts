import type { SquareCrop } from '../geometry/square-crop';
import type { Picture } from './picture';
import { pyramidLevel } from './pyramid';

/**
 * Resamples a square crop to `size` × `size` without aliasing. It reads the pyramid level just finer than the crop's
 * scale, then averages up to 2 × 2 bilinear taps for each pixel. Edge pixels repeat outside the picture.
 *
 * A `PyramidPicture` makes each reduced level once; any other picture is reduced anew in each call.
 *
 * @param size side of the result in pixels
 * @returns planar RGB (channel, row, column), 0–1, length `3 * size * size`
 */
export function sampleCrop(picture: Picture, crop: SquareCrop, size: number): Float32Array {
  const grid = tapGrid(crop, size);
  const source = pyramidLevel(picture, grid.level);
  return crop.angle === 0 ? sampleUpright(source, grid) : sampleTurned(source, grid);
}

/**
 * The positions of the taps, `size * taps` each way. Tap (u, v) lies at (originX + u cos − v sin,
 * originY + u sin + v cos) in pixels of the pyramid level.
 */
export interface TapGrid {
  /** Pyramid level: the picture is reduced by 2^level. */
  readonly level: number;
  /** Side of the result in pixels. */
  readonly size: number;
  /** Taps for each pixel of the result, each way. */
  readonly taps: number;
  readonly cos: number;
  readonly sin: number;
  readonly originX: number;
  readonly originY: number;
}

/** Places the taps for resampling a crop to `size` × `size` pixels. */
export function tapGrid(crop: SquareCrop, size: number): TapGrid {
  const scale = crop.side / size;
  const level = scale <= 1 ? 0 : Math.floor(Math.log2(scale));
  const shrink = 1 / 2 ** level;
  const taps = scale * shrink > 1.01 ? 2 : 1;
  const step = (crop.side * shrink) / (size * taps);
  const cos = Math.cos(crop.angle) * step;
  const sin = Math.sin(crop.angle) * step;
  const half = (size * taps) / 2 - 0.5;
  return {
    level,
    size,
    taps,
    cos,
    sin,
    originX: crop.centerX * shrink - 0.5 - half * cos + half * sin,
    originY: crop.centerY * shrink - 0.5 - half * sin - half * cos,
  };
}

/** Resamples columns and rows separately: each source row is reduced along itself once. */
function sampleUpright(source: Picture, { size, taps, cos, originX, originY }: TapGrid): Float32Array {
  const { width, height } = source;
  const plane = size * size;
  const out = new Float32Array(3 * plane);
  const columns: ColumnTaps = {
    taps,
    left: new Int32Array(size * taps),
    right: new Int32Array(size * taps),
    share: new Float64Array(size * taps),
  };
  for (let u = 0; u < size * taps; u++) {
    const x = clamp(originX + u * cos, width - 1);
    const x0 = x | 0;
    columns.left[u] = x0 * 4;
    columns.right[u] = (x0 + 1 < width ? x0 + 1 : x0) * 4;
    columns.share[u] = x - x0;
  }
  // Holds the two neighbouring rows in use: one is even and one is odd.
  const reduced = [new Float64Array(3 * size), new Float64Array(3 * size)] as const;
  const holds = [-1, -1];
  const sums = new Float64Array(3 * size);
  const weight = 1 / (255 * taps * taps);
  for (let row = 0, v = 0; row < size; row++) {
    sums.fill(0);
    for (let tap = 0; tap < taps; tap++, v++) {
      const y = clamp(originY + v * cos, height - 1);
      const y0 = y | 0;
      const share = y - y0;
      for (let needed = y0; needed <= (share === 0 ? y0 : y0 + 1); needed++) {
        if (holds[needed & 1] !== needed) reduceRow(source, needed, columns, reduced[(needed & 1) as 0 | 1]);
        holds[needed & 1] = needed;
      }
      addRows(sums, reduced[(y0 & 1) as 0 | 1], reduced[(share === 0 ? y0 & 1 : (y0 + 1) & 1) as 0 | 1], share);
    }
    for (let column = 0, index = row * size; column < size; column++, index++) {
      out[index] = sums[3 * column]! * weight;
      out[plane + index] = sums[3 * column + 1]! * weight;
      out[2 * plane + index] = sums[3 * column + 2]! * weight;
    }
  }
  return out;
}

/** The taps along a row: byte offsets of each tap's two pixels, and the weight (0–1) of the right one. */
interface ColumnTaps {
  /** Taps for each pixel of the result. */
  readonly taps: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly share: Float64Array;
}

function reduceRow(
  { width, data }: Picture,
  row: number,
  { taps, left, right, share }: ColumnTaps,
  values: Float64Array,
): void {
  const start = row * width * 4;
  for (let index = 0, u = 0; index < values.length; index += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let tap = 0; tap < taps; tap++, u++) {
      const a = start + left[u]!;
      const b = start + right[u]!;
      const part = share[u]!;
      red += data[a]! + (data[b]! - data[a]!) * part;
      green += data[a + 1]! + (data[b + 1]! - data[a + 1]!) * part;
      blue += data[a + 2]! + (data[b + 2]! - data[a + 2]!) * part;
    }
    values[index] = red;
    values[index + 1] = green;
    values[index + 2] = blue;
  }
}

function addRows(sums: Float64Array, upper: Float64Array, lower: Float64Array, share: number): void {
  for (let index = 0; index < sums.length; index++)
    sums[index]! += upper[index]! + (lower[index]! - upper[index]!) * share;
}

function sampleTurned({ width, height, data }: Picture, grid: TapGrid): Float32Array {
  const { size, taps, cos, sin, originX, originY } = grid;
  const plane = size * size;
  const out = new Float32Array(3 * plane);
  const weight = 1 / (255 * taps * taps);
  // Reads a pixel as one word (red in the lowest byte) and ignores its alpha.
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const lastX = width - 1;
  const lastY = height - 1;
  const inside = liesInside(grid, lastX, lastY);
  for (let row = 0, index = 0; row < size; row++) {
    for (let column = 0; column < size; column++, index++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tapY = 0; tapY < taps; tapY++) {
        const v = row * taps + tapY;
        for (let tapX = 0; tapX < taps; tapX++) {
          const u = column * taps + tapX;
          let x = originX + u * cos - v * sin;
          let y = originY + u * sin + v * cos;
          if (!inside) {
            x = clamp(x, lastX);
            y = clamp(y, lastY);
          }
          const x0 = x | 0;
          const y0 = y | 0;
          const at = y0 * width + x0;
          const right = inside || x0 < lastX ? 1 : 0;
          const down = inside || y0 < lastY ? width : 0;
          const a = pixels[at]!;
          const b = pixels[at + right]!;
          const c = pixels[at + down]!;
          const d = pixels[at + down + right]!;
          const fx = x - x0;
          const fy = y - y0;
          const w11 = fx * fy;
          const w10 = fx - w11;
          const w01 = fy - w11;
          const w00 = 1 - fx - w01;
          red += (a & 255) * w00 + (b & 255) * w10 + (c & 255) * w01 + (d & 255) * w11;
          green +=
            ((a >>> 8) & 255) * w00 + ((b >>> 8) & 255) * w10 + ((c >>> 8) & 255) * w01 + ((d >>> 8) & 255) * w11;
          blue +=
            ((a >>> 16) & 255) * w00 + ((b >>> 16) & 255) * w10 + ((c >>> 16) & 255) * w01 + ((d >>> 16) & 255) * w11;
        }
      }
      out[index] = red * weight;
      out[plane + index] = green * weight;
      out[2 * plane + index] = blue * weight;
    }
  }
  return out;
}

/** True if all taps, with their right and lower neighbours, lie in a picture with this last column and last row. */
function liesInside({ size, taps, cos, sin, originX, originY }: TapGrid, lastX: number, lastY: number): boolean {
  const far = size * taps - 1;
  return [
    [0, 0],
    [far, 0],
    [0, far],
    [far, far],
  ].every(([u, v]) => {
    const x = originX + u! * cos - v! * sin;
    const y = originY + u! * sin + v! * cos;
    return x >= 0 && y >= 0 && x < lastX && y < lastY;
  });
}

function clamp(value: number, last: number): number {
  return value < 0 ? 0 : value > last ? last : value;
}

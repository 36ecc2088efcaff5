import type { Size } from '../geometry/box';

// Resampling with PyTorch's arithmetic, including its float32 coordinates. A coordinate with another rounding would
// change results at thresholds, and where values are truncated to whole levels.

const { fround } = Math;

/** For each cell of a resized side, the two source cells that it reads. */
export interface LinearTaps {
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Weight of `to`, 0–1. */
  readonly share: Float32Array;
}

/**
 * `F.interpolate(mode='bilinear', antialias=False)` along one side.
 * @param length source cells
 * @param resized cells of the result
 */
export function linearTaps(length: number, resized: number, alignCorners: boolean): LinearTaps {
  const taps: LinearTaps = {
    from: new Int32Array(resized),
    to: new Int32Array(resized),
    share: new Float32Array(resized),
  };
  const scale = alignCorners ? (resized > 1 ? fround((length - 1) / (resized - 1)) : 0) : fround(length / resized);
  for (let index = 0; index < resized; index++) {
    const at =
      length === resized
        ? index
        : alignCorners
          ? fround(scale * index)
          : Math.max(0, fround(fround(scale * (index + 0.5)) - 0.5));
    const from = Math.min(Math.floor(at), length - 1);
    taps.from[index] = from;
    taps.to[index] = Math.min(from + 1, length - 1);
    taps.share[index] = Math.min(1, Math.max(0, at - from));
  }
  return taps;
}

/** `F.interpolate(mode='nearest')` along one side: the source cell of each resized cell. */
export function nearestTaps(length: number, resized: number): Int32Array {
  const scale = fround(length / resized);
  return Int32Array.from({ length: resized }, (_, index) => Math.min(length - 1, Math.floor(fround(index * scale))));
}

/** Resizes planes bilinearly. Planes are row-major, one after another. */
export function resizePlanes(planes: Float32Array, size: Size, resized: Size, alignCorners: boolean): Float32Array {
  const columns = linearTaps(size.width, resized.width, alignCorners);
  const rows = linearTaps(size.height, resized.height, alignCorners);
  const count = planes.length / (size.width * size.height);
  const out = new Float32Array(count * resized.width * resized.height);
  let index = 0;
  for (let plane = 0; plane < count; plane++) {
    for (let y = 0; y < resized.height; y++) {
      const upper = (plane * size.height + rows.from[y]!) * size.width;
      const lower = (plane * size.height + rows.to[y]!) * size.width;
      const down = rows.share[y]!;
      for (let x = 0; x < resized.width; x++, index++) {
        const [left, right, along] = [columns.from[x]!, columns.to[x]!, columns.share[x]!];
        const top = (1 - along) * planes[upper + left]! + along * planes[upper + right]!;
        const bottom = (1 - along) * planes[lower + left]! + along * planes[lower + right]!;
        out[index] = (1 - down) * top + down * bottom;
      }
    }
  }
  return out;
}

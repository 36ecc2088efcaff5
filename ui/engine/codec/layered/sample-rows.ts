import type { Box } from '../../geometry/box';
import type { Depth, Samples, SampleRows } from './layered-picture';

/** Pixels in memory: RGBA, `width × height × 4` samples. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Samples;
}

/** The rows of pixels in memory, as views; of the part in `box` (whole pixels inside the raster) if it is given. */
export function rasterRows({ width, height, data }: Raster, box: Box = { x: 0, y: 0, width, height }): SampleRows {
  return {
    width: box.width,
    height: box.height,
    depth: depthOf(data),
    row: (y) => {
      const start = ((box.y + y) * width + box.x) * 4;
      return data.subarray(start, start + box.width * 4);
    },
  };
}

/** The smallest box that holds every pixel of a raster whose alpha is above 0; null if there is none. */
export function opaqueBounds({ width, height, data }: Raster): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, index = 3; y < height; y++) {
    for (let x = 0; x < width; x++, index += 4) {
      if (data[index] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top > y) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Whether a raster has a pixel that is not fully opaque. */
export function isTransparent({ data }: Raster): boolean {
  const most = largestSample(depthOf(data));
  for (let index = 3; index < data.length; index += 4) if (data[index] !== most) return true;
  return false;
}

function depthOf(data: Samples): Depth {
  return data instanceof Uint16Array ? 16 : 8;
}

/** The largest sample of a depth. */
export function largestSample(depth: Depth): number {
  return depth === 16 ? 65535 : 255;
}

/** An empty row of `width` pixels. */
export function emptyRow(width: number, depth: Depth): Uint8Array | Uint16Array {
  return depth === 16 ? new Uint16Array(width * 4) : new Uint8Array(width * 4);
}

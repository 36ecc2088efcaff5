import { largestSample, rasterRows } from '../layered/sample-rows';
import type { SampleRows } from '../layered/layered-picture';

const LONGEST_SIDE = 256;

/** A copy of at most 256 pixels a side, 8 bits: each pixel is the mean of the pixels that it stands for. */
export function thumbnail(rows: SampleRows): SampleRows {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(rows.width, rows.height));
  const width = Math.max(1, Math.round(rows.width * scale));
  const height = Math.max(1, Math.round(rows.height * scale));
  const sums = new Float64Array(width * height * 4);
  const counts = new Uint32Array(width * height);
  for (let y = 0; y < rows.height; y++) {
    const row = rows.row(y);
    const start = Math.floor((y * height) / rows.height) * width;
    for (let x = 0; x < rows.width; x++) {
      const to = start + Math.floor((x * width) / rows.width);
      counts[to]!++;
      for (let channel = 0; channel < 4; channel++) sums[4 * to + channel]! += row[4 * x + channel]!;
    }
  }
  const most = largestSample(rows.depth) / 255;
  const data = Uint8Array.from(sums, (sum, index) => Math.round(sum / counts[index >> 2]! / most));
  return rasterRows({ width, height, data });
}

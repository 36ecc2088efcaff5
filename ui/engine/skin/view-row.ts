import { cellBox } from '../geometry/cell-box';
import { cellRuns, lineAlong, nextRun, runLeast, runPeak } from '../geometry/cell-runs';
import type { Plane } from '../geometry/plane';
import { clipSpan, rowSpan, type CropBox, type RowSpan } from '../geometry/row-span';
import type { SquareCrop } from '../geometry/square-crop';
import type { Picture } from '../picture/picture';
import type { GuidedMatte } from './guided-filter';

/** Skin in a crop: the network's coarse matte and its full-size refinement. */
export interface SkinView {
  readonly crop: SquareCrop;
  readonly field: GuidedMatte;
  /** The network's matte, 0–1, of the field's size. The field may sharpen it but adds no skin far from it. */
  readonly coarse: Plane;
  /** Bounding box of the skin in the coarse matte. */
  readonly reach: CropBox;
}

/** Coarse values below this are not skin. */
export const SEEN = 0.02;
/** Guided values map linearly from FLOOR (0) to CEILING (1), so that the background is exactly 0. */
export const FLOOR = 0.4;
export const CEILING = 0.7;

/** Builds the view of a crop. `coarse` and `field` have the same size and lie over the crop. */
export function skinView(crop: SquareCrop, coarse: Plane, field: GuidedMatte): SkinView {
  return { crop, coarse, field, reach: cellBox(coarse, SEEN) };
}

/** The pixels of row `y` inside the view's skin box; null if there are none. `width`: of the picture, in pixels. */
export function seenSpan({ crop, reach }: SkinView, y: number, width: number): RowSpan | null {
  const span = rowSpan(crop, y, width);
  return span === null ? null : clipSpan(span, reach);
}

/**
 * Writes a view's matte (0–1) along a span of row `y`.
 *
 * @param span of row `y` in the view's crop
 * @param picture the full-size picture that guides the matte
 * @param settled weights of the row's pixels; runs of pixels with weights of 1 or more may stay 0. Null: none
 * @param out a value for each pixel of the row; written within the span only
 */
export function readViewRow(
  { field, coarse, reach }: SkinView,
  span: RowSpan,
  { width, data }: Picture,
  y: number,
  settled: Float32Array | null,
  out: Float32Array,
): void {
  out.fill(0, span.from, span.to);
  const seen = clipSpan(span, reach);
  if (seen === null) return;
  // Coarse value, red, green, blue and offset along a run: see lineAlong.
  const lines = new Float64Array(15);
  for (const run = cellRuns(seen, coarse.size); nextRun(run);) {
    if (runPeak(coarse.data, run) < SEEN || (settled !== null && areSettled(settled, run.from, run.to))) continue;
    const isSeen = runLeast(coarse.data, run) >= SEEN;
    lineAlong(run, coarse.data, 1, 0, lines, 0);
    for (let plane = 0; plane < 4; plane++) lineAlong(run, field.coefficients.data, 4, plane, lines, 3 + 3 * plane);
    const seen0 = lines[0]!,
      seen1 = lines[1]!,
      seen2 = lines[2]!;
    const red0 = lines[3]! / 255,
      red1 = lines[4]! / 255,
      red2 = lines[5]! / 255;
    const green0 = lines[6]! / 255,
      green1 = lines[7]! / 255,
      green2 = lines[8]! / 255;
    const blue0 = lines[9]! / 255,
      blue1 = lines[10]! / 255,
      blue2 = lines[11]! / 255;
    const offset0 = lines[12]!,
      offset1 = lines[13]!,
      offset2 = lines[14]!;
    for (let x = run.from, t = 0, pixel = (y * width + x) * 4; x < run.to; x++, t++, pixel += 4) {
      if (!isSeen && seen0 + t * (seen1 + t * seen2) < SEEN) continue;
      const value =
        (red0 + t * (red1 + t * red2)) * data[pixel]! +
        (green0 + t * (green1 + t * green2)) * data[pixel + 1]! +
        (blue0 + t * (blue1 + t * blue2)) * data[pixel + 2]! +
        offset0 +
        t * (offset1 + t * offset2);
      out[x] = Math.min(1, Math.max(0, (value - FLOOR) / (CEILING - FLOOR)));
    }
  }
}

function areSettled(weights: Float32Array, from: number, to: number): boolean {
  for (let x = from; x < to; x++) if (weights[x]! < 1) return false;
  return true;
}

import { cropWeight } from '../geometry/feather';
import { cropBounds, cutSpan, innerSpan, rowSpan, type RowSpan } from '../geometry/row-span';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import type { Box } from '../geometry/box';
import { readViewRow, seenSpan, type SkinView } from './view-row';

/**
 * Outer share of a face view's crop over which it fades to the global view. The wide rim applies where the global view
 * is nearly as fine: it shows whole shoulders and arms, which separates skin from fabric.
 */
const RIM = 0.15;
const WIDE_RIM = 0.3;
/** The global view counts as nearly as fine up to this many times the side of the face crop. */
const FINE = 2;

/** Merges skin views (see `mergeViews`), on the CPU or on a GPU. */
export type MergeViews = (picture: Picture, whole: SkinView, near: readonly SkinView[]) => Promise<Matte>;

/**
 * Merges the views of a picture into its skin matte at full size. Face views are averaged by their weights in any
 * order, and fade to the global view at their rims.
 *
 * The matte is 0 where the picture is not fully opaque. A layer there would change the alpha of the picture, or mix
 * with the layers beneath it.
 *
 * @param whole the global view; covers the picture
 * @param near the face views
 */
export function mergeViews(picture: Picture, whole: SkinView, near: readonly SkinView[]): Matte {
  const { width, height } = picture;
  const matte = emptyMatte(width, height);
  const views = near.map((view): FaceView => ({
    view,
    rim: rimOf(view, whole),
    bounds: cropBounds(view.crop, width, height),
  }));
  const row: RowSums = {
    seen: new Float32Array(width),
    sum: new Float32Array(width),
    weights: new Float32Array(width),
  };
  for (let y = 0; y < height; y++) mergeRow(picture, whole, views, y, row, matte);
  return matte;
}

/** A face view, prepared for reading row by row. */
interface FaceView {
  readonly view: SkinView;
  /** See `rimOf`. */
  readonly rim: number;
  /** Bounding box of the view's crop in the picture. */
  readonly bounds: Box;
}

/** Buffers of one row, a value for each pixel; used again for every row. */
interface RowSums {
  /** Skin in the view that was read last, 0–1. */
  readonly seen: Float32Array;
  /** Weighted sum of skin in the face views. */
  readonly sum: Float32Array;
  /** Sum of the face views' weights. */
  readonly weights: Float32Array;
}

/** Merges one row. A separate function: engines optimise a function that is called often sooner than a long loop. */
function mergeRow(
  picture: Picture,
  whole: SkinView,
  near: readonly FaceView[],
  y: number,
  row: RowSums,
  matte: Matte,
): void {
  const here = near.filter(({ bounds }) => y >= bounds.y && y < bounds.y + bounds.height);
  const part = seenPart([whole, ...here.map(({ view }) => view)], y, picture.width);
  if (part === null) return;
  row.sum.fill(0, part.from, part.to);
  row.weights.fill(0, part.from, part.to);
  for (const [index, view] of here.entries()) addFaceRow(view, part, picture, y, index === 0, row);
  row.seen.fill(0, part.from, part.to);
  const far = spanIn(whole, part, y, picture.width);
  // Face views with full weight decide alone; the global view is read for the other pixels.
  if (far !== null) readViewRow(whole, far, picture, y, row.weights, row.seen);
  writeRow(picture, y, part, row, matte);
}

/** Pixels of a row: the first, and one past the last. */
type Part = Pick<RowSpan, 'from' | 'to'>;

/** The smallest part of row `y` that holds all skin of the views; null if the row has none. */
function seenPart(views: readonly SkinView[], y: number, width: number): Part | null {
  let [from, to] = [width, 0];
  for (const view of views) {
    const seen = seenSpan(view, y, width);
    if (seen === null) continue;
    from = Math.min(from, seen.from);
    to = Math.max(to, seen.to);
  }
  return from < to ? { from, to } : null;
}

/** The span of a view along row `y` within a part of the row; null if they do not meet. */
function spanIn({ crop }: SkinView, part: Part, y: number, width: number): RowSpan | null {
  const span = rowSpan(crop, y, width);
  return span === null ? null : cutSpan(span, part.from, part.to);
}

/** Writes the weighted mean of the face views, completed by the global view where their weights stay below 1. */
function writeRow(
  { width, data }: Picture,
  y: number,
  { from, to }: Part,
  { seen, sum, weights }: RowSums,
  matte: Matte,
): void {
  for (let x = from, index = y * width + x; x < to; x++, index++) {
    if ((sum[x] === 0 && seen[x] === 0) || data[index * 4 + 3] !== 255) continue;
    const weight = weights[x]!;
    if (weight === 1) {
      matte.data[index] = Math.round(255 * sum[x]!);
      continue;
    }
    const share = Math.min(1, weight);
    const far = Math.round(255 * seen[x]!);
    matte.data[index] = weight === 0 ? far : Math.round(((255 * sum[x]!) / weight) * share + far * (1 - share));
  }
}

/**
 * Adds a face view's row to the weighted sums, within a part of the row.
 *
 * @param first the sums are still 0 in this part, so values can be copied: most rows have a single face view
 */
function addFaceRow(
  { view, rim }: FaceView,
  part: Part,
  picture: Picture,
  y: number,
  first: boolean,
  row: RowSums,
): void {
  const span = spanIn(view, part, y, picture.width);
  if (span === null) return;
  readViewRow(view, span, picture, y, null, row.seen);
  const inner = innerSpan(view.crop, rim, span, y, picture.width);
  const { seen, sum, weights } = row;
  addRim(span, span.from, inner.from, rim, row);
  if (first) {
    sum.set(seen.subarray(inner.from, inner.to), inner.from);
    weights.fill(1, inner.from, inner.to);
  } else {
    for (let x = inner.from; x < inner.to; x++) {
      sum[x]! += seen[x]!;
      weights[x]! += 1;
    }
  }
  addRim(span, inner.to, span.to, rim, row);
}

/** Adds the pixels `from` to `to` of a span, weighted by their place in the crop (see `cropWeight`). */
function addRim(span: RowSpan, from: number, to: number, rim: number, { seen, sum, weights }: RowSums): void {
  for (
    let x = from, u = span.u + (from - span.from) * span.du, v = span.v + (from - span.from) * span.dv;
    x < to;
    x++, u += span.du, v += span.dv
  ) {
    const weight = cropWeight(u, v, rim);
    sum[x]! += weight * seen[x]!;
    weights[x]! += weight;
  }
}

/** Outer share of a face view's crop over which it fades to the global view. */
export function rimOf(near: SkinView, whole: SkinView): number {
  return whole.crop.side < FINE * near.crop.side ? WIDE_RIM : RIM;
}

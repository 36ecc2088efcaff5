import { cropWeight } from '../geometry/feather';
import { cropBounds, innerSpan, rowSpan, type RowSpan } from '../geometry/row-span';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import type { Box } from '../report';
import { readViewRow, type SkinView } from './view-row';

/**
 * Outer share of a face crop over which it gives way to the view of the whole picture; more where that one is nearly
 * as fine: it sees whole shoulders and arms, which tells skin from fabric.
 */
const RIM = 0.15;
const WIDE_RIM = 0.3;
/** Up to this many sides of a face crop the view of the whole picture counts as nearly as fine. */
const FINE = 2;

/**
 * The views at full size: the near ones averaged by their weights, no order matters, fading to the whole view at
 * their rims. Skin that is not fully opaque is left alone: a layer over it would change the picture's alpha, or be
 * lit by what lies beneath the picture.
 */
export function mergeViews(picture: Picture, whole: SkinView, near: readonly SkinView[]): Matte {
  const { width, height } = picture;
  const matte = emptyMatte(width, height);
  const views = near.map((view): NearView => ({ view, rim: rimOf(view, whole), bounds: cropBounds(view.crop, width, height) }));
  const row: RowSums = { seen: new Float32Array(width), sum: new Float32Array(width), weights: new Float32Array(width) };
  for (let y = 0; y < height; y++) mergeRow(picture, whole, views, y, row, matte);
  return matte;
}

interface NearView {
  readonly view: SkinView;
  /** See `rimOf`. */
  readonly rim: number;
  /** The part of the picture that its crop covers. */
  readonly bounds: Box;
}

/** Of the pixels of a row: what one view sees, 0–1, the weighted sum of what the near ones do, and their weights. */
interface RowSums {
  readonly seen: Float32Array;
  readonly sum: Float32Array;
  readonly weights: Float32Array;
}

/** A function a row, since the compiler of the host improves what is called often, and not what runs long. */
function mergeRow(picture: Picture, whole: SkinView, near: readonly NearView[], y: number, row: RowSums, matte: Matte): void {
  row.sum.fill(0);
  row.weights.fill(0);
  let from = picture.width;
  let to = 0;
  for (const view of near) {
    if (y < view.bounds.y || y >= view.bounds.y + view.bounds.height) continue;
    const found = addNearRow(view, picture, y, row);
    if (found === null) continue;
    from = Math.min(from, found.from);
    to = Math.max(to, found.to);
  }
  // The whole view is looked at only where a near one does not settle it.
  const span = rowSpan(whole.crop, y, picture.width);
  const far = span === null ? null : readViewRow(whole, span, picture, y, row.weights, row.seen);
  if (far !== null) {
    from = Math.min(from, far.from);
    to = Math.max(to, far.to);
  }
  writeRow(picture, y, from, to, row, matte);
}

function writeRow({ width, data }: Picture, y: number, from: number, to: number, { seen, sum, weights }: RowSums, matte: Matte): void {
  for (let x = from, index = y * width + x; x < to; x++, index++) {
    if ((sum[x] === 0 && seen[x] === 0) || data[index * 4 + 3] !== 255) continue;
    const weight = weights[x]!;
    const share = Math.min(1, weight);
    const far = Math.round(255 * seen[x]!);
    matte.data[index] = weight === 0 ? far : Math.round(((255 * sum[x]!) / weight) * share + far * (1 - share));
  }
}

/** Adds a near view's row to the weighted sum; returns the part of it where skin was seen, null if nowhere. */
function addNearRow({ view, rim }: NearView, picture: Picture, y: number, row: RowSums): RowSpan | null {
  const span = rowSpan(view.crop, y, picture.width);
  if (span === null) return null;
  const found = readViewRow(view, span, picture, y, null, row.seen);
  const inner = innerSpan(view.crop, rim, span, y, picture.width);
  addRim(span, span.from, inner.from, rim, row);
  const { seen, sum, weights } = row;
  for (let x = inner.from; x < inner.to; x++) {
    sum[x]! += seen[x]!;
    weights[x]! += 1;
  }
  addRim(span, inner.to, span.to, rim, row);
  return found;
}

/** Adds the pixels `from` to `to` of a row's span, weighted as they lie in the crop. */
function addRim(span: RowSpan, from: number, to: number, rim: number, { seen, sum, weights }: RowSums): void {
  for (let x = from, u = span.u + (from - span.from) * span.du, v = span.v + (from - span.from) * span.dv; x < to; x++, u += span.du, v += span.dv) {
    const weight = cropWeight(u, v, rim);
    sum[x]! += weight * seen[x]!;
    weights[x]! += weight;
  }
}

/** Outer share of a near view's crop over which it gives way to the whole view. */
export function rimOf(near: SkinView, whole: SkinView): number {
  return whole.crop.side < FINE * near.crop.side ? WIDE_RIM : RIM;
}

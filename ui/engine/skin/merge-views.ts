import { cropWeight } from '../geometry/feather';
import { cropBounds, cutSpan, innerSpan, rowSpan, type RowSpan } from '../geometry/row-span';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import type { Box } from '../geometry/box';
import { readViewRow, seenSpan, type SkinView } from './view-row';

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
  const views = near.map((view): NearView => ({
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
function mergeRow(
  picture: Picture,
  whole: SkinView,
  near: readonly NearView[],
  y: number,
  row: RowSums,
  matte: Matte,
): void {
  const here = near.filter(({ bounds }) => y >= bounds.y && y < bounds.y + bounds.height);
  const part = seenPart([whole, ...here.map(({ view }) => view)], y, picture.width);
  if (part === null) return;
  row.sum.fill(0, part.from, part.to);
  row.weights.fill(0, part.from, part.to);
  for (const [index, view] of here.entries()) addNearRow(view, part, picture, y, index === 0, row);
  row.seen.fill(0, part.from, part.to);
  const far = spanIn(whole, part, y, picture.width);
  // The whole view is looked at only where a near one does not settle it.
  if (far !== null) readViewRow(whole, far, picture, y, row.weights, row.seen);
  writeRow(picture, y, part, row, matte);
}

/** Pixels of a row: from, and one past the last. */
type Part = Pick<RowSpan, 'from' | 'to'>;

/** The part of row `y` outside of which no view saw skin; null if none did in all of it. */
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

/** The span of a view along row `y`, cut to a part of it; null if nothing is left. */
function spanIn({ crop }: SkinView, part: Part, y: number, width: number): RowSpan | null {
  const span = rowSpan(crop, y, width);
  return span === null ? null : cutSpan(span, part.from, part.to);
}

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

/** Adds a near view's row to the weighted sums, in a part of it; `first`: they are all 0 there, and mostly there is no other near view. */
function addNearRow(
  { view, rim }: NearView,
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

/** Adds the pixels `from` to `to` of a row's span, weighted as they lie in the crop. */
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

/** Outer share of a near view's crop over which it gives way to the whole view. */
export function rimOf(near: SkinView, whole: SkinView): number {
  return whole.crop.side < FINE * near.crop.side ? WIDE_RIM : RIM;
}

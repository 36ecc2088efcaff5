import { cropWeight } from '../geometry/feather';
import { cropBounds, rowSpan, type RowSpan } from '../geometry/row-span';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
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
  const { width, height, data } = picture;
  const matte = emptyMatte(width, height);
  const bounds = near.map((view) => cropBounds(view.crop, width, height));
  const rims = near.map((view) => rimOf(view, whole));
  const sum = new Float32Array(width);
  const weights = new Float32Array(width);
  const seen = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    sum.fill(0);
    weights.fill(0);
    const parts: (RowSpan | null)[] = near.map((view, index) => {
      if (y < bounds[index]!.y || y >= bounds[index]!.y + bounds[index]!.height) return null;
      return addNearRow(view, rims[index]!, picture, y, seen, sum, weights);
    });
    const span = rowSpan(whole.crop, y, width);
    // The whole view is looked at only where a near one does not settle it.
    if (span !== null) parts.push(readViewRow(whole, span, picture, y, weights, seen));
    const there = parts.filter((part) => part !== null);
    const from = Math.min(...there.map((part) => part.from));
    const to = Math.max(...there.map((part) => part.to));
    for (let x = from, index = y * width + x; x < to; x++, index++) {
      const weight = weights[x]!;
      if ((sum[x] === 0 && seen[x] === 0) || data[index * 4 + 3] !== 255) continue;
      const share = Math.min(1, weight);
      const far = Math.round(255 * seen[x]!);
      matte.data[index] = weight === 0 ? far : Math.round(((255 * sum[x]!) / weight) * share + far * (1 - share));
    }
  }
  return matte;
}

/** Adds a near view's row to the weighted sum; returns the part of it where skin was seen, null if nowhere. */
function addNearRow(
  view: SkinView, rim: number, picture: Picture, y: number, seen: Float32Array, sum: Float32Array, weights: Float32Array,
): RowSpan | null {
  const span = rowSpan(view.crop, y, picture.width);
  if (span === null) return null;
  const found = readViewRow(view, span, picture, y, null, seen);
  const inner = rowSpan({ ...view.crop, side: (1 - 2 * rim) * view.crop.side }, y, picture.width) ?? { from: span.to, to: span.to };
  const addRim = (from: number, to: number): void => {
    for (let x = from, u = span.u + (from - span.from) * span.du, v = span.v + (from - span.from) * span.dv; x < to; x++, u += span.du, v += span.dv) {
      const weight = cropWeight(u, v, rim);
      sum[x]! += weight * seen[x]!;
      weights[x]! += weight;
    }
  };
  addRim(span.from, inner.from);
  for (let x = inner.from; x < inner.to; x++) {
    sum[x]! += seen[x]!;
    weights[x]! += 1;
  }
  addRim(inner.to, span.to);
  return found;
}

/** Outer share of a near view's crop over which it gives way to the whole view. */
export function rimOf(near: SkinView, whole: SkinView): number {
  return whole.crop.side < FINE * near.crop.side ? WIDE_RIM : RIM;
}

import { cropToPicture, pictureToCrop, type SquareCrop } from './square-crop';
import { clipToPicture, type Box } from './box';

/** The pixels of one row that lie inside a crop, with the crop coordinates (0–1) along them. */
export interface RowSpan {
  readonly from: number;
  /** One past the last pixel. */
  readonly to: number;
  /** Crop coordinates at the centre of pixel `from`. */
  readonly u: number;
  readonly v: number;
  /** Change of the crop coordinates from one pixel to the next. */
  readonly du: number;
  readonly dv: number;
}

/** A box in crop coordinates, 0–1. */
export interface CropBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const WHOLE: CropBox = { left: 0, top: 0, right: 1, bottom: 1 };

/**
 * The pixels of row `y` whose centres lie inside the crop; null if there are none. `width`: of the picture, in pixels.
 */
export function rowSpan(crop: SquareCrop, y: number, width: number): RowSpan | null {
  const { x: u, y: v } = pictureToCrop(crop, 0.5, y + 0.5);
  return clipSpan(
    { from: 0, to: width, u, v, du: Math.cos(crop.angle) / crop.side, dv: -Math.sin(crop.angle) / crop.side },
    WHOLE,
  );
}

/**
 * The pixels of a span whose weight is 1 (see `cropWeight`). Without any, `from` and `to` are both the span's end.
 *
 * @param rim as a share of the crop's side
 * @param span of row `y` in `crop`
 * @param width of the picture, in pixels
 */
export function innerSpan(
  crop: SquareCrop,
  rim: number,
  span: RowSpan,
  y: number,
  width: number,
): Pick<RowSpan, 'from' | 'to'> {
  const inner = rowSpan({ ...crop, side: (1 - 2 * rim) * crop.side }, y, width);
  return (inner === null ? null : cutSpan(span, inner.from, inner.to)) ?? { from: span.to, to: span.to };
}

/** The part of a span whose pixel centres lie in a box of its crop; null if it is empty. */
export function clipSpan(span: RowSpan, { left, top, right, bottom }: CropBox): RowSpan | null {
  const from = Math.max(0, firstInside(span.u, span.du, left, right), firstInside(span.v, span.dv, top, bottom));
  const to = Math.min(
    span.to - span.from,
    endInside(span.u, span.du, left, right),
    endInside(span.v, span.dv, top, bottom),
  );
  return cutSpan(span, span.from + from, span.from + to);
}

/** Steps smaller than this count as zero. */
const STILL = 1e-12;

/** Number of steps from `start` until `low`–`high` begins; infinite if a zero step never gets there. */
function firstInside(start: number, step: number, low: number, high: number): number {
  if (Math.abs(step) < STILL) return start < low || start > high ? Infinity : 0;
  return Math.ceil(((step > 0 ? low : high) - start) / step);
}

/** Number of steps from `start` until `low`–`high` is passed; infinite for a zero step. */
function endInside(start: number, step: number, low: number, high: number): number {
  if (Math.abs(step) < STILL) return Infinity;
  return Math.floor(((step > 0 ? high : low) - start) / step) + 1;
}

/** The pixels of a span from `from` up to and without `to`; null if there are none. */
export function cutSpan(span: RowSpan, from: number, to: number): RowSpan | null {
  const first = Math.max(span.from, from);
  const end = Math.min(span.to, to);
  if (first >= end) return null;
  return {
    ...span,
    from: first,
    to: end,
    u: span.u + (first - span.from) * span.du,
    v: span.v + (first - span.from) * span.dv,
  };
}

/**
 * The smallest box of whole pixels that holds the crop, clipped to the picture (sizes in pixels). Its sides may be 0.
 */
export function cropBounds(crop: SquareCrop, width: number, height: number): Box {
  const corners = [
    cropToPicture(crop, 0, 0),
    cropToPicture(crop, 1, 0),
    cropToPicture(crop, 0, 1),
    cropToPicture(crop, 1, 1),
  ];
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const edges = {
    left: Math.floor(Math.min(...xs)),
    top: Math.floor(Math.min(...ys)),
    right: Math.ceil(Math.max(...xs)),
    bottom: Math.ceil(Math.max(...ys)),
  };
  return clipToPicture(edges, width, height);
}

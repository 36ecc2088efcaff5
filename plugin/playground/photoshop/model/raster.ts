import { fullValue, type DocumentForm, type Mask, type Raster } from './state';

/** A rectangle in canvas pixels; right and bottom are outside. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const NO_BOUNDS: Bounds = { left: 0, top: 0, right: 0, bottom: 0 };

/** The box of the pixels that are not fully transparent; empty if there are none. */
export function opaqueBounds({ left, top, width, height, channels, data }: Raster): Bounds {
  let [x0, y0, x1, y1] = [width, height, -1, -1];
  for (let y = 0, at = channels - 1; y < height; y++) {
    for (let x = 0; x < width; x++, at += channels) {
      if (data[at] === 0) continue;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      y1 = y;
    }
  }
  return x1 < 0 ? NO_BOUNDS : { left: left + x0, top: top + y0, right: left + x1 + 1, bottom: top + y1 + 1 };
}

export function intersect(one: Bounds, other: Bounds): Bounds {
  const [left, top] = [Math.max(one.left, other.left), Math.max(one.top, other.top)];
  const [right, bottom] = [Math.min(one.right, other.right), Math.min(one.bottom, other.bottom)];
  return right <= left || bottom <= top ? NO_BOUNDS : { left, top, right, bottom };
}

export function boundsOfRaster({ left, top, width, height }: Raster | Mask): Bounds {
  return { left, top, right: left + width, bottom: top + height };
}

/** An empty raster in the form of a document. */
export function emptyRaster(form: DocumentForm, { left, top, right, bottom }: Bounds): Raster {
  const channels = form.mode === 'grayscaleMode' ? 2 : 4;
  const [width, height] = [right - left, bottom - top];
  const length = width * height * channels;
  const data = form.depth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  return { left, top, width, height, channels, data };
}

/** The part of a raster inside bounds that lie in it. */
export function cropRaster(raster: Raster, form: DocumentForm, bounds: Bounds): Raster {
  const part = emptyRaster(form, bounds);
  pasteRaster(part, raster);
  return part;
}

/** Copies the pixels of `from` that lie in `to`. Changes `to`, which must be new. */
export function pasteRaster(to: Raster, from: Raster): void {
  const { left, top, right, bottom } = intersect(boundsOfRaster(to), boundsOfRaster(from));
  const { channels } = to;
  for (let y = top; y < bottom; y++) {
    const start = ((y - from.top) * from.width + left - from.left) * channels;
    const row = from.data.subarray(start, start + (right - left) * channels);
    to.data.set(row, ((y - to.top) * to.width + left - to.left) * channels);
  }
}

/** One raster that holds both; where they overlap, the second one. Both have the form's channels. */
export function joinRasters(one: Raster | null, other: Raster, form: DocumentForm): Raster {
  if (one === null) return other;
  const joined = emptyRaster(form, {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.left + one.width, other.left + other.width),
    bottom: Math.max(one.top + one.height, other.top + other.height),
  });
  pasteRaster(joined, one);
  pasteRaster(joined, other);
  return joined;
}

/** An opaque raster of the whole canvas. @param value each channel of a pixel, in the document's range */
export function opaqueRaster(form: DocumentForm, value: (x: number, y: number, channel: number) => number): Raster {
  const raster = emptyRaster(form, { left: 0, top: 0, right: form.width, bottom: form.height });
  const { width, channels, data } = raster;
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / channels);
    const channel = at % channels;
    const y = Math.floor(pixel / width);
    data[at] = channel === channels - 1 ? fullValue(form.depth) : value(pixel - y * width, y, channel);
  }
  return raster;
}

/** The share, 0–1, of a mask at a place. */
export function maskShare(mask: Mask | null, x: number, y: number): number {
  if (mask === null) return 1;
  const [column, row] = [x - mask.left, y - mask.top];
  const isInside = column >= 0 && row >= 0 && column < mask.width && row < mask.height;
  return (isInside ? mask.data[row * mask.width + column]! : mask.outside) / 255;
}

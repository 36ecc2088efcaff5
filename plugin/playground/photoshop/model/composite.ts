import { maskShare } from './raster';
import { fullValue, type BlendMode, type DocumentForm, type LayerState, type Raster } from './state';

/** One row of the canvas: red, green, blue, alpha for each pixel, 0–1, straight. Grey is repeated. */
type Row = Float64Array;

/** The visible picture of some layers, as Photoshop composites it: W3C formulas, and groups that pass through. */
export function compositeLayers(layers: readonly LayerState[], form: DocumentForm): Raster {
  const { width, height, mode, depth } = form;
  const channels = mode === 'grayscaleMode' ? 2 : 4;
  const length = width * height * channels;
  const data = depth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const full = fullValue(depth);
  const row: Row = new Float64Array(width * 4);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    drawLayers(row, layers, y, form);
    for (let x = 0, to = y * width * channels; x < width; x++) {
      for (let channel = 0; channel < channels - 1; channel++) data[to++] = Math.round(row[x * 4 + channel]! * full);
      data[to++] = Math.round(row[x * 4 + 3]! * full);
    }
  }
  return { left: 0, top: 0, width, height, channels, data };
}

/** Draws layers, given top first, over a row. A layer with clipped ones above it is drawn together with them. */
function drawLayers(row: Row, layers: readonly LayerState[], y: number, form: DocumentForm): void {
  for (let index = layers.length - 1; index >= 0; index--) {
    const base = layers[index]!;
    const clipped: LayerState[] = [];
    while (layers[index - 1]?.isClipped === true) clipped.unshift(layers[--index]!);
    if (base.visible) drawLayer(row, base, clipped, y, form);
  }
}

function drawLayer(row: Row, layer: LayerState, clipped: readonly LayerState[], y: number, form: DocumentForm): void {
  if (layer.kind === 'group') return drawGroup(row, layer, y, form);
  if (layer.raster === null) return;
  const own: Row = new Float64Array(row.length);
  readRow(own, layer.raster, y, form);
  if (clipped.length > 0) drawClipped(own, clipped, y, form);
  blend(row, own, layer, y);
}

/** Draws clipped layers into their base: they change its colours, and never its alpha. */
function drawClipped(base: Row, clipped: readonly LayerState[], y: number, form: DocumentForm): void {
  const inside = base.slice();
  for (let at = 3; at < inside.length; at += 4) inside[at] = base[at] === 0 ? 0 : 1;
  const together = clipped.map((layer) => ({ ...layer, isClipped: false }));
  drawLayers(inside, together, y, form);
  for (let at = 0; at < base.length; at += 4) for (let c = 0; c < 3; c++) base[at + c] = inside[at + c]!;
}

function drawGroup(row: Row, group: LayerState, y: number, form: DocumentForm): void {
  if (group.blendMode !== 'passThrough') {
    const own: Row = new Float64Array(row.length);
    drawLayers(own, group.children, y, form);
    return blend(row, own, group, y);
  }
  if (group.opacity === 100 && group.mask === null) return drawLayers(row, group.children, y, form);
  const drawn = row.slice();
  drawLayers(drawn, group.children, y, form);
  for (let x = 0, at = 0; at < row.length; x++, at += 4) {
    const share = (group.opacity / 100) * maskShare(group.mask, x, y);
    for (let c = 0; c < 4; c++) row[at + c] = row[at + c]! + share * (drawn[at + c]! - row[at + c]!);
  }
}

function readRow(row: Row, raster: Raster, y: number, form: DocumentForm): void {
  if (y < raster.top || y >= raster.top + raster.height) return;
  const full = fullValue(form.depth);
  const { channels, data, left, width } = raster;
  const second = channels === 2 ? 0 : 1;
  const from = Math.max(0, left);
  const to = Math.min(form.width, left + width);
  for (let x = from; x < to; x++) {
    const at = ((y - raster.top) * width + x - left) * channels;
    row[x * 4] = data[at]! / full;
    row[x * 4 + 1] = data[at + second]! / full;
    row[x * 4 + 2] = data[at + 2 * second]! / full;
    row[x * 4 + 3] = data[at + channels - 1]! / full;
  }
}

/** Composites one row over another (W3C Compositing Level 1 §5.1, §9.1.2). */
function blend(row: Row, own: Row, { opacity, mask, blendMode }: LayerState, y: number): void {
  for (let x = 0, at = 0; at < row.length; x++, at += 4) {
    const alpha = own[at + 3]! * (opacity / 100) * maskShare(mask, x, y);
    if (alpha === 0) continue;
    const below = row[at + 3]!;
    const all = alpha + below * (1 - alpha);
    for (let c = 0; c < 3; c++) {
      const [base, source] = [row[at + c]!, own[at + c]!];
      const mixed = (1 - below) * source + below * mix(blendMode, base, source);
      row[at + c] = (alpha * mixed + (1 - alpha) * below * base) / all;
    }
    row[at + 3] = all;
  }
}

function mix(mode: BlendMode, base: number, source: number): number {
  switch (mode) {
    case 'multiply':
      return base * source;
    case 'softLight': {
      if (source <= 0.5) return base - (1 - 2 * source) * base * (1 - base);
      const root = base <= 0.25 ? ((16 * base - 12) * base + 4) * base : Math.sqrt(base);
      return base + (2 * source - 1) * (root - base);
    }
    case 'normal':
    case 'passThrough':
      return source;
  }
}

import { layerKind } from '../api/layer-kinds';
import { flatten } from '../layers/flatten';
import type { Layer } from '../layers/layer';
import { rowPixels } from '../layers/pixel-row';
import { DEEP_NEUTRAL } from '../layers/deep-row';
import { NEUTRAL_LEVEL } from '../layers/soft-light';
import { DEEPEST, deepValue, emptyDeepPicture, isDeep, roundDeep } from '../picture/deep-picture';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import { isMoving, type Displacement, type DisplacementRow } from './displacement';
import { lanczosSampler, lanczosTable, type LanczosTable } from './resample';

/** Pixels around a sample's place in which a layer counts as acting there: those that the sample reads. */
const READS = 3;

/**
 * Moves a retouch: a Shape layer with the moved picture, and the same layers moved by the same field. Composited, they
 * give the moved retouch: a normal layer shows moved pixels of the picture under it and itself. Shape is opaque
 * wherever another layer acts, so a host can clip the others to it.
 *
 * @param source fully opaque
 * @param layers of the source's size and depth, bottom first
 */
export function warpLayers(source: Picture, layers: readonly Layer[], displacement: Displacement): Layer[] {
  const table = lanczosTable();
  let below = source;
  const moved = layers.map((layer): Layer => {
    if (layer.blendMode === 'normal') {
      const covered = flatten(below, [{ ...layer, opacity: 1 }]);
      below = flatten(below, [layer]);
      return { ...layer, picture: movePixels(layer.picture, covered, displacement, table) };
    }
    return { ...layer, picture: movePixels(layer.picture, onNeutral(layer.picture), displacement, table) };
  });
  const shape = shapeLayer(source, displacement, table);
  for (const { picture } of moved) fillUnder(shape.picture, source, picture);
  return [shape, ...moved];
}

/** Copies the source's pixels into Shape's transparent ones wherever a layer acts. Changes `shape`. */
function fillUnder(shape: Picture, source: Picture, above: Picture): void {
  for (let y = 0; y < shape.height; y++) {
    const [to, from, acts] = [rowPixels(shape, y), rowPixels(source, y), rowPixels(above, y)];
    for (let x = 0; x < shape.width; x++) {
      if (acts[x]! <= 0xffffff || to[x]! > 0xffffff) continue;
      to[x] = from[x]!;
      const at = 4 * (y * shape.width + x);
      if (isDeep(shape) && isDeep(source)) shape.deep.set(source.deep.subarray(at, at + 4), at);
    }
  }
}

/** The moved picture where it moves; transparent elsewhere. */
function shapeLayer(source: Picture, displacement: Displacement, table: LanczosTable): Layer {
  const { role, blendMode } = layerKind('shape');
  const picture = emptyLike(source);
  const write = pixelWriter(source, picture, table);
  for (let y = 0; y < source.height; y++) {
    const row = displacement.row(y);
    if (row === null) continue;
    for (let x = row.from; x < row.to; x++) if (isMoving(row.x[x]!, row.y[x]!)) write(x, y, row.x[x]!, row.y[x]!);
  }
  if (isDeep(picture)) roundDeep(picture, 0, picture.deep.length);
  return { role, picture, blendMode, opacity: 1 };
}

/**
 * A layer's picture after the movement: unmoved pixels stay; a moved pixel shows `colours` from its place, if the layer
 * acts anywhere that the sample reads.
 */
function movePixels(layer: Picture, colours: Picture, displacement: Displacement, table: LanczosTable): Picture {
  const { width, height } = layer;
  const picture = emptyLike(layer);
  picture.data.set(layer.data);
  if (isDeep(picture) && isDeep(layer)) picture.deep.set(layer.deep);
  const acts = actsNear(layer);
  const write = pixelWriter(colours, picture, table);
  for (let y = 0; y < height; y++) {
    const row = displacement.row(y);
    if (row === null) continue;
    for (let x = row.from; x < row.to; x++) {
      const [dx, dy] = [row.x[x]!, row.y[x]!];
      if (!isMoving(dx, dy)) continue;
      const [column, line] = [Math.floor(x + 0.5 + dx), Math.floor(y + 0.5 + dy)];
      const inside = Math.min(height - 1, Math.max(0, line)) * width + Math.min(width - 1, Math.max(0, column));
      if (acts.data[inside] !== 0) write(x, y, dx, dy);
      else clearPixel(picture, 4 * (y * width + x));
    }
  }
  if (isDeep(picture)) roundDeep(picture, 0, picture.deep.length);
  return picture;
}

function clearPixel({ data, deep }: Picture, at: number): void {
  data.fill(0, at, at + 4);
  deep?.fill(0, at, at + 4);
}

/** 255 where a layer acts within `READS` pixels. */
function actsNear({ width, height, data }: Picture): Matte {
  const rows = emptyMatte(width, height);
  for (let y = 0; y < height; y++) {
    // Counts down the pixels that the last acting one still reaches, from both sides.
    for (const [from, step] of [[0, 1] as const, [width - 1, -1] as const]) {
      for (let x = from, left = 0; x >= 0 && x < width; x += step, left--) {
        if (data[4 * (y * width + x) + 3] !== 0) left = READS + 1;
        if (left > 0) rows.data[y * width + x] = 255;
      }
    }
  }
  const near = emptyMatte(width, height);
  for (let y = 0; y < height; y++) {
    for (let other = Math.max(0, y - READS); other <= Math.min(height - 1, y + READS); other++) {
      const start = other * width;
      for (let x = 0; x < width; x++) if (rows.data[start + x] !== 0) near.data[y * width + x] = 255;
    }
  }
  return near;
}

/** A soft-light layer over its neutral grey, opaque everywhere. */
function onNeutral(layer: Picture): Picture {
  const { width, height, data } = layer;
  if (!isDeep(layer)) {
    const filled = emptyPicture(width, height);
    for (let at = 0; at < data.length; at += 4) {
      const acts = data[at + 3] !== 0;
      for (let channel = 0; channel < 3; channel++)
        filled.data[at + channel] = acts ? data[at + channel]! : NEUTRAL_LEVEL;
      filled.data[at + 3] = 255;
    }
    return filled;
  }
  const filled = emptyDeepPicture(width, height);
  for (let at = 0; at < data.length; at += 4) {
    const acts = layer.deep[at + 3] !== 0;
    for (let channel = 0; channel < 3; channel++)
      filled.deep[at + channel] = acts ? layer.deep[at + channel]! : DEEP_NEUTRAL;
    filled.deep[at + 3] = DEEPEST;
  }
  return filled;
}

/** Writes an opaque pixel of `to`: the sample of `from` at its place plus (dx, dy). */
function pixelWriter(
  from: Picture,
  to: Picture,
  table: LanczosTable,
): (x: number, y: number, dx: number, dy: number) => void {
  const { width } = from;
  if (isDeep(from) && isDeep(to)) {
    const { rgb, sample } = lanczosSampler(from, from.deep, table);
    const { deep } = to;
    return (x, y, dx, dy) => {
      sample(x + 0.5 + dx, y + 0.5 + dy);
      const at = 4 * (y * width + x);
      for (let channel = 0; channel < 3; channel++) deep[at + channel] = deepValue(rgb[channel]!);
      deep[at + 3] = DEEPEST;
    };
  }
  const { rgb, sample } = lanczosSampler(from, from.data, table);
  const { data } = to;
  return (x, y, dx, dy) => {
    sample(x + 0.5 + dx, y + 0.5 + dy);
    const at = 4 * (y * width + x);
    data[at] = rgb[0]!;
    data[at + 1] = rgb[1]!;
    data[at + 2] = rgb[2]!;
    data[at + 3] = 255;
  };
}

/** A matte after the movement, bilinear. */
export function warpMatte(matte: Matte, displacement: Displacement): Matte {
  const { width, height, data } = matte;
  const moved = { width, height, data: data.slice() };
  for (let y = 0; y < height; y++) {
    const row = displacement.row(y);
    if (row === null) continue;
    for (let x = row.from; x < row.to; x++) moved.data[y * width + x] = matteAt(matte, row, x, y);
  }
  return moved;
}

function matteAt({ width, height, data }: Matte, row: DisplacementRow, column: number, line: number): number {
  const x = Math.min(width - 1, Math.max(0, column + row.x[column]!));
  const y = Math.min(height - 1, Math.max(0, line + row.y[column]!));
  const [left, top] = [Math.min(width - 2, Math.floor(x)), Math.min(height - 2, Math.floor(y))];
  const [across, down] = [x - left, y - top];
  const at = top * width + left;
  const upper = data[at]! + across * (data[at + 1]! - data[at]!);
  const lower = data[at + width]! + across * (data[at + width + 1]! - data[at + width]!);
  return Math.round(upper + down * (lower - upper));
}

/** A fully transparent picture of the size and depth of another. */
function emptyLike({ width, height, deep }: Picture): Picture {
  return deep === undefined ? emptyPicture(width, height) : emptyDeepPicture(width, height);
}

import { deflateSync } from 'node:zlib';
import { encodeChunk, joinBytes, type PngChunk } from '../../../ui/engine/codec/png-chunks';

export interface PngRecipe {
  readonly width: number;
  readonly height: number;
  /** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGBA. */
  readonly colorType: 0 | 2 | 3 | 4 | 6;
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  readonly interlaced?: boolean;
  /** Chunks between the header and the pixels. */
  readonly before?: readonly PngChunk[];
  /** Chunks between the pixels and the end mark. */
  readonly after?: readonly PngChunk[];
  /** Value of sample `channel` of pixel (x, y). */
  readonly sample: (x: number, y: number, channel: number) => number;
}

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A PNG file; every row uses another of the five filters. */
export function makePng(recipe: PngRecipe): Buffer {
  const { width, height, colorType, bitDepth, interlaced = false, before = [], after = [] } = recipe;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bitDepth, colorType, 0, 0, interlaced ? 1 : 0], 8);
  const passes = interlaced ? PASSES : ([[0, 0, 1, 1]] as const);
  const data = deflateSync(joinBytes(passes.flatMap((pass) => passRows(recipe, pass))));
  const half = data.length >> 1;
  return Buffer.from(
    joinBytes([
      PNG_SIGNATURE,
      ...[
        { type: 'IHDR', data: header },
        ...before,
        { type: 'IDAT', data: data.subarray(0, half) },
        { type: 'IDAT', data: data.subarray(half) },
        ...after,
        { type: 'IEND', data: new Uint8Array(0) },
      ].map(encodeChunk),
    ]),
  );
}

function passRows(recipe: PngRecipe, [left, top, stepX, stepY]: readonly [number, number, number, number]) {
  const { width, height, colorType, bitDepth, sample } = recipe;
  const channels = CHANNELS[colorType];
  const columns = Math.ceil((width - left) / stepX);
  if (columns <= 0) return [];
  const rows: Buffer[] = [];
  const rowBytes = Math.ceil((columns * channels * bitDepth) / 8);
  const distance = Math.max(1, (channels * bitDepth) >> 3);
  let above = Buffer.alloc(rowBytes);
  for (let y = top; y < height; y += stepY) {
    const row = Buffer.alloc(rowBytes);
    for (let column = 0; column < columns; column++) {
      for (let channel = 0; channel < channels; channel++) {
        const value = sample(left + column * stepX, y, channel);
        const index = column * channels + channel;
        if (bitDepth === 16) row.writeUInt16BE(value, 2 * index);
        else if (bitDepth === 8) row[index] = value;
        else row[(index * bitDepth) >> 3]! |= value << (8 - bitDepth - ((index * bitDepth) & 7));
      }
    }
    rows.push(filtered(row, above, rows.length % 5, distance));
    above = row;
  }
  return rows;
}

/** PNG (third edition) §9.2. */
function filtered(row: Buffer, above: Buffer, filter: number, distance: number): Buffer {
  const out = Buffer.alloc(row.length + 1);
  out[0] = filter;
  for (let index = 0; index < row.length; index++) {
    const left = row[index - distance] ?? 0;
    const up = above[index]!;
    const corner = index < distance ? 0 : above[index - distance]!;
    const estimate = left + up - corner;
    const nearest = [left, up, corner].reduce((best, value) =>
      Math.abs(estimate - value) < Math.abs(estimate - best) ? value : best,
    );
    out[index + 1] = row[index]! - [0, left, up, (left + up) >> 1, nearest][filter]!;
  }
  return out;
}

/** An eXIf chunk that names an orientation in IFD0, of type SHORT unless said otherwise. */
export function exifChunk(orientation: number, order: 'II' | 'MM' = 'MM', type = 3): PngChunk {
  const data = Buffer.alloc(26);
  const write16 = (value: number, at: number) =>
    order === 'II' ? data.writeUInt16LE(value, at) : data.writeUInt16BE(value, at);
  const write32 = (value: number, at: number) =>
    order === 'II' ? data.writeUInt32LE(value, at) : data.writeUInt32BE(value, at);
  data.write(order, 0, 'latin1');
  write16(42, 2);
  write32(8, 4);
  write16(1, 8);
  write16(0x0112, 10);
  write16(type, 12);
  write32(1, 14);
  if (type === 4) write32(orientation, 18);
  else write16(orientation, 18);
  return { type: 'eXIf', data };
}

/** Every colour type at every depth that PNG allows. */
export const KINDS = [
  [0, 1],
  [0, 2],
  [0, 4],
  [0, 8],
  [0, 16],
  [2, 8],
  [2, 16],
  [3, 1],
  [3, 2],
  [3, 4],
  [3, 8],
  [4, 8],
  [4, 16],
  [6, 8],
  [6, 16],
] as const;

/** A picture of 21 × 13 px whose values differ from pixel to pixel; a palette has 2 to 200 colours. */
export function variedPng(
  [colorType, bitDepth]: (typeof KINDS)[number],
  options: Partial<Pick<PngRecipe, 'interlaced' | 'before' | 'after'>> = {},
): Buffer {
  const colours = Math.min(2 ** bitDepth, 200);
  const palette = Uint8Array.from({ length: 3 * colours }, (_, index) => (index * 73 + 20) & 255);
  const before = colorType === 3 ? [{ type: 'PLTE', data: palette }, ...(options.before ?? [])] : options.before;
  return makePng({
    width: 21,
    height: 13,
    colorType,
    bitDepth,
    ...options,
    ...(before === undefined ? {} : { before }),
    sample: (x, y, channel) => (x * 2711 + y * 937 + channel * 5471) % (colorType === 3 ? colours : 2 ** bitDepth),
  });
}

/** A tRNS chunk that makes something of `variedPng` transparent; null for kinds that may have none. */
export function transparency([colorType, bitDepth]: (typeof KINDS)[number]): PngChunk | null {
  const data = Buffer.alloc(6);
  if (colorType === 3) return { type: 'tRNS', data: Uint8Array.of(10, 200) };
  if (colorType === 0) return { type: 'tRNS', data: data.subarray(0, 2) };
  if (colorType !== 2) return null;
  for (let channel = 0; channel < 3; channel++)
    data.writeUInt16BE((3 * 2711 + 2 * 937 + channel * 5471) % 2 ** bitDepth, 2 * channel);
  return { type: 'tRNS', data };
}

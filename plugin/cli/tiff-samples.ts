import { constants, inflateSync } from 'node:zlib';
import { unpackBits, unpackLzw } from './tiff-compression';
import type { TiffPage } from './tiff-directory';

const UNPACK: Readonly<Record<number, (data: Uint8Array, size: number) => Uint8Array>> = {
  1: (data) => data,
  5: unpackLzw,
  8: inflate,
  32773: unpackBits,
  32946: inflate,
};

/** Whether `readTiffSamples` can read a page's pixels. */
export function canReadSamples({ bits, sampleFormat, compression, predictor }: TiffPage): boolean {
  const depths = sampleFormat === 'uint' ? [8, 16, 32] : sampleFormat === 'float' ? [16, 32, 64] : [];
  return bits !== null && depths.includes(bits) && compression in UNPACK && [1, 2, 3].includes(predictor);
}

/**
 * The samples of the chosen channels of a page: `channels.length` values a pixel, rows from top to bottom, as stored
 * (no orientation). Integers are scaled to 0–1, floats are as they are.
 * @throws Error if data is missing or damaged
 */
export function readTiffSamples(bytes: Uint8Array, page: TiffPage, channels: readonly number[]): Float32Array {
  const { width, height, blockWidth, blockHeight, planar, offsets } = page;
  if (!(blockWidth > 0 && blockHeight > 0)) throw new Error('missing block size');
  const across = Math.ceil(width / blockWidth);
  const blocksPerPlane = across * Math.ceil(height / blockHeight);
  const samples = new Float32Array(width * height * channels.length);
  const perBlock = planar ? 1 : page.channels;
  for (let index = 0; index < offsets.length; index++) {
    const plane = planar ? Math.floor(index / blocksPerPlane) : 0;
    if (planar && !channels.includes(plane)) continue;
    const left = (index % across) * blockWidth;
    const top = Math.floor((index % blocksPerPlane) / across) * blockHeight;
    const rows = page.tiled ? blockHeight : Math.min(blockHeight, height - top);
    const sampleAt = unpackBlock(bytes, page, index, rows, perBlock);
    channels.forEach((channel, slot) => {
      if (planar && channel !== plane) return;
      const shift = planar ? 0 : channel;
      for (let y = 0; y < rows && top + y < height; y++) {
        for (let x = 0; x < blockWidth && left + x < width; x++) {
          const at = ((top + y) * width + left + x) * channels.length + slot;
          samples[at] = sampleAt((y * blockWidth + x) * perBlock + shift);
        }
      }
    });
  }
  if (offsets.length < blocksPerPlane * (planar ? page.channels : 1)) throw new Error('missing blocks');
  return samples;
}

/** Unpacks strip or tile `index` and gives a reader of its samples. */
function unpackBlock(
  bytes: Uint8Array,
  page: TiffPage,
  index: number,
  rows: number,
  perBlock: number,
): (sample: number) => number {
  const { bits, blockWidth, compression, offsets, lengths } = page;
  const sampleBytes = bits! / 8;
  const rowSamples = blockWidth * perBlock;
  const size = rows * rowSamples * sampleBytes;
  const offset = offsets[index]!;
  // Some writers leave the length of a lone uncompressed strip out.
  const packed = bytes.subarray(offset, offset + (lengths[index] ?? size));
  const unpacked = UNPACK[compression]!(packed, size);
  if (unpacked.length < size) throw new Error('block is too short');
  // A copy where predictors write; a Buffer's own slice would be a view.
  const data = page.predictor === 1 ? unpacked : new Uint8Array(unpacked.subarray(0, size));
  if (page.predictor === 3) undoFloatPredictor(data, rows, rowSamples, perBlock, sampleBytes);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  // The float predictor stores the most significant byte first, whatever the file's byte order (TIFF TN 3).
  const little = page.littleEndian && page.predictor !== 3;
  if (page.predictor === 2) undoDifferences(view, rows, rowSamples, perBlock, sampleBytes, little);
  return sampleReader(view, page, little);
}

function sampleReader(view: DataView, { bits, sampleFormat }: TiffPage, little: boolean): (index: number) => number {
  if (sampleFormat === 'float') {
    if (bits === 16) return (index) => halfFloat(view.getUint16(2 * index, little));
    return bits === 32 ? (index) => view.getFloat32(4 * index, little) : (index) => view.getFloat64(8 * index, little);
  }
  if (bits === 8) return (index) => view.getUint8(index) / 255;
  return bits === 16
    ? (index) => view.getUint16(2 * index, little) / 65535
    : (index) => view.getUint32(4 * index, little) / (2 ** 32 - 1);
}

/** IEEE 754 binary16. */
function halfFloat(value: number): number {
  const sign = (value & 0x8000) === 0 ? 1 : -1;
  const exponent = (value >> 10) & 31;
  const mantissa = value & 1023;
  if (exponent === 31) return mantissa === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** Predictor 2 (TIFF 6.0 §14): each sample is a difference to the same channel of the pixel to its left. */
function undoDifferences(
  view: DataView,
  rows: number,
  rowSamples: number,
  distance: number,
  sampleBytes: number,
  little: boolean,
): void {
  const add = (at: number, from: number): void => {
    if (sampleBytes === 1) view.setUint8(at, view.getUint8(at) + view.getUint8(from));
    else if (sampleBytes === 2) view.setUint16(at, view.getUint16(at, little) + view.getUint16(from, little), little);
    else if (sampleBytes === 4) view.setUint32(at, view.getUint32(at, little) + view.getUint32(from, little), little);
    else throw new Error('predictor 2 for samples of 64 bits');
  };
  for (let row = 0; row < rows; row++) {
    for (let sample = distance; sample < rowSamples; sample++) {
      const at = (row * rowSamples + sample) * sampleBytes;
      add(at, at - distance * sampleBytes);
    }
  }
}

/** Predictor 3 (Adobe Photoshop TIFF Technical Note 3): bytes sorted by significance, then differences of bytes. */
function undoFloatPredictor(
  data: Uint8Array,
  rows: number,
  rowSamples: number,
  distance: number,
  sampleBytes: number,
): void {
  const rowBytes = rowSamples * sampleBytes;
  for (let row = 0; row < rows; row++) {
    const line = data.subarray(row * rowBytes, (row + 1) * rowBytes);
    for (let index = distance; index < rowBytes; index++) line[index] = line[index]! + line[index - distance]!;
    const sorted = line.slice();
    for (let sample = 0; sample < rowSamples; sample++) {
      for (let byte = 0; byte < sampleBytes; byte++)
        line[sample * sampleBytes + byte] = sorted[byte * rowSamples + sample]!;
    }
  }
}

function inflate(data: Uint8Array, size: number): Uint8Array {
  return inflateSync(data, { maxOutputLength: Math.max(1, size + 65536), finishFlush: constants.Z_SYNC_FLUSH });
}

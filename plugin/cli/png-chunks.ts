import { deflateSync, inflateSync } from 'node:zlib';
import type { PngChunk } from '../../ui/engine/codec/png-chunks';

/** An iCCP chunk: a name, a method, the compressed profile (PNG third edition §11.3.2.3). */
export function iccChunk(profile: Buffer): PngChunk {
  return { type: 'iCCP', data: Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]) };
}

/** A pHYs chunk: pixels per metre in both directions, unit 1 (§11.3.4.3). */
export function densityChunk(pixelsPerInch: number): PngChunk {
  const data = Buffer.alloc(9);
  const perMetre = Math.round(pixelsPerInch / 0.0254);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data.writeUInt8(1, 8);
  return { type: 'pHYs', data };
}

/** The profile that `iccChunk` wrote; null without one. */
export function profileOf(chunks: readonly PngChunk[]): Buffer | null {
  const chunk = chunks.find(({ type }) => type === 'iCCP');
  return chunk === undefined ? null : inflateSync(chunk.data.subarray('icc\0\0'.length));
}

/** Pixels per inch of a chunk of `densityChunk`, as a whole number; null without one. */
export function densityOf(chunks: readonly PngChunk[]): number | null {
  const chunk = chunks.find(({ type }) => type === 'pHYs');
  return chunk === undefined ? null : Math.round(Buffer.from(chunk.data).readUInt32BE(0) * 0.0254);
}

import type { RawPicture } from '../../ui/engine/api/picture-data';

/**
 * A number that differs for different pixels, except by a chance of 2⁻⁵³ or so: two multiplicative hashes of 32 bits
 * (FNV-1a's primes) over words of the data. It does not resist intent.
 */
export function fingerprint({ width, height, data }: Pick<RawPicture, 'width' | 'height' | 'data'>): string {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (const word of words) {
    first = Math.imul(first ^ word, 0x01000193);
    second = Math.imul((second << 13) ^ (second >>> 19) ^ word, 0x5bd1e995);
  }
  for (const byte of bytes.subarray(words.length * 4)) first = Math.imul(first ^ byte, 0x01000193);
  return `${width}×${height} ${(first >>> 0).toString(16)} ${(second >>> 0).toString(16)}`;
}

// Files as text inside the panel's page. ui/engine/worker/unpack-file.ts reads them.
import { gzipSync } from 'node:zlib';

/** 91 characters that need no escape in HTML's script elements and in quoted strings: no `"`, no `<`, no `\`. */
const ALPHABET = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).filter(
  (character) => !'"<\\'.includes(character),
);

/** A file, gzipped, as text. */
export function packFile(bytes) {
  return toText(gzipSync(bytes, { level: 9 }));
}

/**
 * A network of half-precision weights, gzipped, as text. Even bytes stand before odd ones: the bytes with the exponents
 * are alike, so they shrink better among themselves.
 */
export function packNetwork(bytes) {
  const halves = new Uint8Array(bytes.length);
  const middle = Math.ceil(bytes.length / 2);
  for (let index = 0; index < bytes.length; index++)
    halves[index % 2 === 0 ? index / 2 : middle + (index - 1) / 2] = bytes[index];
  return packFile(halves);
}

/**
 * Bytes as text: their number, a space, and base 91 (Henke's basE91 with another alphabet). It takes 1.23 characters a
 * byte; base64 takes 1.33.
 */
export function toText(bytes) {
  const characters = [];
  let [bits, count] = [0, 0];
  const put = (value) => characters.push(ALPHABET[value % 91], ALPHABET[Math.floor(value / 91)]);
  for (const byte of bytes) {
    bits |= byte << count;
    count += 8;
    if (count <= 13) continue;
    // 13 bits, or 14 where they still fit into two characters: 91² = 8192 + 89.
    const taken = (bits & 8191) > 88 ? 13 : 14;
    put(bits & ((1 << taken) - 1));
    bits >>= taken;
    count -= taken;
  }
  if (count > 0) put(bits);
  return `${bytes.length} ${characters.join('')}`;
}

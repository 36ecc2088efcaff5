/** Most bytes of one packet (TIFF 6.0 section 9). */
const LONGEST = 128;

/** Most bytes that `packBits` writes for `length` bytes. */
export function longestPacked(length: number): number {
  return length + Math.ceil(length / LONGEST);
}

/**
 * Packs a row by PackBits (TIFF 6.0 section 9): packets of a count and equal or different bytes.
 * @param out has room for `longestPacked(row.length)` bytes
 * @returns the number of bytes written
 */
export function packBits(row: Uint8Array, out: Uint8Array): number {
  let to = 0;
  for (let from = 0; from < row.length;) {
    const equal = equalBytes(row, from);
    if (equal >= 3) {
      out[to++] = 257 - equal;
      out[to++] = row[from]!;
      from += equal;
      continue;
    }
    const different = differentBytes(row, from);
    out[to++] = different - 1;
    for (const end = from + different; from < end;) out[to++] = row[from++]!;
  }
  return to;
}

/** Number of equal bytes from here, up to the longest packet. */
function equalBytes(row: Uint8Array, from: number): number {
  const limit = Math.min(row.length, from + LONGEST);
  const value = row[from];
  let end = from + 1;
  while (end < limit && row[end] === value) end++;
  return end - from;
}

/** Number of bytes from here up to three equal ones or the longest packet. */
function differentBytes(row: Uint8Array, from: number): number {
  const limit = Math.min(row.length, from + LONGEST);
  let end = from + 1;
  while (end < limit && !(row[end] === row[end + 1] && row[end] === row[end + 2])) end++;
  return end - from;
}

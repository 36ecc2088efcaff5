/**
 * A hash in the form of Figma's image hashes: 40 hexadecimal digits that depend on every byte. It joins five FNV-1a
 * hashes with different offset bases. It tells pictures apart; it is not cryptographic.
 */
export function contentHash(bytes: Uint8Array): string {
  const states = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (const byte of bytes) {
    for (let index = 0; index < states.length; index++)
      states[index] = Math.imul(states[index]! ^ (byte + index), 0x01000193);
  }
  return states.map((state) => ((state ^ (state >>> 15) ^ bytes.length) >>> 0).toString(16).padStart(8, '0')).join('');
}

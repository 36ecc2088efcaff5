/**
 * 40 hexadecimal digits that depend on every byte: what Figma's image hashes look like. Five FNV-1a hashes with
 * different starts; good enough to tell pictures apart, not to withstand an attack.
 */
export function contentHash(bytes: Uint8Array): string {
  const states = [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  for (const byte of bytes) {
    for (let index = 0; index < states.length; index++)
      states[index] = Math.imul(states[index]! ^ (byte + index), 0x01000193);
  }
  return states.map((state) => ((state ^ (state >>> 15) ^ bytes.length) >>> 0).toString(16).padStart(8, '0')).join('');
}

import { encode } from 'fast-png';

/** A small PNG that differs by name. */
export function png(name: string): Uint8Array {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7);
  return encode({
    width: 6,
    height: 4,
    channels: 4,
    data: Uint8Array.from({ length: 96 }, (_, index) => (index % 4 === 3 ? 255 : (seed >> (index % 24)) & 255)),
  });
}

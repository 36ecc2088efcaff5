const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));
const VALUES = new Uint8Array(128).map((_, code) => Math.max(0, CODES.indexOf(code)));
const EQUALS = 61;
/** Characters that one call of String.fromCharCode takes safely. */
const RUN = 8192;

/** Base64 of RFC 4648 §4. Photoshop's script world has no btoa for bytes and no TextDecoder. */
export function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const three = (bytes[from]! << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    codes[to++] = CODES[three >> 18]!;
    codes[to++] = CODES[(three >> 12) & 63]!;
    codes[to++] = CODES[(three >> 6) & 63]!;
    codes[to++] = CODES[three & 63]!;
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  codes.fill(EQUALS, codes.length - missing);
  let text = '';
  for (let from = 0; from < codes.length; from += RUN)
    text += String.fromCharCode.apply(null, codes.subarray(from, from + RUN) as unknown as number[]);
  return text;
}

/** The bytes of base64 text with padding. Foreign characters count as `A`. */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array(Math.max(0, Math.floor(text.length / 4) * 3 - padding));
  const value = (at: number): number => VALUES[text.charCodeAt(at) & 127]!;
  let to = 0;
  for (let from = 0; to < bytes.length; from += 4) {
    const three = (value(from) << 18) | (value(from + 1) << 12) | (value(from + 2) << 6) | value(from + 3);
    bytes[to++] = three >> 16;
    // Beyond the end of the array, a store does nothing.
    bytes[to++] = three >> 8;
    bytes[to++] = three;
  }
  return bytes;
}

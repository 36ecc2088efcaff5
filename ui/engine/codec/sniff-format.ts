/** What the first bytes of a file say it is, and what decides how it must be decoded. */
export type PictureFormat =
  | { readonly format: 'png'; readonly width: number; readonly height: number; readonly bitDepth: number; readonly alpha: boolean; readonly profile: boolean; readonly animated: boolean }
  | { readonly format: 'jpeg'; readonly width: number; readonly height: number; readonly components: number; readonly profile: boolean }
  | { readonly format: 'gif'; readonly width: number; readonly height: number; readonly animated: boolean }
  | { readonly format: 'webp' | 'heic' | 'avif' | 'tiff' | 'svg' | 'bmp' | 'pdf' }
  | { readonly format: 'empty' }
  | { readonly format: 'unknown' }
  | { readonly format: 'damaged'; readonly kind: 'png' | 'jpeg' | 'gif' };

/**
 * Recognises a picture file by its content, never by its name. Reads headers only; pixels may still be
 * damaged. A PNG, JPEG or GIF whose headers end too early is `damaged`.
 */
export function sniffFormat(bytes: Uint8Array): PictureFormat {
  if (bytes.length === 0) return { format: 'empty' };
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return sniffPng(bytes) ?? { format: 'damaged', kind: 'png' };
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return sniffJpeg(bytes) ?? { format: 'damaged', kind: 'jpeg' };
  const head = ascii(bytes, 0, 512);
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return sniffGif(bytes) ?? { format: 'damaged', kind: 'gif' };
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return { format: 'webp' };
  if (head.slice(4, 8) === 'ftyp') return { format: /avi[fs]/.test(head.slice(8, 32)) ? 'avif' : 'heic' };
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return { format: 'tiff' };
  if (head.startsWith('BM')) return { format: 'bmp' };
  if (head.startsWith('%PDF')) return { format: 'pdf' };
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)?(<!DOCTYPE svg[\s\S]*?>\s*)?<svg[\s>]/i.test(head)) return { format: 'svg' };
  return { format: 'unknown' };
}

/** PNG: chunks up to the first pixel data (W3C PNG, third edition, §5 and §11). */
function sniffPng(bytes: Uint8Array): PictureFormat | null {
  const view = viewOf(bytes);
  if (bytes.length < 33 || ascii(bytes, 12, 16) !== 'IHDR') return null;
  const colourType = bytes[25]!;
  let alpha = colourType === 4 || colourType === 6;
  let profile = false;
  let animated = false;
  for (let offset = 33; offset + 12 <= bytes.length; offset += 12 + view.getUint32(offset)) {
    const type = ascii(bytes, offset + 4, offset + 8);
    if (type === 'tRNS') alpha = true;
    else if (type === 'iCCP') profile = true;
    else if (type === 'acTL') animated = view.getUint32(offset + 8) > 1;
    else if (type === 'IDAT') {
      return { format: 'png', width: view.getUint32(16), height: view.getUint32(20), bitDepth: bytes[24]!, alpha, profile, animated };
    }
  }
  return null;
}

/** JPEG: markers up to the frame header (ITU-T T.81, annex B). */
function sniffJpeg(bytes: Uint8Array): PictureFormat | null {
  const view = viewOf(bytes);
  let profile = false;
  let offset = 2;
  while (offset + 4 <= bytes.length) {
    if (bytes[offset] !== 0xff) return null;
    const marker = bytes[offset + 1]!;
    if (marker === 0xff) {
      offset++;
      continue;
    }
    const length = view.getUint16(offset + 2);
    if (length < 2) return null;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      if (offset + 10 > bytes.length) return null;
      return { format: 'jpeg', width: view.getUint16(offset + 7), height: view.getUint16(offset + 5), components: bytes[offset + 9]!, profile };
    }
    if (marker === 0xe2 && ascii(bytes, offset + 4, offset + 15) === 'ICC_PROFILE') profile = true;
    if (marker === 0xda) return null;
    offset += 2 + length;
  }
  return null;
}

/** GIF: blocks, counting pictures up to the second (GIF89a specification). */
function sniffGif(bytes: Uint8Array): PictureFormat | null {
  if (bytes.length < 14) return null;
  const width = bytes[6]! | (bytes[7]! << 8);
  const height = bytes[8]! | (bytes[9]! << 8);
  let offset = 13 + colourTableBytes(bytes[10]!);
  let pictures = 0;
  while (offset < bytes.length && pictures < 2) {
    const block = bytes[offset]!;
    if (block === 0x3b) break;
    if (block === 0x21) offset = skipSubBlocks(bytes, offset + 2);
    else if (block === 0x2c && offset + 10 <= bytes.length) {
      pictures++;
      offset = skipSubBlocks(bytes, offset + 11 + colourTableBytes(bytes[offset + 9]!));
    } else return null;
  }
  return pictures === 0 ? null : { format: 'gif', width, height, animated: pictures > 1 };
}

function colourTableBytes(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let offset = start;
  while (offset < bytes.length && bytes[offset] !== 0) offset += bytes[offset]! + 1;
  return offset + 1;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, index) => bytes[index] === value);
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

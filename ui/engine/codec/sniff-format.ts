import { ByteReader } from './byte-reader';
import { sniffGif, type GifFile } from './sniff-gif';
import { sniffJpeg, type JpegFile } from './sniff-jpeg';
import { sniffPng, type PngFile } from './sniff-png';
import { sniffWebp, type WebpFile } from './sniff-webp';

/** What a file's content says it is. `damaged`: it has a format's signature, but no header that can be read. */
export type SniffedFile =
  | PngFile
  | JpegFile
  | GifFile
  | WebpFile
  | { readonly format: 'heic' | 'avif' | 'tiff' | 'svg' | 'bmp' | 'pdf' }
  | { readonly format: 'empty' }
  | { readonly format: 'unknown' }
  | { readonly format: 'damaged'; readonly claims: 'png' | 'jpeg' | 'gif' | 'webp' };

/** Recognises a picture file by its content, never by its name. Reads structure only; pixels may still be damaged. */
export function sniffFormat(bytes: Uint8Array): SniffedFile {
  const reader = new ByteReader(bytes);
  if (reader.length === 0) return { format: 'empty' };
  if (reader.matches(0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return sniffPng(reader) ?? { format: 'damaged', claims: 'png' };
  if (reader.matches(0, [0xff, 0xd8, 0xff])) return sniffJpeg(reader) ?? { format: 'damaged', claims: 'jpeg' };
  const head = reader.text(0, 512);
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return sniffGif(reader) ?? { format: 'damaged', claims: 'gif' };
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return sniffWebp(reader) ?? { format: 'damaged', claims: 'webp' };
  if (head.slice(4, 8) === 'ftyp') return { format: /avi[fs]/.test(head.slice(8, 32)) ? 'avif' : 'heic' };
  if (head.startsWith('II*\0') || head.startsWith('MM\0*')) return { format: 'tiff' };
  if (head.startsWith('BM')) return { format: 'bmp' };
  if (head.startsWith('%PDF')) return { format: 'pdf' };
  if (/^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)?(<!DOCTYPE svg[\s\S]*?>\s*)?<svg[\s>]/i.test(head)) return { format: 'svg' };
  return { format: 'unknown' };
}

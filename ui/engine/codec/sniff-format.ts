import { ByteReader } from './byte-reader';
import { sniffGif, type GifFile } from './sniff-gif';
import { sniffJpeg, type JpegFile } from './sniff-jpeg';
import { sniffPng, type PngFile } from './sniff-png';
import { sniffSignature, type OtherFormat } from './sniff-signature';
import { sniffWebp, type WebpFile } from './sniff-webp';

/** Format and header of a file. `damaged`: it has a format's signature but no readable header. */
export type SniffedFile =
  | PngFile
  | JpegFile
  | GifFile
  | WebpFile
  | { readonly format: OtherFormat }
  | { readonly format: 'empty' }
  | { readonly format: 'unknown' }
  | { readonly format: 'damaged'; readonly claims: 'png' | 'jpeg' | 'gif' | 'webp' };

/** Recognises a picture file by its bytes. Reads structure only: pixels may still be damaged. */
export function sniffFormat(bytes: Uint8Array): SniffedFile {
  const reader = new ByteReader(bytes);
  if (reader.length === 0) return { format: 'empty' };
  if (reader.matches(0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    return sniffPng(reader) ?? { format: 'damaged', claims: 'png' };
  if (reader.matches(0, [0xff, 0xd8, 0xff])) return sniffJpeg(reader) ?? { format: 'damaged', claims: 'jpeg' };
  if (reader.text(0, 6) === 'GIF87a' || reader.text(0, 6) === 'GIF89a')
    return sniffGif(reader) ?? { format: 'damaged', claims: 'gif' };
  if (reader.text(0, 4) === 'RIFF' && reader.text(8, 4) === 'WEBP')
    return sniffWebp(reader) ?? { format: 'damaged', claims: 'webp' };
  return { format: sniffSignature(reader) ?? 'unknown' };
}

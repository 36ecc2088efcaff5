import type { ByteReader } from './byte-reader';

/** Formats recognised by their first bytes only, so that a refusal can name them. */
export type OtherFormat = 'avif' | 'heic' | 'tiff' | 'bmp' | 'svg' | 'jxl' | 'psd' | 'pdf';

/** Little- and big-endian, classic (42) and BigTIFF (43). */
const TIFF_SIGNATURES = [
  [0x49, 0x49, 42, 0],
  [0x4d, 0x4d, 0, 42],
  [0x49, 0x49, 43, 0],
  [0x4d, 0x4d, 0, 43],
];
const BMP_HEADER_SIZES: ReadonlySet<number> = new Set([12, 40, 52, 56, 64, 108, 124]);
const AVIF_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis']);
const HEIC_BRANDS: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** The format whose signature the file starts with; null if none. */
export function sniffSignature(reader: ByteReader): OtherFormat | null {
  const media = sniffMediaBrand(reader);
  if (media !== null) return media;
  if (TIFF_SIGNATURES.some((signature) => reader.matches(0, signature))) return 'tiff';
  // Text may begin with "BM": the size of the header must be a known one too.
  if (reader.text(0, 2) === 'BM' && BMP_HEADER_SIZES.has(reader.little32(14))) return 'bmp';
  if (reader.matches(0, [0xff, 0x0a]) || reader.text(4, 8) === 'JXL \r\n\x87\n') return 'jxl';
  if (reader.text(0, 4) === '8BPS') return 'psd';
  if (reader.text(0, 5) === '%PDF-') return 'pdf';
  return isSvg(reader) ? 'svg' : null;
}

/** ISO base media files name their formats in `ftyp`: a major brand, a version, then compatible brands. */
function sniffMediaBrand(reader: ByteReader): 'avif' | 'heic' | null {
  if (reader.text(4, 4) !== 'ftyp') return null;
  const end = Math.min(reader.big32(0), reader.length, 256);
  const brands = [reader.text(8, 4)];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(reader.text(offset, 4));
  // Both formats use mif1, so AVIF brands decide first.
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'heic' : null;
}

/** Whether an `svg` element comes first, after an XML declaration, comments, a document type and white space. */
function isSvg(reader: ByteReader): boolean {
  const start = reader.text(0, 4096).replace(/^\xef\xbb\xbf/, '');
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/i.test(start);
}

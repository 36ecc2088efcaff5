import { deflateSync } from 'node:zlib';
import { JPEG_MARKERS } from '../../ui/engine/codec/jpeg-segments';
import { encodeChunk, joinBytes, pngChunks, type PngChunk } from '../../ui/engine/codec/png-chunks';
import type { Picture } from '../../ui/engine/picture/picture';
import type { PhotoMetadata } from './photo-metadata';
import { photoshopResources, photoshopSegment } from './photoshop-block';
import { iccChunk } from './png-chunks';
import { sharpOf } from './write-png';
import { encodeTiff } from './write-tiff';

/** Formats of `--format` whose results carry a photo's metadata. */
export const PHOTO_FORMATS = ['png', 'jpeg', 'webp', 'tiff'] as const;
export type PhotoFormat = (typeof PHOTO_FORMATS)[number];

/** The extension of a result's file name. */
export const EXTENSIONS: Readonly<Record<PhotoFormat, string>> = {
  png: 'png',
  jpeg: 'jpg',
  webp: 'webp',
  tiff: 'tif',
};
/** Formats of `--format` that hold 16 bits a channel. */
export const DEEP_FORMATS: ReadonlySet<PhotoFormat> = new Set(['png', 'tiff']);

export interface FormatOptions {
  readonly format: PhotoFormat;
  /** 1–100, for JPEG and WebP. */
  readonly quality: number;
  /** The picture has transparency to keep. JPEG has none: it is drawn over white. */
  readonly alpha: boolean;
  /** Null: strip all metadata but the profile. */
  readonly metadata: PhotoMetadata | null;
  /** Profile of the picture's values; null: sRGB. */
  readonly icc: Buffer | null;
  /** Pixels an inch; null: not said. */
  readonly density: number | null;
}

/** Most bytes that the data of a JPEG segment can have. */
const LARGEST_SEGMENT = 65533;
const EXIF_SIGNATURE = 'Exif\0\0';
const XMP_SIGNATURE = 'http://ns.adobe.com/xap/1.0/\0';

/**
 * A picture as a file of a format, its values unchanged, with metadata. Segments and chunks are written whole, so every
 * tag of EXIF, XMP and IPTC is what it was. PNG and TIFF have the picture's own depth, the others 8 bits.
 */
export async function encodePhoto(picture: Picture, options: FormatOptions): Promise<Buffer> {
  const { width, height, data } = picture;
  const { format, quality, alpha, density, metadata, icc } = options;
  if (format === 'tiff') {
    const { exif = null, xmp = null, iptc = null } = metadata ?? {};
    return encodeTiff(picture, { alpha, exif, xmp, iptc, icc, density });
  }
  const image = sharpOf(DEEP_FORMATS.has(format) ? picture : { width, height, data });
  const flat = alpha ? (format === 'jpeg' ? image.flatten({ background: 'white' }) : image) : image.removeAlpha();
  const sized = density === null ? flat : flat.withDensity(density);
  switch (format) {
    case 'png':
      return embedInPng(await sized.png({ compressionLevel: 4, adaptiveFiltering: true }).toBuffer(), options);
    case 'jpeg':
      return embedInJpeg(await sized.jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer(), options);
    case 'webp':
      return embedInWebp(await sized.webp({ quality }).toBuffer(), picture, options);
  }
}

/** Whether a file of this format holds all of the metadata: WebP has no IPTC, and a JPEG segment has a largest size. */
export function carriesWhole({ exif, xmp, iptc }: PhotoMetadata, format: PhotoFormat): boolean {
  if (format === 'webp') return iptc === null;
  if (format === 'png' || format === 'tiff') return true;
  return (
    (exif?.length ?? 0) + EXIF_SIGNATURE.length <= LARGEST_SEGMENT &&
    (xmp?.length ?? 0) + XMP_SIGNATURE.length <= LARGEST_SEGMENT &&
    (iptc === null || photoshopSegment(iptc).length <= LARGEST_SEGMENT)
  );
}

/** APP1, APP2 and APP13 after the start mark (EXIF 2.32 §4.7.2, ICC.1 annex B.4, XMP part 3 §1.1.3). */
function embedInJpeg(jpeg: Buffer, { metadata, icc }: FormatOptions): Buffer {
  const segments: Buffer[] = [];
  const add = (marker: number, ...parts: readonly Buffer[]): void => {
    const data = Buffer.concat(parts);
    // A longer block cannot stand in one segment; such EXIF holds a maker's preview, such XMP an edit history.
    if (data.length > LARGEST_SEGMENT) return;
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(data.length + 2, 2);
    segments.push(head, data);
  };
  if (metadata?.exif) add(JPEG_MARKERS.app1, Buffer.from(EXIF_SIGNATURE, 'latin1'), metadata.exif);
  if (metadata?.xmp) add(JPEG_MARKERS.app1, Buffer.from(XMP_SIGNATURE, 'latin1'), metadata.xmp);
  if (metadata?.iptc) add(JPEG_MARKERS.app13, photoshopSegment(metadata.iptc));
  const part = LARGEST_SEGMENT - 14;
  const count = Math.ceil((icc?.length ?? 0) / part);
  for (let index = 0; index < count; index++)
    add(
      JPEG_MARKERS.app2,
      Buffer.from('ICC_PROFILE\0', 'latin1'),
      Buffer.from([index + 1, count]),
      icc!.subarray(index * part, (index + 1) * part),
    );
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, withoutOldExif(jpeg.subarray(2))]);
}

/** Libvips writes an EXIF segment of its own for the density; two would contradict each other. */
function withoutOldExif(rest: Buffer): Buffer {
  let from = 0;
  const kept: Buffer[] = [];
  for (let offset = 0; rest[offset] === 0xff && rest[offset + 1]! >= 0xe0 && rest[offset + 1]! <= 0xef;) {
    const end = offset + 2 + rest.readUInt16BE(offset + 2);
    if (rest[offset + 1] !== JPEG_MARKERS.app1) kept.push(rest.subarray(offset, end));
    from = end;
    offset = end;
  }
  return Buffer.concat([...kept, rest.subarray(from)]);
}

/** eXIf, iTXt and iCCP; IPTC as the text chunk in which ImageMagick and ExifTool keep it. */
function embedInPng(png: Buffer, { metadata, icc }: FormatOptions): Buffer {
  const chunks: PngChunk[] = icc === null ? [] : [iccChunk(icc)];
  if (metadata?.exif) chunks.push({ type: 'eXIf', data: metadata.exif });
  if (metadata?.xmp) {
    const keyword = Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1');
    chunks.push({ type: 'iTXt', data: Buffer.concat([keyword, metadata.xmp]) });
  }
  if (metadata?.iptc) chunks.push({ type: 'zTXt', data: rawProfile('iptc', photoshopResources(metadata.iptc)) });
  const own = [...pngChunks(png)];
  const dropped = new Set(['eXIf', 'iTXt', 'iCCP']);
  const [header, ...rest] = own.filter(({ type }) => !dropped.has(type));
  const at = (chunk: { start: number; end: number }): Uint8Array => png.subarray(chunk.start, chunk.end);
  return Buffer.from(joinBytes([png.subarray(0, 8), at(header!), ...chunks.map(encodeChunk), ...rest.map(at)]));
}

function rawProfile(name: string, data: Buffer): Buffer {
  const hex = data.toString('hex').replace(/.{72}/g, '$&\n');
  const text = `\n${name}\n${String(data.length).padStart(8)}\n${hex}\n`;
  return Buffer.concat([
    Buffer.from(`Raw profile type ${name}\0\0`, 'latin1'),
    deflateSync(Buffer.from(text, 'latin1')),
  ]);
}

/** A VP8X file with ICCP, EXIF and XMP chunks around libvips's picture (RFC 9649 §2.7). WebP has no place for IPTC. */
function embedInWebp(webp: Buffer, { width, height }: Picture, { metadata, icc, alpha }: FormatOptions): Buffer {
  const picture: Buffer[] = [];
  for (let offset = 12; offset + 8 <= webp.length;) {
    const type = webp.toString('latin1', offset, offset + 4);
    const next = offset + 8 + webp.readUInt32LE(offset + 4);
    if (['VP8 ', 'VP8L', 'ALPH'].includes(type)) picture.push(webp.subarray(offset, next + (next & 1)));
    offset = next + (next & 1);
  }
  const [exif, xmp] = [metadata?.exif ?? null, metadata?.xmp ?? null];
  const flags = (icc ? 0x20 : 0) | (alpha ? 0x10 : 0) | (exif ? 0x08 : 0) | (xmp ? 0x04 : 0);
  const header = Buffer.alloc(10);
  header[0] = flags;
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  const chunks = [
    riffChunk('VP8X', header),
    ...(icc ? [riffChunk('ICCP', icc)] : []),
    ...picture,
    ...(exif ? [riffChunk('EXIF', exif)] : []),
    ...(xmp ? [riffChunk('XMP ', xmp)] : []),
  ];
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]);
  return riffChunk('RIFF', body);
}

function riffChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
}

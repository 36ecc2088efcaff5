import { readPngChunks, replacePngChunks } from '../../ui/engine/codec/png-chunks';
import { isDeep } from '../../ui/engine/picture/deep-picture';
import type { Picture } from '../../ui/engine/picture/picture';
import { carriesWhole, DEEP_FORMATS, encodePhoto, type PhotoFormat } from './photo-format';
import { carriedMetadata, hasExtraMaps, hasTiffExif } from './photo-metadata';
import { makeThumbnail } from './make-thumbnail';
import { densityOf, profileOf } from './png-chunks';
import type { Photo, PhotoNote } from './read-photo';

/** The form in which retouched photos are written. */
export interface ResultForm {
  readonly format: PhotoFormat;
  /** 1–100, for JPEG and WebP. */
  readonly quality: number;
  /** Leave out EXIF, XMP and IPTC. Profile and density stay. */
  readonly strip: boolean;
}

/** A file, and notes about everything of the photo that it does not hold. */
export interface EncodedResult {
  readonly file: Uint8Array;
  readonly notes: readonly PhotoNote[];
}

const PNG_METADATA: ReadonlySet<string> = new Set(['eXIf', 'iTXt', 'zTXt']);

/** A retouched photo as a file, with the metadata, profile and density of the photo. */
export async function encodeResult(picture: Picture, photo: Photo, form: ResultForm): Promise<EncodedResult> {
  const { format, quality, strip } = form;
  const { hasAlpha: alpha, chunks, bytes } = photo;
  const readable = strip
    ? null
    : await carriedMetadata(bytes, picture, () => makeThumbnail(picture, profileOf(chunks))).catch(() => null);
  const lost = !strip && (readable === null || !carriesWhole(readable, format) || hasTiffExif(bytes));
  const keepsDepth = isDeep(picture) && DEEP_FORMATS.has(format);
  const notes: PhotoNote[] = [
    ...(lost ? (['metadata-left-out'] as const) : []),
    ...(isDeep(photo.picture) && !keepsDepth ? (['reduced-to-8-bit'] as const) : []),
    ...(hasExtraMaps(bytes) ? (['maps-left-out'] as const) : []),
  ];
  const options = { format, quality, alpha, metadata: readable };
  if (format === 'png') {
    const png = await encodePhoto(picture, { ...options, icc: null, density: null });
    return { file: replacePngChunks(png, [...chunks, ...readPngChunks(png, PNG_METADATA)]), notes };
  }
  if (alpha && format === 'jpeg') notes.push('drawn-over-white');
  if (hasTagsOnly(photo)) notes.push('colour-tags-left-out');
  const file = await encodePhoto(picture, { ...options, icc: profileOf(chunks), density: densityOf(chunks) });
  return { file, notes };
}

/** Whether only chunks that no other format than PNG has define the colours, as something other than sRGB. */
export function hasTagsOnly({ chunks }: Pick<Photo, 'chunks'>): boolean {
  const has = (...types: string[]): boolean => chunks.some(({ type }) => types.includes(type));
  return has('cICP') || (has('gAMA', 'cHRM') && !has('sRGB', 'iCCP'));
}

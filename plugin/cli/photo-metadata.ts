import sharp from 'sharp';
import type { Picture } from '../../ui/engine/picture/picture';

/** The metadata of a photo's file, which the command line copies into a result. */
export interface PhotoMetadata {
  /** EXIF as a TIFF structure (without `Exif\0\0`): camera, dates, GPS, rating, copyright. */
  readonly exif: Buffer | null;
  /** An XMP packet, UTF-8. */
  readonly xmp: Buffer | null;
  /** IPTC-IIM records, within a Photoshop image resource block or bare, as the file has them. */
  readonly iptc: Buffer | null;
  /** ICC profile. */
  readonly icc: Buffer | null;
}

type Size = Pick<Picture, 'width' | 'height'>;

const EXIF_SIGNATURE = 'Exif\0\0';
const MAKE = 0x010f;
const ORIENTATION = 0x0112;
const EXIF_DIRECTORY = 0x8769;
const GPS_DIRECTORY = 0x8825;
const PIXEL_WIDTH = 0xa002;
const PIXEL_HEIGHT = 0xa003;
const THUMBNAIL_OFFSET = 0x0201;
const THUMBNAIL_LENGTH = 0x0202;
const COMPRESSION = 0x0103;
/** Compression of a thumbnail that is a JPEG. */
const JPEG = 6;
const SHORT = 3;
/** Most bytes of EXIF in a JPEG: those of a segment without the signature. */
const LARGEST_EXIF = 65533 - EXIF_SIGNATURE.length;

/**
 * The metadata of a photo that was turned upright, for a result of this size. EXIF then says orientation 1 and the new
 * size. A thumbnail is made anew, because the old one shows the photo as it was.
 * @param makeThumbnail a JPEG of the result; called only if the photo has a thumbnail
 * @throws Error if libvips cannot read the file
 */
export async function carriedMetadata(
  photo: Buffer,
  size: Size,
  makeThumbnail: () => Promise<Buffer>,
): Promise<PhotoMetadata> {
  const { exif, xmp, iptc, icc } = await sharp(photo).metadata();
  return {
    exif: exif === undefined ? null : await uprightExif(exif, size, makeThumbnail),
    xmp: xmp === undefined ? null : uprightXmp(xmp),
    iptc: iptc ?? null,
    icc: icc ?? null,
  };
}

/** The XMP packet of a photo that was turned upright; null without one or if libvips cannot read the file. */
export async function carriedXmp(photo: Buffer): Promise<Buffer | null> {
  const { xmp } = await sharp(photo)
    .metadata()
    .catch((): { readonly xmp?: Buffer } => ({}));
  return xmp === undefined ? null : uprightXmp(xmp);
}

/** Whether a photo has an HDR gain map or a depth map, which no result carries (Ultra HDR, Apple, Google). */
export function hasExtraMaps(photo: Buffer): boolean {
  return ['hdrgm:Version', 'HDRGainMap', 'GDepth:', 'urn:iso:std:iso:ts:21496'].some((sign) => photo.includes(sign));
}

/** Whether a TIFF has camera data as fields of its own, which libvips does not give as EXIF. */
export function hasTiffExif(photo: Buffer): boolean {
  if (!['II*\0', 'MM\0*'].includes(photo.toString('latin1', 0, 4))) return false;
  try {
    const editor = new ExifEditor(photo);
    const first = editor.directory(editor.long(4));
    return [EXIF_DIRECTORY, GPS_DIRECTORY, MAKE].some((tag) => first.has(tag));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** XMP names the orientation too, in TIFF's words. */
function uprightXmp(xmp: Buffer): Buffer {
  const text = xmp.toString('utf8');
  const upright = text
    .replace(/(tiff:Orientation=")[2-8](")/g, '$11$2')
    .replace(/(<tiff:Orientation>)[2-8](<)/g, '$11$2');
  return upright === text ? xmp : Buffer.from(upright, 'utf8');
}

/** A copy with orientation 1, this size and a new thumbnail; null if the structure cannot be read. */
async function uprightExif(
  exif: Buffer,
  { width, height }: Size,
  makeThumbnail: () => Promise<Buffer>,
): Promise<Buffer | null> {
  const start = exif.toString('latin1', 0, EXIF_SIGNATURE.length) === EXIF_SIGNATURE ? EXIF_SIGNATURE.length : 0;
  const copy = Buffer.from(exif.subarray(start));
  try {
    const editor = new ExifEditor(copy);
    const first = editor.directory(editor.long(4));
    editor.setNumber(first.get(ORIENTATION), 1);
    const details = first.get(EXIF_DIRECTORY);
    if (details !== undefined) {
      const fields = editor.directory(editor.long(details + 8));
      editor.setNumber(fields.get(PIXEL_WIDTH), width);
      editor.setNumber(fields.get(PIXEL_HEIGHT), height);
    }
    const thumbnail = editor.takeThumbnail();
    return thumbnail === null ? copy : editor.withThumbnail(thumbnail, await makeThumbnail());
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Offsets of the link to a thumbnail's directory and of the entries that hold its place. */
interface Thumbnail {
  readonly link: number;
  readonly offset: number;
  readonly length: number;
}

/** Changes numbers of a TIFF structure in place. @throws RangeError past its end */
class ExifEditor {
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(private readonly bytes: Buffer) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#little = bytes[0] === 0x49;
  }

  long(offset: number): number {
    return this.#view.getUint32(offset, this.#little);
  }

  /** Tag → offset of its entry. */
  directory(offset: number): Map<number, number> {
    const entries = new Map<number, number>();
    const count = this.#view.getUint16(offset, this.#little);
    for (let index = 0; index < count; index++) {
      const entry = offset + 2 + 12 * index;
      entries.set(this.#view.getUint16(entry, this.#little), entry);
    }
    return entries;
  }

  /** Sets a SHORT or LONG; nothing without the entry. */
  setNumber(entry: number | undefined, value: number): void {
    if (entry === undefined) return;
    if (this.#view.getUint16(entry + 2, this.#little) === SHORT) this.#view.setUint16(entry + 8, value, this.#little);
    else this.#view.setUint32(entry + 8, value, this.#little);
  }

  /**
   * Overwrites the picture of the thumbnail.
   * @returns its place; null without one, and for one that is no JPEG, whose directory is unlinked
   */
  takeThumbnail(): Thumbnail | null {
    const first = this.long(4);
    const link = first + 2 + 12 * this.#view.getUint16(first, this.#little);
    const second = this.long(link);
    if (second === 0) return null;
    const fields = this.directory(second);
    const [offset, length, compression] = [THUMBNAIL_OFFSET, THUMBNAIL_LENGTH, COMPRESSION].map((tag) =>
      fields.get(tag),
    );
    const isJpeg = compression === undefined || this.#view.getUint16(compression + 8, this.#little) === JPEG;
    if (offset === undefined || length === undefined || !isJpeg) {
      this.#view.setUint32(link, 0, this.#little);
      return null;
    }
    this.setNumber(fields.get(ORIENTATION), 1);
    this.bytes.fill(0, this.long(offset + 8), this.long(offset + 8) + this.long(length + 8));
    return { link, offset, length };
  }

  /**
   * The structure with another picture as thumbnail: in the place of the old one if it fits, else at the end. If the
   * structure then no longer fits into a JPEG, it has no thumbnail.
   */
  withThumbnail({ link, offset, length }: Thumbnail, jpeg: Buffer): Buffer {
    const old = { at: this.long(offset + 8), bytes: this.long(length + 8) };
    const fits = jpeg.length <= old.bytes && old.at + old.bytes <= this.bytes.length;
    if (!fits && this.bytes.length + 1 + jpeg.length > LARGEST_EXIF) {
      this.#view.setUint32(link, 0, this.#little);
      return this.bytes;
    }
    const at = fits ? old.at : this.bytes.length + (this.bytes.length & 1);
    this.#view.setUint32(offset + 8, at, this.#little);
    this.#view.setUint32(length + 8, jpeg.length, this.#little);
    if (!fits) return Buffer.concat([this.bytes, Buffer.alloc(at - this.bytes.length), jpeg]);
    jpeg.copy(this.bytes, at);
    return this.bytes;
  }
}

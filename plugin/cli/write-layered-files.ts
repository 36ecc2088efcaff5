import { writeFile } from 'node:fs/promises';
import type { FileFacts } from '../../ui/engine/codec/layered/layered-picture';
import { LAYERED_FILES, layeredPicture, type LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import type { Raster } from '../../ui/engine/codec/layered/sample-rows';
import type { Picture } from '../../ui/engine/picture/picture';
import type { Layer } from '../../ui/engine/layers/layer';
import { makeThumbnail } from './make-thumbnail';
import { carriedMetadata, carriedXmp } from './photo-metadata';
import { iptcRecords } from './photoshop-block';
import { densityOf, profileOf } from './png-chunks';
import type { Photo } from './read-photo';

/** The retouch that layered files hold. */
export interface RetouchToWrite {
  /** Name of the photo. */
  readonly name: string;
  /** Bottom first, of the photo's size. */
  readonly layers: readonly Layer[];
  /** The retouched photo, for the thumbnail in EXIF. */
  readonly retouched: Picture;
  /** Leave out XMP, EXIF and IPTC. */
  readonly strip: boolean;
}

/**
 * Writes the photo with its layers, as a file of each format.
 * @param target path of the file of a format
 * @throws LayeredFileTooLarge and Node's file errors
 */
export async function writeLayeredFiles(
  photo: Photo,
  { name, layers, retouched, strip }: RetouchToWrite,
  formats: readonly LayeredFormat[],
  target: (format: LayeredFormat) => string,
): Promise<void> {
  if (formats.length === 0) return;
  const picture = layeredPicture({
    name,
    photo: rasterOf(photo.picture),
    layers: layers.map(({ picture, ...layer }) => ({ ...layer, raster: rasterOf(picture), x: 0, y: 0 })),
    facts: await factsOf(photo, strip ? null : retouched),
  });
  for (const format of formats) await writeFile(target(format), LAYERED_FILES[format].write(picture));
}

/** The pixels with all bits that the picture has. */
function rasterOf({ width, height, data, deep }: Picture): Raster {
  return { width, height, data: deep ?? data };
}

/** Profile and density of the photo, and its metadata unless there is no picture for a thumbnail. */
async function factsOf({ bytes, chunks }: Photo, retouched: Picture | null): Promise<FileFacts> {
  const profile = profileOf(chunks);
  const plain = { profile, xmp: null, pixelsPerInch: densityOf(chunks) };
  if (retouched === null) return plain;
  const xmp = await carriedXmp(bytes);
  const metadata = await carriedMetadata(bytes, retouched, () => makeThumbnail(retouched, profile)).catch(() => null);
  const iptc = metadata?.iptc ?? null;
  return { ...plain, xmp, exif: metadata?.exif ?? null, iptc: iptc === null ? null : iptcRecords(iptc) };
}

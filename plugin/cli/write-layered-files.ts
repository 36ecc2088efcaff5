import { writeFile } from 'node:fs/promises';
import type { FileFacts } from '../../ui/engine/codec/layered/layered-picture';
import { LAYERED_FILES, layeredPicture, type LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import type { Layer } from '../../ui/engine/layers/layer';
import { carriedMetadata } from './photo-metadata';
import { densityOf, profileOf } from './png-chunks';
import type { Photo } from './read-photo';

/** The retouch that layered files hold. */
export interface RetouchToWrite {
  /** Name of the photo. */
  readonly name: string;
  /** Bottom first, of the photo's size. */
  readonly layers: readonly Layer[];
  /** Leave out XMP. */
  readonly strip: boolean;
}

/**
 * Writes the photo with its layers, as a file of each format.
 * @param target path of the file of a format
 * @throws LayeredFileTooLarge and Node's file errors
 */
export async function writeLayeredFiles(
  photo: Photo,
  { name, layers, strip }: RetouchToWrite,
  formats: readonly LayeredFormat[],
  target: (format: LayeredFormat) => string,
): Promise<void> {
  if (formats.length === 0) return;
  const picture = layeredPicture({
    name,
    photo: photo.picture,
    layers: layers.map(({ picture: raster, ...layer }) => ({ ...layer, raster, x: 0, y: 0 })),
    facts: await factsOf(photo, strip),
  });
  for (const format of formats) await writeFile(target(format), LAYERED_FILES[format].write(picture));
}

/** Profile, XMP and density of the photo. */
async function factsOf({ bytes, picture: { width, height }, chunks }: Photo, strip: boolean): Promise<FileFacts> {
  const metadata = strip ? null : await carriedMetadata(bytes, width, height).catch(() => null);
  return { profile: profileOf(chunks), xmp: metadata?.xmp ?? null, pixelsPerInch: densityOf(chunks) };
}

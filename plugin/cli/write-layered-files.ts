import { writeFile } from 'node:fs/promises';
import type { FileFacts } from '../../ui/engine/codec/layered/layered-picture';
import { LAYERED_FILES, layeredPicture, type LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import type { Raster } from '../../ui/engine/codec/layered/sample-rows';
import type { Picture } from '../../ui/engine/picture/picture';
import type { Layer } from '../../ui/engine/layers/layer';
import { carriedXmp } from './photo-metadata';
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
    photo: rasterOf(photo.picture),
    layers: layers.map(({ picture, ...layer }) => ({ ...layer, raster: rasterOf(picture), x: 0, y: 0 })),
    facts: await factsOf(photo, strip),
  });
  for (const format of formats) await writeFile(target(format), LAYERED_FILES[format].write(picture));
}

/** The pixels with all bits that the picture has. */
function rasterOf({ width, height, data, deep }: Picture): Raster {
  return { width, height, data: deep ?? data };
}

/** Profile, XMP and density of the photo. */
async function factsOf({ bytes, chunks }: Photo, strip: boolean): Promise<FileFacts> {
  const xmp = strip ? null : await carriedXmp(bytes);
  return { profile: profileOf(chunks), xmp, pixelsPerInch: densityOf(chunks) };
}

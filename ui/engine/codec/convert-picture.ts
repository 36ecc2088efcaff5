import { EngineError } from '../api/report';
import type { Picture } from '../picture/picture';
import { encodePicture } from './encode-picture';
import type { PngChunk } from './png-chunks';

/** Colour space that a host's document blends in. */
export type DocumentSpace = 'srgb' | 'display-p3';

/**
 * The picture as a colour-managing host shows it in a document of this colour space: RGBA of 8 bits, values of
 * `space`. Runs in a browser, whose colour management it uses. Pixels that are not opaque lose precision.
 * @param tags what the picture's values mean; see `colourTags`
 * @throws EngineError out-of-memory
 */
export async function convertPicture(
  picture: Picture,
  tags: readonly PngChunk[],
  space: DocumentSpace,
): Promise<Picture> {
  const png = await encodePicture(picture, tags);
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' }));
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { colorSpace: space, willReadFrequently: true });
  if (context === null) throw new EngineError({ code: 'out-of-memory' });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height, { colorSpace: space }).data };
}

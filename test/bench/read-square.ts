import sharp from 'sharp';
import type { Picture } from '../../ui/engine/picture/picture';

/** The middle of a photo, scaled to `side` × `side` pixels, with its brightness multiplied by `brightness`. */
export async function readSquare(photo: string, side: number, brightness = 1): Promise<Picture> {
  const image = sharp(photo).autoOrient().resize(side, side, { fit: 'cover' }).modulate({ brightness }).ensureAlpha();
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
  };
}

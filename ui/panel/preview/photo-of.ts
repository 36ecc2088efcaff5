import type { PictureData, RawPicture } from '../../engine/api/picture-data';
import type { PreviewImage } from './viewed-picture';
import type { Size } from './viewport';

/** A picture as the browser decodes it. It is shown until the engine has its own preview. */
export interface Photo extends Size {
  readonly image: PreviewImage;
}

/**
 * Decodes a picture without the engine: the photo is there before any network runs. Null if the browser cannot; the
 * engine then says why.
 * @param side longest side of the result in pixels
 */
export async function photoOf(picture: PictureData, side: number): Promise<Photo | null> {
  try {
    return picture.kind === 'file' ? await photoOfFile(picture.bytes, side) : await photoOfPixels(picture, side);
  } catch {
    return null;
  }
}

async function photoOfFile(bytes: Uint8Array, side: number): Promise<Photo> {
  // The engine shows stored values, see docs/decisions/0009-stored-values-and-the-own-profile.md.
  const options = { colorSpaceConversion: 'none' } as const;
  const whole = await createImageBitmap(new Blob([new Uint8Array(bytes)]), options);
  const { width, height } = whole;
  const small = reduced(whole, side);
  const region = { x: 0, y: 0, width, height };
  if (small.width === width) return { width, height, image: { bitmap: whole, region } };
  const size = { resizeWidth: small.width, resizeHeight: small.height };
  const bitmap = await createImageBitmap(whole, { ...size, resizeQuality: 'medium' });
  whole.close();
  return { width, height, image: { bitmap, region } };
}

/** Raw pixels, one for each of the result's: quick, and enough until the engine has its preview. */
async function photoOfPixels({ width, height, channels, depth, data }: RawPicture, side: number): Promise<Photo> {
  const small = reduced({ width, height }, side);
  const pixels = new Uint8ClampedArray(small.width * small.height * 4);
  const toByte = depth === 16 ? 255 / 65535 : 1;
  for (let y = 0; y < small.height; y++) {
    const row = Math.floor((y * height) / small.height) * width;
    for (let x = 0; x < small.width; x++) {
      const from = (row + Math.floor((x * width) / small.width)) * channels;
      const to = (y * small.width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        pixels[to + channel] = data[from + (channels === 1 ? 0 : channel)]! * toByte;
      pixels[to + 3] = channels === 4 ? data[from + 3]! * toByte : 255;
    }
  }
  const bitmap = await createImageBitmap(new ImageData(pixels, small.width, small.height));
  return { width, height, image: { bitmap, region: { x: 0, y: 0, width, height } } };
}

function reduced({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

import type { PictureData } from '../../engine/api/picture-data';
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
  if (picture.kind !== 'file') return null;
  try {
    // The engine shows stored values, see docs/decisions/0009.
    const options = { colorSpaceConversion: 'none' } as const;
    const whole = await createImageBitmap(new Blob([new Uint8Array(picture.bytes)]), options);
    const { width, height } = whole;
    const scale = Math.min(1, side / Math.max(width, height));
    const region = { x: 0, y: 0, width, height };
    if (scale === 1) return { width, height, image: { bitmap: whole, region } };
    const size = {
      resizeWidth: Math.max(1, Math.round(width * scale)),
      resizeHeight: Math.max(1, Math.round(height * scale)),
    };
    const bitmap = await createImageBitmap(whole, { ...size, resizeQuality: 'medium' });
    whole.close();
    return { width, height, image: { bitmap, region } };
  } catch {
    return null;
  }
}

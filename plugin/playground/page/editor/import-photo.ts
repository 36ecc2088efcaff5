import { sniffFormat } from '../../../../ui/engine/codec/sniff-format';
import { LARGEST_IMAGE_SIDE } from '../../host/document';
import { encode } from './export-node';

/** A photo as the document stores it: an encoded file and its size in pixels. */
export interface ImportedPhoto {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Converts a dropped file as Figma does. A PNG, JPEG or GIF of at most 4096 pixels a side is stored unchanged, and a
 * larger one is scaled down to that. Another format that the browser reads becomes a PNG. Null if it reads no picture.
 */
export async function importPhoto(bytes: Uint8Array): Promise<ImportedPhoto | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  } catch {
    return null;
  }
  const { format } = sniffFormat(bytes);
  const keeps = format === 'png' || format === 'jpeg' || format === 'gif';
  const scale = Math.min(1, LARGEST_IMAGE_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  if (keeps && scale === 1) {
    bitmap.close();
    return { bytes, width, height };
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return { bytes: await encode(canvas, format === 'jpeg' ? 'image/jpeg' : 'image/png'), width, height };
}

import { LARGEST_AREA, LARGEST_SIDE } from '../api/limits';
import { EngineError } from '../api/report';
import type { Picture } from '../picture/picture';
import { keepsStoredValues } from './colour-tags';
import { decodePng, mayBeTransparent, pixelChunksOnly } from './decode-png';
import { mendEnd } from './mend-end';
import { orientPicture, pngOrientation } from './orientation';
import { sniffFormat, type SniffedFile } from './sniff-format';
import type { GifFile } from './sniff-gif';
import type { JpegFile } from './sniff-jpeg';
import type { PngFile } from './sniff-png';

type DecodedFile = PngFile | JpegFile | GifFile;

/**
 * Decodes a PNG, JPEG or single-frame GIF to RGBA with straight alpha, orientation applied. Values are the stored ones
 * where they can be (see `keepsStoredValues`), else sRGB.
 *
 * The browser decodes what is opaque. Its canvas premultiplies colours with alpha, so `decodePng` decodes a PNG that
 * may be transparent, to the bit. A file that lacks only its end mark is decoded (see `mendEnd`).
 * @param deep keep 16 bits a channel of a PNG; otherwise they are rounded to 8
 * @throws EngineError empty-file, unknown-format, unsupported-format, animated, damaged-file, too-large, out-of-memory
 */
export async function decodePicture(bytes: Uint8Array, deep = false): Promise<Picture> {
  const info = decodedFormat(sniffFormat(bytes));
  const { width, height, format } = info;
  if (info.format !== 'jpeg' && info.animated) throw new EngineError({ code: 'animated', format });
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA)
    throw new EngineError({ code: 'too-large', width, height, limit: LARGEST_SIDE });
  try {
    // Browsers draw what they have of a truncated file; a half-grey portrait must not be retouched in silence.
    const whole = info.complete ? bytes : mendEnd(bytes, info);
    if (whole === null) throw new EngineError({ code: 'damaged-file', format });
    return info.format === 'png'
      ? await decodePngFile(whole, info, deep)
      : await decodeInBrowser(whole, format, keepsStoredValues(info));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError({ code: 'damaged-file', format });
  }
}

/** @throws EngineError for a file of a format that the engine does not decode */
function decodedFormat(info: SniffedFile): DecodedFile {
  switch (info.format) {
    case 'empty':
      throw new EngineError({ code: 'empty-file' });
    case 'unknown':
      throw new EngineError({ code: 'unknown-format' });
    case 'damaged':
      throw new EngineError({ code: 'damaged-file', format: info.claims });
    case 'png':
    case 'jpeg':
    case 'gif':
      return info;
    default:
      throw new EngineError({ code: 'unsupported-format', format: info.format });
  }
}

/** Stored values, turned upright. Both decoders get the same pixel chunks, and neither gets any other. */
async function decodePngFile(bytes: Uint8Array, info: PngFile, deep: boolean): Promise<Picture> {
  // A PNG without an end mark may lack pixels, which the browser would leave empty. Node has no browser decoder.
  const keepsDepth = deep && info.bitDepth === 16;
  const exact = keepsDepth || mayBeTransparent(bytes, info) || !info.complete || !hasBrowserDecoder();
  const picture = exact
    ? await decodePng(bytes, info, deep)
    : await decodeInBrowser(pixelChunksOnly(bytes, info), 'png', true);
  return orientPicture(picture, pngOrientation(bytes));
}

function hasBrowserDecoder(): boolean {
  return typeof createImageBitmap === 'function';
}

async function decodeInBrowser(bytes: Uint8Array, format: string, stored: boolean): Promise<Picture> {
  if (!hasBrowserDecoder()) throw new EngineError({ code: 'unsupported-format', format });
  const blob = new Blob([new Uint8Array(bytes)], { type: `image/${format}` });
  const bitmap = await createImageBitmap(blob, {
    imageOrientation: 'from-image',
    colorSpaceConversion: stored ? 'none' : 'default',
  });
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new EngineError({ code: 'out-of-memory' });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

import { convertIndexedToRgb, decode } from 'fast-png';
import { LARGEST_AREA, LARGEST_SIDE } from '../api/limits';
import type { Picture } from '../picture/picture';
import { EngineError } from '../api/report';
import { COLOUR_CHUNKS, keepsStoredValues } from './colour-tags';
import { removePngChunks } from './png-chunks';
import { sniffFormat } from './sniff-format';
import type { PngFile } from './sniff-png';

/**
 * Decodes a stored PNG, JPEG or single-frame GIF to straight-alpha pixels of 8 bits, orientation applied. Values are
 * the stored ones where they can be (see keepsStoredValues), else sRGB.
 *
 * The browser decodes; but its canvas keeps colours premultiplied, so a PNG with an alpha channel or a palette
 * goes through fast-png, exactly.
 * Throws EngineError: empty-file, unknown-format, unsupported-format, animated, damaged-file, too-large.
 */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  const info = sniffFormat(bytes);
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
      break;
    default:
      throw new EngineError({ code: 'unsupported-format', format: info.format });
  }
  const { width, height, format } = info;
  // Browsers draw what they have of a truncated file; a half-grey portrait must not be retouched in silence.
  if (!info.complete) throw new EngineError({ code: 'damaged-file', format });
  if (format !== 'jpeg' && info.animated) throw new EngineError({ code: 'animated', format });
  if (Math.max(width, height) > LARGEST_SIDE || width * height > LARGEST_AREA) {
    throw new EngineError({ code: 'too-large', width, height, limit: LARGEST_SIDE });
  }
  try {
    const stored = keepsStoredValues(info, bytes);
    return (
      (info.format === 'png' && stored ? decodeAlphaPng(bytes, info) : null) ??
      (await decodeInBrowser(bytes, format, stored))
    );
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new EngineError({ code: 'damaged-file', format });
  }
}

async function decodeInBrowser(bytes: Uint8Array, format: string, stored: boolean): Promise<Picture> {
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

/** Decodes a PNG with alpha, its values as stored; null for any other, which the browser decodes as exactly. */
function decodeAlphaPng(bytes: Uint8Array, info: PngFile): Picture | null {
  if (info.colorType === 'rgb' || info.colorType === 'grey') return null;
  // Colour chunks are not needed here, and a profile that is cut short (some programs write such) would end the decoding.
  const png = decode(removePngChunks(bytes, COLOUR_CHUNKS));
  const { width, height } = png;
  const samples = png.palette === undefined ? png.data : convertIndexedToRgb(png);
  const channels = samples.length / (width * height);
  const grey = channels <= 2;
  const opaque = grey ? channels === 1 : channels === 3;
  const largest = png.depth === 16 ? 65535 : 255;
  const level = (index: number): number => Math.round((samples[index]! * 255) / largest);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < width * height; index++) {
    for (let channel = 0; channel < 3; channel++)
      data[index * 4 + channel] = level(index * channels + (grey ? 0 : channel));
    data[index * 4 + 3] = opaque ? 255 : level(index * channels + channels - 1);
  }
  return { width, height, data };
}

import { encode } from 'fast-png';
import type { Picture } from '../picture/picture';
import { EngineError } from '../api/report';
import { replacePngChunks, type PngChunk } from './png-chunks';

/**
 * A PNG of the picture, 8-bit RGBA, with the given colour tags (see colourTags); without any it is sRGB. The browser's
 * encoder is used where it is exact; it keeps colours premultiplied with alpha, so a picture with half-transparent
 * pixels is encoded by fast-png instead. Throws EngineError: out-of-memory.
 */
export async function encodePicture(picture: Picture, tags: readonly PngChunk[] = []): Promise<Uint8Array> {
  const needsExact = typeof OffscreenCanvas === 'undefined' || hasPartialAlpha(picture);
  const png = needsExact
    ? encode({ ...picture, depth: 8, channels: 4 }, { zlib: { level: 4 } })
    : await encodeInBrowser(picture);
  return tags.length === 0 ? png : replacePngChunks(png, tags);
}

async function encodeInBrowser(picture: Picture): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new EngineError({ code: 'out-of-memory' });
  context.putImageData(new ImageData(canvasData(picture), picture.width, picture.height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** ImageData wants pixels over a plain ArrayBuffer; ours always are, but their type does not say so. */
function canvasData(picture: Picture): Uint8ClampedArray<ArrayBuffer> {
  const { buffer, byteOffset, length } = picture.data;
  return buffer instanceof ArrayBuffer
    ? new Uint8ClampedArray(buffer, byteOffset, length)
    : new Uint8ClampedArray(picture.data);
}

/** Whether any pixel is neither opaque nor fully transparent, or transparent with a colour to keep. */
function hasPartialAlpha(picture: Picture): boolean {
  const pixels = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height);
  for (const pixel of pixels) {
    const alpha = pixel >>> 24;
    if (alpha !== 255 && pixel !== 0) return true;
  }
  return false;
}

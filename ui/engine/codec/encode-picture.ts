import { encode } from 'fast-png';
import { isDeep } from '../picture/deep-picture';
import type { Picture } from '../picture/picture';
import { EngineError } from '../api/report';
import { replacePngChunks, type PngChunk } from './png-chunks';

/**
 * Encodes a picture as PNG, RGBA of its own 8 or 16 bits, with colour tags (see `colourTags`); without any it means
 * sRGB.
 *
 * The browser encodes it if that is exact. Its canvas has 8 bits and premultiplies colours with alpha, so fast-png
 * encodes pictures of 16 bits and those with half-transparent pixels.
 * @throws EngineError out-of-memory
 */
export async function encodePicture(picture: Picture, tags: readonly PngChunk[] = []): Promise<Uint8Array> {
  const needsExact = typeof OffscreenCanvas === 'undefined' || isDeep(picture) || hasPartialAlpha(picture);
  const png = needsExact ? encodeExactly(picture) : await encodeInBrowser(picture);
  return tags.length === 0 ? png : replacePngChunks(png, tags);
}

function encodeExactly(picture: Picture): Uint8Array {
  const { width, height } = picture;
  const values = isDeep(picture)
    ? ({ data: picture.deep, depth: 16 } as const)
    : ({ data: picture.data, depth: 8 } as const);
  return encode({ width, height, channels: 4, ...values }, { zlib: { level: 4 } });
}

async function encodeInBrowser(picture: Picture): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  if (context === null) throw new EngineError({ code: 'out-of-memory' });
  context.putImageData(new ImageData(canvasData(picture), picture.width, picture.height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** ImageData needs pixels over an ArrayBuffer, which the type of `data` does not promise. */
function canvasData(picture: Picture): Uint8ClampedArray<ArrayBuffer> {
  const { buffer, byteOffset, length } = picture.data;
  return buffer instanceof ArrayBuffer
    ? new Uint8ClampedArray(buffer, byteOffset, length)
    : new Uint8ClampedArray(picture.data);
}

/** Whether any pixel is partly transparent, or fully transparent with a colour other than black. */
function hasPartialAlpha(picture: Picture): boolean {
  const pixels = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height);
  for (const pixel of pixels) {
    const alpha = pixel >>> 24;
    if (alpha !== 255 && pixel !== 0) return true;
  }
  return false;
}

// What the colour tests use inside a page: the engine's codec.
import { colourTags } from '../../ui/engine/codec/colour-tags';
import { decodePicture } from '../../ui/engine/codec/decode-picture';
import { encodePicture } from '../../ui/engine/codec/encode-picture';

/** A file decoded, and encoded again as a layer of it is; bytes as base64. */
export async function throughCodec(
  base64: string,
): Promise<{ readonly width: number; readonly height: number; readonly data: string; readonly png: string }> {
  const file = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const { width, height, data } = await decodePicture(file);
  const png = await encodePicture({ width, height, data }, await colourTags(file));
  return { width, height, data: packed(data), png: packed(png) };
}

function packed(bytes: ArrayLike<number>): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

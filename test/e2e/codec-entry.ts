// The engine's codec, for the colour tests inside a page.
import { colourTags } from '../../ui/engine/codec/colour-tags';
import { decodePicture } from '../../ui/engine/codec/decode-picture';
import { encodePicture } from '../../ui/engine/codec/encode-picture';

/** Decodes a file and encodes its pixels again as a layer. Bytes are base64 text. */
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

import { decodePicture } from '../codec/decode-picture';
import { sniffFormat } from '../codec/sniff-format';
import type { Picture } from '../picture/picture';
import { fileData, samePictureData } from '../api/picture-data';

/** Largest area, in pixels, of a picture that is decoded ahead. It shares memory with the current picture. */
const LARGEST_AHEAD = 4096 * 4096;

/** Decodes files. The browser can decode one file ahead on its own thread while the engine computes another picture. */
export interface Decoder {
  /** Starts to decode the next file. It replaces an earlier file that nobody requested. */
  ahead(bytes: Uint8Array): void;
  /** See `decodePicture`. */
  decode(bytes: Uint8Array): Promise<Picture>;
}

/** @param decode decodes one file */
export function createDecoder(
  decode: (bytes: Uint8Array) => Promise<Picture> = (bytes) => decodePicture(bytes),
): Decoder {
  let pending: { readonly bytes: Uint8Array; readonly picture: Promise<Picture> } | null = null;
  return {
    ahead(bytes) {
      const info = sniffFormat(bytes);
      if (!('width' in info) || info.width * info.height > LARGEST_AHEAD) return;
      pending = { bytes, picture: decode(bytes) };
      // Errors surface in `decode`, which may never be called.
      pending.picture.catch(() => undefined);
    },
    decode(bytes) {
      if (pending === null || !samePictureData(fileData(pending.bytes), fileData(bytes))) return decode(bytes);
      const { picture } = pending;
      pending = null;
      return picture;
    },
  };
}

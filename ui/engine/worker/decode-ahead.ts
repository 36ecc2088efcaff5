import { decodePicture } from '../codec/decode-picture';
import { sniffFormat } from '../codec/sniff-format';
import type { Picture } from '../picture/picture';
import { fileData, samePictureData } from '../api/picture-data';

/** Largest picture, in pixels, that is decoded ahead: it shares memory with the picture that is computed. */
const LARGEST_AHEAD = 4096 * 4096;

/** Decodes files. One file can be decoded ahead, on the browser's own thread, while another picture is computed. */
export interface Decoder {
  /** Starts to decode the next file. It replaces a file that was started before and never requested. */
  ahead(bytes: Uint8Array): void;
  /** See `decodePicture`. */
  decode(bytes: Uint8Array): Promise<Picture>;
}

export function createDecoder(decode: typeof decodePicture = decodePicture): Decoder {
  let begun: { readonly bytes: Uint8Array; readonly picture: Promise<Picture> } | null = null;
  return {
    ahead(bytes) {
      const info = sniffFormat(bytes);
      if (!('width' in info) || info.width * info.height > LARGEST_AHEAD) return;
      begun = { bytes, picture: decode(bytes) };
      // Errors surface in `decode`, which may never be called.
      begun.picture.catch(() => undefined);
    },
    decode(bytes) {
      if (begun === null || !samePictureData(fileData(begun.bytes), fileData(bytes))) return decode(bytes);
      const { picture } = begun;
      begun = null;
      return picture;
    },
  };
}

import { decodePicture } from '../codec/decode-picture';
import { sniffFormat } from '../codec/sniff-format';
import type { Picture } from '../picture/picture';
import { sameBytes } from './same-bytes';

/** Pixels up to which a picture is decoded before its turn: until then it lies in memory beside all that the one before needs. */
const LARGEST_AHEAD = 4096 * 4096;

/** Decodes files, one of them while the picture before it is computed: the browser decodes on a thread of its own. */
export interface Decoder {
  /** Begins with a file whose turn comes next; one that is never asked for makes room for the next. */
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
      // Told when it is asked for; it may never be.
      begun.picture.catch(() => undefined);
    },
    decode(bytes) {
      if (begun === null || !sameBytes(begun.bytes, bytes)) return decode(bytes);
      const { picture } = begun;
      begun = null;
      return picture;
    },
  };
}

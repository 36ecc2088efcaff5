/** A picture between the engine and its caller: a stored file, or decoded pixels. */
export type PictureData =
  | {
      readonly kind: 'file';
      /** Input: PNG, JPEG or a still GIF. Output: PNG. */
      readonly bytes: Uint8Array;
      /**
       * The space that the host may convert the picture and its layers to before it blends them. Soft-light layers are
       * made normal ones unless the picture's colours are of this space (see `asNormalLayers`). Left out: the host
       * blends in the picture's own space.
       */
      readonly documentSpace?: DocumentSpace | undefined;
    }
  | RawPicture;

/** Colour space of a document. */
export type DocumentSpace = 'srgb' | 'display-p3';

/** Spaces of RGB, other than sRGB, that a host may name. */
export type NamedSpace = 'display-p3' | 'adobe-rgb' | 'prophoto-rgb';

/** Decoded pixels: rows from the top, channels interleaved, straight alpha. */
export interface RawPicture {
  readonly kind: 'raw';
  readonly width: number;
  readonly height: number;
  /** Grey, RGB, or RGBA. */
  readonly channels: 1 | 3 | 4;
  /** Bits of a channel. */
  readonly depth: 8 | 16;
  /** `width × height × channels` values: Uint8Array for 8 bits, Uint16Array (0–65535) for 16. */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** ICC profile of the values; null: sRGB. */
  readonly profile: Uint8Array | null;
  /** Space of the values, from a host that knows its name and has no profile. Networks then see them as sRGB. */
  readonly space?: NamedSpace;
}

/** A stored file as picture data; see `PictureData` for the space. */
export function fileData(bytes: Uint8Array, documentSpace?: DocumentSpace): PictureData {
  return { kind: 'file', bytes, documentSpace };
}

/** Number of bytes in the data of a picture. */
export function byteLengthOf(picture: PictureData): number {
  return picture.kind === 'file' ? picture.bytes.length : picture.data.byteLength;
}

/** Whether two pictures hold the same data, byte by byte. */
export function samePictureData(a: PictureData, b: PictureData): boolean {
  if (a.kind === 'file') return b.kind === 'file' && sameValues(a.bytes, b.bytes);
  if (b.kind === 'file') return false;
  const sameShape = a.width === b.width && a.height === b.height && a.channels === b.channels && a.depth === b.depth;
  return sameShape && a.space === b.space && sameValues(a.profile ?? [], b.profile ?? []) && sameValues(a.data, b.data);
}

function sameValues(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

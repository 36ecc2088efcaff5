import type { LayerBlendMode } from '../../api/layer-kinds';
import type { Box, Size } from '../../geometry/box';
import type { Matte } from '../../picture/picture';

/** Bits of a channel. */
export type Depth = 8 | 16;

/** RGBA, straight alpha: 0–255, or 0–65535 in a Uint16Array. */
export type Samples = Uint8Array | Uint8ClampedArray | Uint16Array;

/** A picture that is read row by row, so that nobody needs a copy of all of it. */
export interface SampleRows extends Size {
  readonly depth: Depth;
  /** The samples of row `y`, RGBA. They are valid until the next call. */
  row(y: number): Samples;
}

/** A layer of a layered file. */
export interface PictureLayer {
  readonly name: string;
  readonly blendMode: LayerBlendMode;
  /** In 255ths, whole: 0–255. Layered files store no finer steps. */
  readonly opacity: number;
  readonly visible: boolean;
  /** Whether it is drawn only inside the nearest layer below that is not clipped, and hidden with it. */
  readonly clipped?: boolean;
  /** `white`: hides nothing, and is there for the designer's brush. A matte has the picture's size: 0 hides. */
  readonly mask: Matte | 'white' | null;
  /** Where the layer lies, in whole pixels of the picture. */
  readonly box: Box;
  /** They have the box's size and the background's depth. */
  readonly rows: SampleRows;
}

/** Facts about a picture that files carry beside its pixels. */
export interface FileFacts {
  /** ICC profile of the samples, of an RGB picture; null: sRGB. */
  readonly profile: Uint8Array | null;
  /** XMP packet, UTF-8. */
  readonly xmp: Uint8Array | null;
  readonly pixelsPerInch: number | null;
  /** EXIF as a TIFF structure, upright. Only a PSD carries it. */
  readonly exif?: Uint8Array | null;
  /** IPTC-IIM records. Only a PSD carries them. */
  readonly iptc?: Uint8Array | null;
}

/**
 * A picture under a group of layers, to be written as one file. Layers act where the background is opaque; its alpha is
 * the alpha of the whole.
 */
export interface LayeredPicture {
  readonly background: SampleRows;
  /** Whether the background has pixels that are not opaque. */
  readonly transparent: boolean;
  readonly groupName: string;
  /** Bottom first. */
  readonly layers: readonly PictureLayer[];
  readonly facts: FileFacts;
}

/** The name of the background, which Photoshop knows by it and translates. */
export const BACKGROUND_NAME = 'Background';

/** The limits of a file format. */
export interface FormatLimits {
  readonly format: string;
  /** Most pixels of a side. */
  readonly side: number;
  /** Most bytes of a file. */
  readonly bytes: number;
}

/** A layered file would be larger than its format allows. */
export class LayeredFileTooLarge extends RangeError {
  constructor(readonly limits: FormatLimits) {
    const { format, side, bytes } = limits;
    super(`A layered ${format} file has at most ${side} pixels a side and ${Math.round(bytes / 2 ** 30)} gigabytes.`);
    this.name = 'LayeredFileTooLarge';
  }
}

/** @param bytes size of the file as far as it is known. @throws LayeredFileTooLarge */
export function assertFits({ width, height }: Size, bytes: number, limits: FormatLimits): void {
  if (Math.max(width, height) > limits.side || bytes > limits.bytes) throw new LayeredFileTooLarge(limits);
}

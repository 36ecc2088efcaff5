import type { Depth, SampleRows } from '../layered/layered-picture';
import type { Matte } from '../../picture/picture';

/** One channel, row by row, as big-endian bytes. */
export interface Plane {
  readonly height: number;
  /** Bytes of a row. */
  readonly stride: number;
  /** Row `y`. The bytes are valid until the next call. */
  row(y: number): Uint8Array;
}

/** Channel 0–3 of RGBA rows. */
export function channelPlane(rows: SampleRows, channel: number): Plane {
  const { width, height, depth } = rows;
  const bytes = new Uint8Array(width * (depth / 8));
  return {
    height,
    stride: bytes.length,
    row(y) {
      const samples = rows.row(y);
      if (depth === 8) for (let x = 0, from = channel; x < width; x++, from += 4) bytes[x] = samples[from]!;
      else
        for (let x = 0, from = channel; x < width; x++, from += 4) {
          bytes[2 * x] = samples[from]! >>> 8;
          bytes[2 * x + 1] = samples[from]! & 255;
        }
      return bytes;
    },
  };
}

/** A channel of RGBA rows as Photoshop stores it in a merged picture with transparency: drawn over white. */
export function overWhitePlane(rows: SampleRows, channel: number): Plane {
  const most = rows.depth === 16 ? 65535 : 255;
  const drawn = rows.depth === 16 ? new Uint16Array(rows.width * 4) : new Uint8Array(rows.width * 4);
  return channelPlane(
    {
      ...rows,
      row(y) {
        const samples = rows.row(y);
        for (let index = channel, alpha = 3; alpha < drawn.length; index += 4, alpha += 4)
          drawn[index] = Math.round(most + (samples[alpha]! / most) * (samples[index]! - most));
        return drawn;
      },
    },
    channel,
  );
}

/** A mask of the picture's size: white, or a matte. */
export function maskPlane(mask: Matte | 'white', width: number, height: number, depth: Depth): Plane {
  const bytes = new Uint8Array(width * (depth / 8)).fill(255);
  const repeat = depth / 8;
  return {
    height,
    stride: bytes.length,
    row(y) {
      if (mask !== 'white')
        for (let x = 0; x < bytes.length; x++) bytes[x] = mask.data[y * width + Math.floor(x / repeat)]!;
      return bytes;
    },
  };
}

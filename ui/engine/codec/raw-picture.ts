import type { RawPicture } from '../api/picture-data';
import { EngineError } from '../api/report';
import type { Picture } from '../picture/picture';

/**
 * Raw pixels as RGBA of 8 bits, straight alpha. Grey is repeated in three channels, 16-bit values are divided by 257
 * and rounded. Throws EngineError (damaged-file) if the data do not have the stated size.
 */
export function rawToPicture({ width, height, channels, depth, data }: RawPicture): Picture {
  const pixels = width * height;
  const isWhole = Number.isInteger(width) && Number.isInteger(height) && data.length === pixels * channels;
  if (!isWhole || data.BYTES_PER_ELEMENT * 8 !== depth)
    throw new EngineError({ code: 'damaged-file', format: 'raw pixels' });
  const out = new Uint8ClampedArray(pixels * 4);
  const scale = depth === 16 ? 1 / 257 : 1;
  const second = channels === 1 ? 0 : 1;
  for (let from = 0, to = 0; to < out.length; from += channels, to += 4) {
    out[to] = data[from]! * scale;
    out[to + 1] = data[from + second]! * scale;
    out[to + 2] = data[from + 2 * second]! * scale;
    out[to + 3] = channels === 4 ? data[from + 3]! * scale : 255;
  }
  return { width, height, data: out };
}

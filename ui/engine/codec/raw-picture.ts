import type { RawPicture } from '../api/picture-data';
import { EngineError } from '../api/report';
import { DEEP_STEP, DEEPEST, deepPicture } from '../picture/deep-picture';
import type { Picture } from '../picture/picture';
import type { PixelValues } from './png-samples';

/**
 * Raw pixels as RGBA, straight alpha. Grey is repeated in three channels.
 * @param deep keep 16 bits a channel; otherwise values are divided by 257 and rounded
 * @throws EngineError damaged-file, if the data do not have the stated size
 */
export function rawToPicture({ width, height, channels, depth, data }: RawPicture, deep = false): Picture {
  const pixels = width * height;
  const isWhole = Number.isInteger(width) && Number.isInteger(height) && data.length === pixels * channels;
  if (!isWhole || data.BYTES_PER_ELEMENT * 8 !== depth)
    throw new EngineError({ code: 'damaged-file', format: 'raw pixels' });
  if (deep && depth === 16) {
    const out = new Uint16Array(pixels * 4);
    expandChannels(data, channels, out, 1, DEEPEST);
    return deepPicture(width, height, out);
  }
  const out = new Uint8ClampedArray(pixels * 4);
  expandChannels(data, channels, out, depth === 16 ? 1 / DEEP_STEP : 1, 255);
  return { width, height, data: out };
}

/** Writes RGBA values, each multiplied by `scale`; `opaque` is the alpha of pixels without any. */
function expandChannels(
  data: RawPicture['data'],
  channels: RawPicture['channels'],
  out: PixelValues,
  scale: number,
  opaque: number,
): void {
  const second = channels === 1 ? 0 : 1;
  for (let from = 0, to = 0; to < out.length; from += channels, to += 4) {
    out[to] = data[from]! * scale;
    out[to + 1] = data[from + second]! * scale;
    out[to + 2] = data[from + 2 * second]! * scale;
    out[to + 3] = channels === 4 ? data[from + 3]! * scale : opaque;
  }
}

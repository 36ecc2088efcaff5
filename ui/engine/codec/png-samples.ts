/** RGBA values of 8 or of 16 bits. */
export type PixelValues = Uint8ClampedArray | Uint16Array;

/**
 * Writes the pixels of an unfiltered row as RGBA.
 * @param row packed samples, `columns` pixels of them
 * @param pixels written from index `start` on, one pixel every `step` values
 */
export type ExpandRow = (row: Uint8Array, columns: number, pixels: PixelValues, start: number, step: number) => void;

/** Sample `index` of a packed row, as an integer of `bitDepth` bits. */
function sampleAt(row: Uint8Array, index: number, bitDepth: number): number {
  if (bitDepth === 8) return row[index]!;
  if (bitDepth === 16) return (row[2 * index]! << 8) | row[2 * index + 1]!;
  const bit = index * bitDepth;
  return (row[bit >> 3]! >> (8 - bitDepth - (bit & 7))) & ((1 << bitDepth) - 1);
}

/**
 * For rows of 1 to 4 channels (grey, grey with alpha, RGB, RGBA) of 1 to 16 bits. Values are scaled to 0–`most` and
 * rounded.
 * @param most 255 for pixels of 8 bits, 65535 for 16
 * @param transparent data of a tRNS chunk: the one colour that is transparent, at the picture's own depth
 */
export function expandSamples(
  channels: number,
  bitDepth: number,
  transparent: Uint8Array | null,
  most = 255,
): ExpandRow {
  const grey = channels <= 2;
  const hasAlpha = channels === 2 || channels === 4;
  const largest = 2 ** bitDepth - 1;
  const level = largest === most ? (value: number) => value : (value: number) => Math.round((value * most) / largest);
  const key = transparent === null ? null : [0, 1, 2].map((channel) => keyAt(transparent, grey ? 0 : channel));
  return (row, columns, pixels, start, step) => {
    for (let x = 0, index = 0, out = start; x < columns; x++, index += channels, out += step) {
      const red = sampleAt(row, index, bitDepth);
      const green = grey ? red : sampleAt(row, index + 1, bitDepth);
      const blue = grey ? red : sampleAt(row, index + 2, bitDepth);
      pixels[out] = level(red);
      pixels[out + 1] = level(green);
      pixels[out + 2] = level(blue);
      if (hasAlpha) pixels[out + 3] = level(sampleAt(row, index + channels - 1, bitDepth));
      else pixels[out + 3] = key !== null && red === key[0] && green === key[1] && blue === key[2] ? 0 : most;
    }
  };
}

function keyAt(transparent: Uint8Array, channel: number): number {
  return (transparent[2 * channel]! << 8) | transparent[2 * channel + 1]!;
}

/**
 * For rows of palette indices of 1 to 8 bits. An index beyond the palette is opaque black, as browsers show it.
 * @param palette data of PLTE: RGB triples
 * @param alphas data of tRNS: the alpha of the first entries; the others are opaque
 * @throws Error without a palette
 */
export function expandPalette(palette: Uint8Array | null, alphas: Uint8Array | null, bitDepth: number): ExpandRow {
  if (palette === null) throw new Error('missing palette');
  const colours = new Uint8Array(256 * 4);
  for (let entry = 0; entry < 256; entry++) {
    for (let channel = 0; channel < 3; channel++) colours[4 * entry + channel] = palette[3 * entry + channel] ?? 0;
    colours[4 * entry + 3] = alphas?.[entry] ?? 255;
  }
  return (row, columns, pixels, start, step) => {
    for (let x = 0, out = start; x < columns; x++, out += step) {
      const entry = 4 * sampleAt(row, x, bitDepth);
      for (let channel = 0; channel < 4; channel++) pixels[out + channel] = colours[entry + channel]!;
    }
  };
}

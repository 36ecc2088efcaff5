/** Pixels are RGBA, 8 bits, straight alpha. The functions change their argument. */
type Pixels = Uint8ClampedArray;

/** Shares of red, green and blue in the luminance of sRGB (ITU-R BT.709), for encoded values. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;
/** Ups and downs of the solar curve over the range of lightness: more of them show fainter unevenness. */
const SOLAR_PERIODS = 2;
/** Colour of a newly clipped pixel. */
const CLIPPED = [255, 0, 200] as const;

function luma(pixels: Pixels, at: number): number {
  return LUMA[0] * pixels[at]! + LUMA[1] * pixels[at + 1]! + LUMA[2] * pixels[at + 2]!;
}

/** Grey by lightness. */
export function luminosity(pixels: Pixels): void {
  for (let at = 0; at < pixels.length; at += 4) pixels.fill(luma(pixels, at), at, at + 3);
}

/** Grey by a wave over lightness: patches of uneven tone become bands. */
export function solarise(pixels: Pixels): void {
  const curve = Array.from({ length: 256 }, (_, level) =>
    Math.round(127.5 * (1 - Math.cos((2 * Math.PI * SOLAR_PERIODS * level) / 255))),
  );
  for (let at = 0; at < pixels.length; at += 4) pixels.fill(curve[Math.round(luma(pixels, at))]!, at, at + 3);
}

/**
 * Marks the pixels that the retouch clips: a channel is 0 or 255 after it and was not before. Returns their number.
 * @param after changed @param before of the same size
 */
export function markClipped(after: Pixels, before: Pixels): number {
  let count = 0;
  for (let at = 0; at < after.length; at += 4) {
    let isClipped = false;
    for (let channel = at; channel < at + 3; channel++) {
      const value = after[channel]!;
      isClipped ||= (value === 0 || value === 255) && before[channel] !== value;
    }
    if (!isClipped) continue;
    count++;
    after.set(CLIPPED, at);
  }
  return count;
}

/** Colour and largest opacity (0–255) of the mask that lies over the picture. */
const MASK = { colour: [242, 40, 60], opacity: 128 } as const;

/** Turns a grey mask into a colour with the mask as its opacity. */
export function tintMask(pixels: Pixels): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const share = pixels[at]! / 255;
    pixels.set(MASK.colour, at);
    pixels[at + 3] = Math.round(MASK.opacity * share);
  }
}

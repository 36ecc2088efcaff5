import type { Matte } from '../picture/picture';

/**
 * Skin matte value (0–255) from which a pixel is healed as skin. The matte follows the picture's colours: a dark mole
 * lowers it to a third; eyes, lips and hair lower it to 0.
 */
export const ENOUGH_SKIN = 80;

/** Whether the pixel that holds (x, y), in picture pixels, is skin to heal. False outside the picture. */
export function isHealableSkin({ width, height, data }: Matte, x: number, y: number): boolean {
  const column = Math.floor(x);
  const row = Math.floor(y);
  return column >= 0 && row >= 0 && column < width && row < height && data[row * width + column]! >= ENOUGH_SKIN;
}

import type { Matte } from '../../picture/picture';

/**
 * The skin matte (0–255) from which a place is healed as skin. It follows the picture's colours, so that a dark mole takes it down
 * to a third; eyes, lips and hair take it to nothing.
 */
export const ENOUGH_SKIN = 80;

/** Whether a place in picture pixels is skin enough to be healed; none is outside the picture. */
export function isOnSkin({ width, height, data }: Matte, x: number, y: number): boolean {
  const column = Math.floor(x);
  const row = Math.floor(y);
  return column >= 0 && row >= 0 && column < width && row < height && data[row * width + column]! >= ENOUGH_SKIN;
}

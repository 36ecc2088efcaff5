import type { RetouchMasks } from '../../ui/engine/pipeline/retouch-picture';
import { emptyMatte, type Matte } from '../../ui/engine/picture/picture';
import { MATTE_CLASSES } from '../../ui/engine/skin/class-mattes';

/** The masks that `--masks` writes, in this order: the classes follow skin and spots. */
export const MASKS = ['skin', 'spots', ...MATTE_CLASSES] as const;
export type Mask = (typeof MASKS)[number];

/** The end of a mask's file name, after the photo's name. A class has a prefix, since layers may have its name too. */
export function maskEnding(mask: Mask): string {
  return mask === 'skin' || mask === 'spots' ? `${mask}.png` : `mask-${mask}.png`;
}

/** Draws one mask. Only one exists at a time: in large photos each takes as many bytes as the photo has pixels. */
export function drawMask({ skin, holes, ofClass }: RetouchMasks, mask: Mask): Matte {
  if (mask === 'skin') return skin;
  if (mask === 'spots') return holes ?? emptyMatte(skin.width, skin.height);
  return ofClass(mask);
}

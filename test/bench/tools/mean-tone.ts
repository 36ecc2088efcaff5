import type { Picture } from '../../../ui/engine/picture/picture';
import { labOf, type Subject } from './subject';

/** Parts of a mean colour in CIELAB; the hue in degrees. */
export const TONE_PARTS = ['light', 'chroma', 'hue'] as const;
export type MeanTone = Readonly<Record<(typeof TONE_PARTS)[number], number>>;

/** The mean colour of the sure skin in the box of a subject's face. */
export function meanTone({ skin, face: { box } }: Subject, picture: Picture): MeanTone {
  const lab = labOf(picture);
  const sums = [0, 0, 0];
  let count = 0;
  for (let index = 0; index < skin.data.length; index++) {
    const [x, y] = [index % skin.width, Math.floor(index / skin.width)];
    if (skin.data[index]! < 240 || x < box.x || x >= box.x + box.width || y < box.y || y >= box.y + box.height)
      continue;
    for (const part of [0, 1, 2]) sums[part]! += lab[3 * index + part]!;
    count++;
  }
  const [light, a, b] = sums.map((sum) => sum / count) as [number, number, number];
  return { light, chroma: Math.hypot(a, b), hue: (180 / Math.PI) * Math.atan2(b, a) };
}

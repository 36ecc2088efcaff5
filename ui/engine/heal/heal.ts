import type { NetworkRunner } from '../networks/runner';
import { copyPicture, type Matte, type Picture } from '../picture/picture';
import { drawHoles } from './fill/hole-map';
import { inpaint } from './fill/inpaint';
import type { Spot } from './spot';

/** A picture after healing. */
export interface Healing {
  /** The given picture itself if there are no spots. */
  readonly healed: Picture;
  readonly spots: readonly Spot[];
  /** Above 0 where pixels were replaced, at the picture's size; null if none were. */
  readonly holes: Matte | null;
}

/**
 * Inpaints spots on a copy of the picture.
 *
 * @param skin matte at the picture's size; holes are kept to it
 * @param onProgress gets the share of work that is done, 0–1
 * @throws the runner's errors
 */
export async function heal(
  picture: Picture,
  spots: readonly Spot[],
  skin: Matte,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
): Promise<Healing> {
  if (spots.length === 0) return { healed: picture, spots, holes: null };
  const holes = drawHoles(spots, skin);
  const healed = copyPicture(picture);
  await inpaint(healed, holes, runner, onProgress, skin);
  return { healed, spots, holes: holes.matte };
}

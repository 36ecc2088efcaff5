import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { Spot } from './find/find-spots';
import { drawHoles } from './fill/hole-map';
import { inpaint } from './fill/inpaint';

/** What healing made of a picture. Without spots `healed` is the given picture itself. */
export interface Healing {
  readonly healed: Picture;
  readonly spots: readonly Spot[];
  /** Where pixels were replaced: above 0; null if nowhere. */
  readonly holes: Matte | null;
}

/** Inpaints spots. The picture itself is not changed. */
export async function heal(
  picture: Picture,
  spots: readonly Spot[],
  skin: Matte,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
): Promise<Healing> {
  if (spots.length === 0) return { healed: picture, spots, holes: null };
  const holes = drawHoles(spots, skin);
  const healed: Picture = { ...picture, data: picture.data.slice() };
  await inpaint(healed, holes, runner, onProgress, skin);
  return { healed, spots, holes: holes.matte };
}

import type { Face } from '../faces/face';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import type { SpotReport } from '../report';
import type { HealMode } from '../settings';
import { findSpots, type Spot } from './find-spots';
import { drawHoles } from './hole-map';
import { inpaint } from './inpaint';

/** What healing made of a picture. Without spots `healed` is the given picture itself. */
export interface Healing {
  readonly healed: Picture;
  readonly spots: readonly SpotReport[];
  /** Where pixels were replaced: above 0; null if nowhere. */
  readonly holes: Matte | null;
}

/** Finds the spots of all faces and inpaints them. The picture itself is not changed. */
export async function heal(
  picture: Picture, faces: readonly Face[], skin: Matte, mode: HealMode, runner: NetworkRunner, onProgress: (done: number) => void,
): Promise<Healing> {
  if (mode === 'off') return { healed: picture, spots: [], holes: null };
  const spots: Spot[] = [];
  for (const [index, face] of faces.entries()) {
    onProgress((0.5 * index) / faces.length);
    for (const spot of await findSpots(picture, face, skin, mode, runner)) {
      if (!spots.some((known) => sameSpot(known.report, spot.report))) spots.push(spot);
    }
  }
  if (spots.length === 0) return { healed: picture, spots: [], holes: null };
  const holes = drawHoles(spots, skin);
  const healed: Picture = { ...picture, data: picture.data.slice() };
  await inpaint(healed, holes, runner, (done) => onProgress(0.5 + 0.5 * done));
  return { healed, spots: spots.map((spot) => spot.report), holes: holes.matte };
}

/** Whether two face crops that overlap found the same spot. */
function sameSpot(a: SpotReport, b: SpotReport): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < Math.max(a.radius, b.radius);
}

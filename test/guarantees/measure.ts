import { findFaces } from '../../ui/engine/faces/find-faces';
import { protectedFeatures } from '../../ui/engine/faces/protected-features';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import type { Picture } from '../../ui/engine/picture/picture';
import type { NetworkSet } from '../../ui/engine/pipeline/network-set';
import { retouchPicture, type RetouchOutcome } from '../../ui/engine/pipeline/retouch-picture';
import { insidePolygons } from './inside-polygons';
import { largestDifference, normal, softLight, stackLayer } from './stack-layers';
import { ADJUSTMENTS, strengthsOf } from '../../ui/engine/api/adjustments';
import { settingsWith, type RetouchSettings } from '../../ui/engine/api/settings';

/** Every strength at the end of its range. */
const strengthsAt = (end: 'min' | 'max'): Partial<RetouchSettings> =>
  Object.fromEntries(strengthsOf(ADJUSTMENTS).map((one) => [one.key, one[end]]));
export const STRONGEST = settingsWith({ heal: 'all', ...strengthsAt('max') });
/** Without healing, and every strength at its smallest value: negative or off. */
export const SMALLEST = settingsWith({ heal: 'off', ...strengthsAt('min') });
const OFF = settingsWith({ heal: 'off', even: 0, brighten: 0 });

/** The largest change that each guarantee allows, in levels (0–255). */
export const LIMITS = { outside: 0, features: 0, off: 0, stack: 1 } as const;
export type Guarantee = keyof typeof LIMITS;
/**
 * The largest measured change, in levels:
 * - outside: where the matte is 0 and nothing was healed
 * - features: inside eyes, brows, lips and nostrils
 * - off: with healing off and strengths 0
 * - stack: layers composited by the tests' own W3C soft light, against the retouched picture
 */
export type Changes = Readonly<Record<Guarantee, number>>;

export interface Measured {
  readonly outcome: Extract<RetouchOutcome, { state: 'retouched' }>;
  readonly changes: Changes;
}

/**
 * Retouches, by default at the strongest settings, and measures every guarantee; null if the picture stays unchanged.
 */
export async function measureGuarantees(
  picture: Picture,
  runner: NetworkRunner,
  set?: NetworkSet,
  settings: RetouchSettings = STRONGEST,
): Promise<Measured | null> {
  const before = Uint8Array.from(picture.data);
  const outcome = await retouchPicture(picture, settings, runner, () => undefined, set);
  if (outcome.state === 'unchanged') return null;
  if (largestDifference(before, picture.data) > 0) throw new Error('the retouch wrote into the untouched picture');
  const off = await retouchPicture(picture, OFF, runner, () => undefined, set);
  const faces = await findFaces(picture, runner);
  const inFeature = insidePolygons(faces.flatMap(protectedFeatures), picture.width, picture.height);
  const { skin, holes } = outcome.masks;
  const changes = {
    outside: largestChange(
      picture,
      outcome.retouched,
      (index) => skin.data[index] === 0 && (holes?.data[index] ?? 0) === 0,
    ),
    features: largestChange(picture, outcome.retouched, (index) => inFeature[index] === 1),
    off: off.state === 'unchanged' ? 0 : largestDifference(picture.data, off.retouched.data),
    stack: largestDifference(stackAll(picture, outcome), outcome.retouched.data),
  };
  return { outcome, changes };
}

function stackAll(picture: Picture, { layers }: Measured['outcome']): Uint8Array {
  let stacked: Uint8Array = Uint8Array.from(picture.data);
  for (const { picture: layer, blendMode, opacity } of layers)
    stacked = stackLayer(stacked, layer.data, blendMode === 'normal' ? normal : softLight, opacity);
  return stacked;
}

function largestChange(before: Picture, after: Picture, where: (index: number) => boolean): number {
  let largest = 0;
  for (let index = 0; index < before.width * before.height; index++) {
    if (!where(index)) continue;
    for (let channel = index * 4; channel < index * 4 + 4; channel++) {
      largest = Math.max(largest, Math.abs(before.data[channel]! - after.data[channel]!));
    }
  }
  return largest;
}

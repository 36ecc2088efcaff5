import { isKept, type Choices, type SpotPlace } from '../api/choices';
import type { SpotReport } from '../api/report';
import { fillPlace, type Patch } from '../heal/fill/fill-place';
import { drawHoles } from '../heal/fill/hole-map';
import type { Healing } from '../heal/heal';
import type { Spot } from '../heal/spot';
import type { NetworkRunner } from '../networks/runner';
import { changeChannel, DEEP_STEP } from '../picture/deep-picture';
import { copyPicture, emptyMatte, type Matte, type Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import { paintStrokes } from '../skin/paint-strokes';
import type { NetworkSet } from './network-set';

/** A healing with the designer's choices applied. */
export interface EditedHealing {
  readonly healed: Picture;
  readonly holes: Matte | null;
  /** The spots that are healed, the added ones last. */
  readonly spots: readonly SpotReport[];
  /** The fills of the added places; the next edit reuses them. */
  readonly fills: readonly Fill[];
}

/** The healing and the skin of a picture in these settings and choices. */
export interface ChosenSpots extends EditedHealing {
  readonly skin: Matte;
  /** Differs between any two choices of one picture. */
  readonly key: string;
}

/** The fill of an added place. */
interface Fill {
  /** Identifies the healing and the earlier fills that it lies on. */
  readonly before: string;
  readonly place: SpotPlace;
  /** Null if the place lies outside the picture. */
  readonly patch: Patch | null;
}

export interface EditRequest {
  readonly picture: Picture;
  readonly healing: Healing;
  /** Differs between any two healings of one picture. */
  readonly healingKey: string;
  readonly skin: Matte;
  readonly choices: Choices;
  /** Whether a spot belongs to a face that is switched off. */
  readonly isOff: (spot: SpotPlace) => boolean;
  /** Fills of an earlier edit of the same picture. */
  readonly earlierFills: readonly Fill[];
  readonly inpaint: NetworkSet['inpaint'];
}

/**
 * Restores the picture at kept spots, on faces that are off and under excluding strokes, and heals the added places.
 * Networks run only for added places without an earlier fill. Choices without effect return the pixels of the healing.
 * @throws EngineError the runner's errors
 */
export async function editHealing(request: EditRequest, runner: NetworkRunner): Promise<EditedHealing> {
  const { picture, healing, choices, isOff } = request;
  const isRestored = ({ report }: Spot): boolean => isKept(report, choices.kept) || isOff(report);
  const healedSpots = healing.spots.filter((spot) => !isRestored(spot));
  const restoresSpots = healedSpots.length < healing.spots.length;
  const added = choices.added.filter((spot) => !isOff(spot));
  const fills = await fillPlaces(request, added, runner);
  const spots = [
    ...healedSpots.map(({ report }) => report),
    ...added.map(({ x, y, radius }) => ({ x, y, radius, kind: 'blemish' as const, score: 1 })),
  ];
  const excludes = choices.strokes.some(({ effect }) => effect === 'exclude');
  const nowhere = healing.holes === null && fills.length === 0;
  if (nowhere || (!restoresSpots && fills.length === 0 && !excludes))
    return { healed: healing.healed, holes: healing.holes, spots, fills };

  const healed = copyPicture(healing.healed);
  const holes =
    healedSpots.length === 0 ? emptyMatte(picture.width, picture.height) : drawHoles(healedSpots, request.skin).matte;
  if (restoresSpots && healing.holes !== null) restore(healed, picture, healing.holes, holes);
  for (const { patch } of fills) if (patch !== null) applyPatch(patch, healed, holes);
  if (excludes) excludeStrokes(healed, holes, picture, choices);
  return { healed: withPyramid(healed), holes, spots, fills };
}

/** Fills the added places in order: each fill continues the healed picture with the fills before it. */
async function fillPlaces(
  { healing, healingKey, earlierFills, inpaint }: EditRequest,
  places: readonly SpotPlace[],
  runner: NetworkRunner,
): Promise<Fill[]> {
  const fills: Fill[] = [];
  // Copied only when a place needs the network.
  let picture: Picture | null = null;
  let before = healingKey;
  for (const place of places) {
    const earlier = earlierFills.find((fill) => fill.before === before && isSamePlace(fill.place, place));
    if (earlier === undefined && picture === null) {
      picture = copyPicture(healing.healed);
      for (const { patch } of fills) if (patch !== null) applyPatch(patch, picture, null);
    }
    const fill: Fill = earlier ?? { before, place, patch: await fillPlace(picture!, place, runner, inpaint) };
    if (picture !== null && fill.patch !== null) applyPatch(fill.patch, picture, null);
    fills.push(fill);
    before = `${before} + ${place.x},${place.y},${place.radius}`;
  }
  return fills;
}

function isSamePlace(a: SpotPlace, b: SpotPlace): boolean {
  return a.x === b.x && a.y === b.y && a.radius === b.radius;
}

/** Removes excluding strokes from the holes and restores the picture there. Changes `healed` and `holes`. */
function excludeStrokes(healed: Picture, holes: Matte, picture: Picture, { strokes }: Choices): void {
  const everywhere = emptyMatte(picture.width, picture.height);
  everywhere.data.fill(255);
  const allowed = paintStrokes(everywhere, strokes, picture);
  const before: Matte = { ...holes, data: holes.data.slice() };
  for (let index = 0; index < holes.data.length; index++)
    holes.data[index] = Math.round((before.data[index]! * allowed.data[index]!) / 255);
  restore(healed, picture, before, holes);
}

/** Mixes healed pixels with the picture where the hole value fell from `before` to `after`. Changes `healed`. */
function restore(healed: Picture, picture: Picture, before: Matte, after: Matte): void {
  for (let index = 0; index < before.data.length; index++) {
    const full = before.data[index]!;
    if (full === 0 || after.data[index]! >= full) continue;
    const healedShare = after.data[index]! / full;
    for (let at = index * 4; at < index * 4 + 3; at++) {
      const original = levelAt(picture, at);
      changeChannel(healed, at, (level) => original + healedShare * (level - original));
    }
  }
}

/** Copies the filled pixels of a patch into the picture and adds them to the holes. Changes both. */
function applyPatch({ box, filled, share }: Patch, healed: Picture, holes: Matte | null): void {
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const from = y * box.width + x;
      if (share[from] === 0) continue;
      const index = (box.y + y) * healed.width + box.x + x;
      for (let channel = 0; channel < 3; channel++)
        changeChannel(healed, index * 4 + channel, () => levelAt(filled, from * 4 + channel));
      if (holes !== null) holes.data[index] = Math.max(holes.data[index]!, share[from]!);
    }
  }
}

/** A channel's level, 0–255; a picture of 16 bits has fractions. */
function levelAt({ data, deep }: Picture, at: number): number {
  return deep === undefined ? data[at]! : deep[at]! / DEEP_STEP;
}

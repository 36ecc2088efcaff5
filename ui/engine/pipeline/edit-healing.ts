import { isKept, type Choices, type SpotPlace } from '../api/choices';
import { drawHoles } from '../heal/fill/hole-map';
import type { Healing } from '../heal/heal';
import { fillPlace, type Patch } from '../heal/fill/fill-place';
import type { Spot } from '../heal/spot';
import type { NetworkRunner } from '../networks/runner';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import type { SpotReport } from '../api/report';
import { paintStrokes } from '../skin/paint-strokes';
import type { NetworkSet } from './network-set';

/** A healing as a designer's choices leave it. */
export interface EditedHealing {
  readonly healed: Picture;
  readonly holes: Matte | null;
  /** The spots that are healed, the added ones last. */
  readonly spots: readonly SpotReport[];
  /** The fills of the added places, to be used again. */
  readonly fills: readonly Fill[];
}

/** The fill of an added place, on a picture that was healed and filled as `before` says. */
interface Fill {
  readonly before: string;
  readonly place: SpotPlace;
  readonly patch: Patch | null;
}

export interface EditRequest {
  readonly picture: Picture;
  readonly healing: Healing;
  /** What tells this healing from others of the picture. */
  readonly healingKey: string;
  readonly skin: Matte;
  readonly choices: Choices;
  /** Whether a spot belongs to a face that is off. */
  readonly isOff: (spot: SpotPlace) => boolean;
  /** Of an earlier edit of the same picture. */
  readonly known: readonly Fill[];
  readonly inpaint: NetworkSet['inpaint'];
}

/**
 * Gives kept spots and those of faces that are off back to the picture, heals the places that were added, and gives
 * back what the brush excludes. Networks run only for added places that are not known. Choices that change nothing
 * give the healing itself.
 */
export async function editHealing(request: EditRequest, runner: NetworkRunner): Promise<EditedHealing> {
  const { picture, healing, choices, isOff } = request;
  const stays = ({ report }: Spot): boolean => isKept(report, choices.kept) || isOff(report);
  const gone = healing.spots.filter(stays);
  const left = healing.spots.filter((spot) => !stays(spot));
  const added = choices.added.filter((spot) => !isOff(spot));
  const fills = await fillAdded(request, added, runner);
  const spots = [
    ...left.map(({ report }) => report),
    ...added.map(({ x, y, radius }) => ({ x, y, radius, kind: 'blemish' as const, score: 1 })),
  ];
  const excluding = choices.strokes.some(({ effect }) => effect === 'exclude');
  const nowhere = healing.holes === null && fills.length === 0;
  if (nowhere || (gone.length === 0 && fills.length === 0 && !excluding))
    return { healed: healing.healed, holes: healing.holes, spots, fills };

  const healed: Picture = { ...picture, data: healing.healed.data.slice() };
  const holes = left.length === 0 ? emptyMatte(picture.width, picture.height) : drawHoles(left, request.skin).matte;
  if (gone.length > 0 && healing.holes !== null) giveBack(healed, picture, healing.holes, holes);
  for (const { patch } of fills) if (patch !== null) lay(patch, healed, holes);
  if (excluding) {
    const all = emptyMatte(picture.width, picture.height);
    all.data.fill(255);
    const allowed = paintStrokes(all, choices.strokes, picture);
    const asked: Matte = { ...holes, data: holes.data.slice() };
    for (let index = 0; index < holes.data.length; index++)
      holes.data[index] = Math.round((asked.data[index]! * allowed.data[index]!) / 255);
    giveBack(healed, picture, asked, holes);
  }
  return { healed: withPyramid(healed), holes, spots, fills };
}

/** Each place is filled as if the designer had added it just now: over all that is healed, and the places before it. */
async function fillAdded(
  { healing, healingKey, known, inpaint }: EditRequest,
  places: readonly SpotPlace[],
  runner: NetworkRunner,
): Promise<Fill[]> {
  const fills: Fill[] = [];
  let picture: Picture | null = null;
  let before = healingKey;
  for (const added of places) {
    const same = known.find((fill) => fill.before === before && samePlace(fill.place, added));
    if (same === undefined && picture === null) {
      picture = { ...healing.healed, data: healing.healed.data.slice() };
      for (const { patch } of fills) if (patch !== null) lay(patch, picture, null);
    }
    const fill: Fill = same ?? { before, place: added, patch: await fillPlace(picture!, added, runner, inpaint) };
    if (picture !== null && fill.patch !== null) lay(fill.patch, picture, null);
    fills.push(fill);
    before = `${before} + ${added.x},${added.y},${added.radius}`;
  }
  return fills;
}

function samePlace(a: SpotPlace, b: SpotPlace): boolean {
  return a.x === b.x && a.y === b.y && a.radius === b.radius;
}

/** Takes healed pixels back towards the picture where the hole is less than it was. */
function giveBack(healed: Picture, picture: Picture, was: Matte, is: Matte): void {
  for (let index = 0; index < was.data.length; index++) {
    const before = was.data[index]!;
    if (before === 0 || is.data[index]! >= before) continue;
    const share = is.data[index]! / before;
    for (let pixel = index * 4; pixel < index * 4 + 3; pixel++) {
      healed.data[pixel] = picture.data[pixel]! + share * (healed.data[pixel]! - picture.data[pixel]!);
    }
  }
}

function lay({ box, pixels, share }: Patch, healed: Picture, holes: Matte | null): void {
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const from = y * box.width + x;
      if (share[from] === 0) continue;
      const index = (box.y + y) * healed.width + box.x + x;
      for (let channel = 0; channel < 3; channel++) healed.data[index * 4 + channel] = pixels[from * 4 + channel]!;
      if (holes !== null) holes.data[index] = Math.max(holes.data[index]!, share[from]!);
    }
  }
}

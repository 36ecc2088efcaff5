import { isKept, type Choices, type SpotPlace } from '../../engine/api/choices';
import { isHealed, type SpotAnswer, type SpotFind, type SpotReason, type SpotReport } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import { addSpot, removeAdded, toggleSpot } from './change-choices';

/** The judge's answers in the order of the review: first those that wait for the designer. */
export const FIND_GROUPS = ['unsure', 'healed', 'kept'] as const satisfies readonly SpotAnswer[];
export type FindGroup = SpotAnswer;

/** A place in the picture that is healed or kept, with the designer's choice. */
export interface Find {
  /** In picture pixels. */
  readonly place: SpotPlace;
  /** The judge's answer; null: a spot that only the designer sees. */
  readonly group: FindGroup | null;
  /** Healed by the settings alone. */
  readonly healedBySettings: boolean;
  /** Healed with the present choices. */
  readonly isHealed: boolean;
  /** Probability of a blemish, 0–1; null without a judge. */
  readonly judged: number | null;
  /** Its look, and the reason for its answer. Null without a judge. */
  readonly reason: SpotReason | null;
  /** The designer's place that heals it; null if the settings heal it, or if it is kept. */
  readonly added: SpotPlace | null;
}

/** How a find is marked. `added`: a spot of the designer. */
export type FindMark = 'healed' | 'unsure' | 'kept' | 'added';

/** A hole of the designer over a find is wider than the find by this factor: its edge is not part of the find. */
const HOLE_FACTOR = 1.25;

/** The finds of the engine in a picture. */
export interface FoundSpots {
  /** The spots that the settings heal; null until the engine has answered. */
  readonly spots: readonly SpotReport[] | null;
  /** All finds, the likeliest blemish first; none without a judge. */
  readonly found: readonly SpotFind[];
}

/** Every find of the engine with the designer's choice for it, then the spots that the designer added elsewhere. */
export function findsOf(
  { spots, found }: FoundSpots,
  { heal, unsure }: Pick<RetouchSettings, 'heal' | 'unsure'>,
  choices: Choices,
): readonly Find[] {
  const judged = found.map((find) =>
    chosen(
      {
        place: find,
        group: find.answer,
        healedBySettings: heal !== 'off' && isHealed(find, unsure),
        judged: find.judged,
        reason: find.reason,
      },
      choices,
    ),
  );
  // Networks without a judge give only the spots that they heal.
  const plain = found.length > 0 ? [] : (spots ?? []).map((spot) => chosen({ ...HEALED, place: spot }, choices));
  const all = [...judged, ...plain];
  const used = new Set(all.map(({ added }) => added));
  const others = choices.added.filter((place) => !used.has(place));
  return [...all, ...others.map((place): Find => ({ ...BY_HAND, place, added: place }))];
}

const HEALED = { group: 'healed', healedBySettings: true, judged: null, reason: null } as const;
const BY_HAND = { group: null, healedBySettings: false, isHealed: true, judged: null, reason: null } as const;

function chosen(find: Omit<Find, 'isHealed' | 'added'>, { kept, added }: Choices): Find {
  if (find.healedBySettings) return { ...find, isHealed: !isKept(find.place, kept), added: null };
  const place = added.find((one) => isKept(find.place, [one])) ?? null;
  return { ...find, isHealed: place !== null, added: place };
}

export function markOf({ group, isHealed: healed }: Find): FindMark {
  if (group === null) return 'added';
  if (healed) return 'healed';
  return group === 'unsure' ? 'unsure' : 'kept';
}

/** The designer has decided otherwise than the settings. */
export function isByHand({ isHealed: healed, healedBySettings }: Find): boolean {
  return healed !== healedBySettings;
}

/** Heals a find, or keeps it. */
export function withFind(choices: Choices, find: Find, heals: boolean): Choices {
  if (heals === find.isHealed) return choices;
  if (find.healedBySettings) return toggleSpot(choices, find.place);
  if (!heals) return find.added === null ? choices : removeAdded(choices, find.added);
  const { x, y, radius } = find.place;
  return addSpot(choices, { x: Math.round(x), y: Math.round(y), radius: Math.ceil(radius * HOLE_FACTOR) });
}

/** The finds with one answer of the judge, the likeliest blemish first. */
export function inGroup(finds: readonly Find[], group: FindGroup): readonly Find[] {
  return finds.filter((find) => find.group === group);
}

/** Number of finds that are healed, that wait for the designer's decision, and that stay. */
export interface FindCounts {
  readonly healed: number;
  readonly unsure: number;
  readonly kept: number;
}

export function countFinds(finds: readonly Find[]): FindCounts {
  const count = (mark: FindMark): number => finds.filter((find) => markOf(find) === mark).length;
  return { healed: count('healed') + count('added'), unsure: count('unsure'), kept: count('kept') };
}

export function samePlace(a: { readonly x: number; readonly y: number } | null, b: typeof a): boolean {
  return a !== null && b !== null && a.x === b.x && a.y === b.y;
}

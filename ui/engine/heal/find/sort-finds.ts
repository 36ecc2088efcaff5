import { isHealed, type ReasonKind, type SpotAnswer, type SpotFind, type SpotReason } from '../../api/report';
import type { HealMode, SpotLimits } from '../../api/settings';
import type { Face } from '../../faces/face';
import type { Matte } from '../../picture/picture';
import { isTooLarge, type Spot } from '../spot';
import { capArea, type CappedSpots } from './cap-area';
import { answerOf, judgeFace, type Find } from './judge';
import type { SpotFeatures } from './judge-features';

/** A spot that could be healed, and the judge's inputs for it. */
export interface UnsortedFind {
  readonly spot: Spot;
  readonly face: Face;
  readonly find: Find;
}

/** The finds of all faces, sorted by the judge and the settings. */
export interface FoundSpots extends CappedSpots {
  /** All finds, healed or not, the likeliest blemish first. */
  readonly finds: readonly SpotFind[];
}

/** A find with its answer. */
interface SortedFind {
  readonly spot: Spot;
  readonly find: SpotFind;
}

/** Density added in red from which a find is dark, and redness below which it is not red. */
const BROWN = { melanin: 0.15, redness: 0.6 };
/** Finds that look alike: differences in redness and in density, and the least number of others. */
const ALIKE = { redness: 0.15, melanin: 0.05, others: 3 };
/** Density added in green up to which a find hardly differs from the skin. */
const FAINT = 0.05;
/** `sharpness` from which an edge is sharp. */
const SHARP = 0.6;

/**
 * Sorts finds into those that are healed, unsure and kept. The mode `all` heals every find. The mode `blemishes` heals
 * those that the judge surely calls blemishes, and unsure ones if the limits say so. Finds above the largest size, and
 * those beyond the largest area, are kept in any mode.
 *
 * @param skin matte of the whole picture
 */
export function sortFinds(
  finds: readonly UnsortedFind[],
  mode: Exclude<HealMode, 'off'>,
  limits: SpotLimits,
  skin: Matte,
): FoundSpots {
  const faces = [...new Set(finds.map(({ face }) => face))];
  const sorted = faces.flatMap((face) =>
    sortFace(
      finds.filter((found) => found.face === face),
      mode,
      limits,
    ),
  );
  const wanted = sorted.filter(({ find }) => isHealed(find, limits.unsure)).map(({ spot }) => spot);
  const { spots, left } = capArea(wanted, skin);
  const stays = new Set(wanted.filter((spot) => !spots.includes(spot)));
  return {
    spots,
    left,
    finds: sorted
      .map(({ spot, find }) => (stays.has(spot) ? keptFor('too-many', find) : find))
      .sort((a, b) => b.judged - a.judged),
  };
}

/** The answers for the finds of one face. Finds are compared with the others of their face. */
function sortFace(finds: readonly UnsortedFind[], mode: HealMode, limits: SpotLimits): SortedFind[] {
  const scores = judgeFace(finds.map(({ find }) => find));
  return finds.map(({ spot, face, find: { features } }, index): SortedFind => {
    const score = scores[index]!;
    const answer = answerOf(score, limits.sensitivity);
    const like = finds.filter(({ find }, at) => at !== index && areAlike(find.features, features)).length;
    const report = { ...spot.report, kind: answer === 'blemish' ? ('blemish' as const) : ('mark' as const) };
    const find: SpotFind = {
      ...report,
      judged: 1 / (1 + Math.exp(-score)),
      answer: mode === 'all' ? 'healed' : ANSWERS[answer],
      reason: { ...lookOf(features), like, kind: answer === 'blemish' ? 'blemish' : kindOf(features, like) },
    };
    const sorted = isTooLarge(report, face.size, limits) ? keptFor('large', find) : find;
    return { spot: { ...spot, report }, find: sorted };
  });
}

const ANSWERS: Readonly<Record<ReturnType<typeof answerOf>, SpotAnswer>> = {
  blemish: 'healed',
  doubtful: 'unsure',
  mark: 'kept',
};

function keptFor(kind: ReasonKind, find: SpotFind): SpotFind {
  return { ...find, answer: 'kept', reason: { ...find.reason, kind } };
}

/** Why a find is not surely a blemish. */
function kindOf({ melanin, blood, redness }: SpotFeatures, like: number): ReasonKind {
  if (melanin > BROWN.melanin && redness < BROWN.redness) return 'brown';
  if (like >= ALIKE.others) return 'like-others';
  return melanin + blood < FAINT ? 'faint' : 'unclear';
}

function lookOf({ melanin, blood, redness, sharpness }: SpotFeatures): Pick<SpotReason, 'colour' | 'edge'> {
  const green = melanin + blood;
  const edge = sharpness >= SHARP ? 'sharp' : 'soft';
  if (Math.abs(green) < FAINT) return { colour: 'skin', edge };
  if (green < 0) return { colour: 'pale', edge };
  return { colour: redness >= BROWN.redness ? 'red' : 'brown', edge };
}

function areAlike(a: SpotFeatures, b: SpotFeatures): boolean {
  return Math.abs(a.redness - b.redness) < ALIKE.redness && Math.abs(a.melanin - b.melanin) < ALIKE.melanin;
}

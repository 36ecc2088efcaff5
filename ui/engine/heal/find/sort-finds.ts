import { isHealed, type ReasonKind, type SpotAnswer, type SpotFind, type SpotReason } from '../../api/report';
import type { HealMode, SpotLimits } from '../../api/settings';
import type { Face } from '../../faces/face';
import type { Matte } from '../../picture/picture';
import { isTooLarge, type Spot } from '../spot';
import { capArea, type CappedSpots } from './cap-area';
import { answerOf, judgeFace, type Find } from './judge';
import type { SpotFeatures } from './judge-features';
import { isWorn, mayBeInRow } from './worn';

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
/** Distance in face sizes up to which a find may belong to a row of letters or dots. */
const ROW = 0.08;
/** `sharpness` from which an edge is sharp. */
const SHARP = 0.6;

/**
 * Sorts finds into those that are healed, unsure and kept. The mode `all` heals every find. The mode `blemishes` heals
 * those that the judge surely calls blemishes, and unsure ones if the limits say so; worn things stay. Finds above the
 * largest size, and those beyond the largest area, are kept in any mode.
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

/** The answers for the finds of one face. Finds are compared with the others of their face that are not worn. */
function sortFace(finds: readonly UnsortedFind[], mode: HealMode, limits: SpotLimits): SortedFind[] {
  const worn = wornOf(finds);
  const own = finds.filter((found) => !worn.has(found));
  const scores = judgeFace(own.map(({ find }) => find));
  return finds.map((found): SortedFind => {
    const { features } = found.find;
    // What is worn is no blemish.
    const score = scores[own.indexOf(found)] ?? -Infinity;
    const answer = answerOf(score, limits.sensitivity);
    const like = finds.filter((other) => other !== found && areAlike(other.find.features, features)).length;
    const report = { ...found.spot.report, kind: answer === 'blemish' ? ('blemish' as const) : ('mark' as const) };
    const kind = worn.has(found) ? 'worn' : answer === 'blemish' ? 'blemish' : kindOf(features, like);
    const find: SpotFind = {
      ...report,
      judged: 1 / (1 + Math.exp(-score)),
      answer: mode === 'all' ? 'healed' : ANSWERS[answer],
      reason: { ...lookOf(features), like, kind },
    };
    const tooLarge = isTooLarge(report, found.face.size, limits);
    return { spot: { ...found.spot, report }, find: tooLarge ? keptFor('large', find) : find };
  });
}

/** The finds of a face that are worn or printed, and those that belong to a row with one of them. */
function wornOf(finds: readonly UnsortedFind[]): ReadonlySet<UnsortedFind> {
  const sure = finds.filter(({ find }) => isWorn(find.features.paint));
  const near = ({ spot: { report: a }, face }: UnsortedFind, { spot: { report: b } }: UnsortedFind): boolean =>
    Math.hypot(a.x - b.x, a.y - b.y) < ROW * face.size;
  const inRow = finds.filter(
    (found) => mayBeInRow(found.find.features.paint) && sure.some((other) => near(found, other)),
  );
  return new Set([...sure, ...inRow]);
}

const ANSWERS: Readonly<Record<ReturnType<typeof answerOf>, SpotAnswer>> = {
  blemish: 'healed',
  doubtful: 'unsure',
  mark: 'kept',
};

/** The find, kept for another reason than the judge's. */
function keptFor(kind: ReasonKind, find: SpotFind): SpotFind {
  return { ...find, kind: 'mark', answer: 'kept', reason: { ...find.reason, kind } };
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

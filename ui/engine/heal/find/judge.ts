import type { SpotFeatures } from './judge-features';
import { JUDGE, KINDS } from './judge-model';
import { sensitivityShift } from './sensitivity';

/** The answer to the question whether a find is a blemish. */
export type Answer = 'blemish' | 'doubtful' | 'mark';

/** Scores from which a find is surely a blemish, and from which it is doubtful. */
export const ANSWERS = { surely: JUDGE.surely, doubtful: JUDGE.doubtful } as const;

/** Probability from which a find is compared with. */
const SURE_ENOUGH = 0.3;

/** A find of one face. */
export interface Find {
  readonly features: SpotFeatures;
  /** Highest probability of either kind, 0–1. */
  readonly score: number;
  /** Sums of the two maps over the find's cells. */
  readonly blemish: number;
  readonly mark: number;
}

/** Values of all features of the model, by name. */
export type FeatureValues = Readonly<Record<string, number>>;

/** The features that compare a find with the others of its face. */
export function comparedFeatures(finds: readonly Find[], index: number): FeatureValues {
  const own = finds[index]!.features.redness;
  const others = finds.filter((find, at) => at !== index && find.score > SURE_ENOUGH);
  const sum = (kind: 'blemish' | 'mark'): number => finds.reduce((total, find) => total + find[kind], 0);
  const less = others.filter(({ features }) => features.redness < own).length;
  return {
    redderThan: others.length === 0 ? 0.5 : less / others.length,
    blemishesHere: Math.log((sum('blemish') + 1) / (sum('mark') + 1)),
  };
}

/**
 * The logit of the probability that a find is a blemish, by multinomial logistic regression over standardised features.
 * A find that is dark and not red is held below "surely": the network takes large age spots for blemishes.
 * The weights are those of models/judge.json, the formulas those of models/training/judge/judge.py.
 */
export function judgeScore(values: FeatureValues & { readonly redness: number }): number {
  const inputs = JUDGE.features.map((name, index) => {
    const standard = (values[name]! - JUDGE.mean[index]!) / JUDGE.deviation[index]!;
    return Math.min(JUDGE.held, Math.max(-JUDGE.held, standard));
  });
  const [blemish, mark, neither] = KINDS.map(
    (kind) => JUDGE.bias[kind] + inputs.reduce((sum, input, index) => sum + input * JUDGE.weights[kind][index]!, 0),
  ) as [number, number, number];
  const larger = Math.max(mark, neither);
  const score = blemish - (larger + Math.log1p(Math.exp(-Math.abs(mark - neither))));
  const isBrown = values['melanin']! > JUDGE.brown.melanin && values.redness < JUDGE.brown.redness;
  return isBrown ? Math.min(score, JUDGE.brown.score) : score;
}

/** Scores of all finds of one face, in their order. */
export function judgeFace(finds: readonly Find[]): readonly number[] {
  return finds.map(({ features: { paint: _, ...values } }, index) =>
    judgeScore({ ...values, ...comparedFeatures(finds, index) }),
  );
}

/** The answer for a score. @param sensitivity 0–100; higher calls more finds blemishes, 50 is the trained point */
export function answerOf(score: number, sensitivity: number): Answer {
  const moved = score + sensitivityShift(sensitivity);
  if (moved >= ANSWERS.surely) return 'blemish';
  return moved >= ANSWERS.doubtful ? 'doubtful' : 'mark';
}

import file from '../../../../models/judge.json';

/** The kinds of finds that the judge tells apart, in the order of its weights. */
export const KINDS = ['blemish', 'mark', 'neither'] as const;

/** The weights and thresholds of models/judge.json. */
export const JUDGE: typeof file = checked(file);

/** @throws Error if a list of the model has another length than its features, or a number is not finite */
export function checked(model: typeof file): typeof file {
  const lists = [model.mean, model.deviation, ...KINDS.map((kind) => model.weights[kind])];
  const fits = lists.every((list) => list.length === model.features.length && list.every(Number.isFinite));
  if (!fits) throw new Error('models/judge.json is damaged: a list of numbers does not fit its features');
  if (!(model.surely > model.doubtful)) throw new Error('models/judge.json is damaged: its thresholds are in no order');
  return model;
}

import { ADJUSTMENTS, type Adjustment } from '../engine/api/adjustments';

/** The texts of one adjustment. */
export interface AdjustmentText {
  readonly name: string;
  /** One or two sentences: tooltip in the panel, help on the command line. */
  readonly hint: string;
  /** Words for the work of its layer, after a run. Left out: the name. */
  readonly done?: string;
  /** Name of each option of a choice. */
  readonly options?: Readonly<Record<string, string>>;
}

type TextOf<One extends Adjustment> = One extends { readonly kind: 'choice' }
  ? AdjustmentText & { readonly options: Readonly<Record<One['options'][number], string>> }
  : AdjustmentText;

/** Texts for every adjustment of the table. A language that lacks one does not compile. */
export type AdjustmentTexts = { readonly [One in (typeof ADJUSTMENTS)[number] as One['key']]: TextOf<One> };

/** The texts of an adjustment; its key where a language has none. */
export function adjustmentText(texts: Readonly<Record<string, AdjustmentText>>, key: string): AdjustmentText {
  return texts[key] ?? { name: key, hint: '' };
}

/** Words for the work of layers, in the table's order. Heal is told by its number of spots. */
export function layersDone(
  texts: Readonly<Record<string, AdjustmentText>>,
  roles: readonly string[],
): readonly string[] {
  const adjustments: readonly Adjustment[] = ADJUSTMENTS;
  return adjustments
    .filter(({ layer, refines }) => layer !== 'heal' && refines === undefined && roles.includes(layer))
    .map(({ key }) => {
      const { name, done } = adjustmentText(texts, key);
      return done ?? name;
    });
}

import type { ADJUSTMENTS, Adjustment } from '../engine/api/adjustments';

/** The texts of one adjustment. */
export interface AdjustmentText {
  readonly name: string;
  /** One or two sentences: tooltip in the panel, help on the command line. */
  readonly hint: string;
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

import type { Adjustment, AdjustmentValues } from '../../ui/engine/api/adjustments';
import { adjustmentText, type AdjustmentText } from '../../ui/locales/adjustment-text';
import { Refusal } from './usage-problem';

/** The option of an adjustment, without dashes: `underEyes` gives `under-eyes`. */
export function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The options of the adjustments for `parseArgs`: a toggle takes no value. */
export function adjustmentOptions(
  adjustments: readonly Adjustment[],
): Readonly<Record<string, { readonly type: 'string' | 'boolean' }>> {
  return Object.fromEntries(
    adjustments.map(({ key, kind }) => [
      optionName(key),
      { type: kind === 'toggle' ? ('boolean' as const) : ('string' as const) },
    ]),
  );
}

/**
 * The value of every adjustment: from the command line, or else from `initial`.
 * @param given option name → text; the text of a toggle is 'true'
 * @throws Refusal for a value outside the adjustment's range or list
 */
export function adjustmentValues(
  adjustments: readonly Adjustment[],
  given: ReadonlyMap<string, string>,
  initial: AdjustmentValues,
): AdjustmentValues {
  return Object.fromEntries(
    adjustments.map((adjustment) => {
      const text = given.get(optionName(adjustment.key));
      return [adjustment.key, text === undefined ? initial[adjustment.key]! : valueOf(adjustment, text)];
    }),
  );
}

function valueOf(adjustment: Adjustment, text: string): string | number | boolean {
  if (adjustment.kind === 'toggle') return true;
  if (adjustment.kind === 'choice') {
    if (adjustment.options.includes(text)) return text;
  } else {
    const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (number >= adjustment.min && number <= adjustment.max) return number;
  }
  throw new Refusal({
    code: 'bad-value',
    option: `--${optionName(adjustment.key)}`,
    value: text,
    expected: expectedOf(adjustment),
  });
}

function expectedOf(adjustment: Adjustment): string {
  switch (adjustment.kind) {
    case 'choice':
      return adjustment.options.join(', ');
    case 'number':
      return adjustment.min < 0 ? `${adjustment.min} to ${adjustment.max}` : `${adjustment.min}–${adjustment.max}`;
    case 'toggle':
      return '';
  }
}

/** Lines of the help text, one for each adjustment: option, values, meaning, initial value. */
export function adjustmentHelp(
  adjustments: readonly Adjustment[],
  texts: Readonly<Record<string, AdjustmentText>>,
): string {
  return adjustments
    .map((adjustment) => {
      const values = adjustment.kind === 'choice' ? adjustment.options.join('|') : expectedOf(adjustment);
      const option = `--${optionName(adjustment.key)} ${values}`.trimEnd();
      const { hint } = adjustmentText(texts, adjustment.key);
      return `  ${option}\n                     ${hint} [${String(adjustment.initial)}]`;
    })
    .join('\n');
}

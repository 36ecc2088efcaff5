import type { Adjustment, AdjustmentValues, NumberAdjustment } from '../../engine/api/adjustments';
import { adjustmentText, type AdjustmentText } from '../../locales/adjustment-text';

/** A control of the settings form. */
export type SettingsField =
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly text: AdjustmentText;
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
      readonly disabled: boolean;
    }
  | {
      readonly kind: 'number';
      readonly key: string;
      readonly text: AdjustmentText;
      /** Rounded to whole numbers. */
      readonly value: number;
      readonly adjustment: NumberAdjustment;
      readonly disabled: boolean;
    }
  | {
      readonly kind: 'toggle';
      readonly key: string;
      readonly text: AdjustmentText;
      readonly value: boolean;
      readonly disabled: boolean;
    };

/** One control for each adjustment, in the table's order. An adjustment that refines one that is off is disabled. */
export function settingsFields(
  adjustments: readonly Adjustment[],
  values: AdjustmentValues,
  texts: Readonly<Record<string, AdjustmentText>>,
): readonly SettingsField[] {
  return adjustments.map((adjustment) => {
    const { key, refines } = adjustment;
    const refined = adjustments.find((other) => other.key === refines);
    const common = {
      key,
      text: adjustmentText(texts, key),
      disabled: refined?.off !== undefined && values[refined.key] === refined.off,
    };
    switch (adjustment.kind) {
      case 'choice':
        return {
          ...common,
          kind: 'choice',
          value: String(values[key]),
          options: adjustment.options.map((value) => ({ value, label: common.text.options?.[value] ?? value })),
        };
      case 'number':
        return { ...common, kind: 'number', value: Math.round(Number(values[key])), adjustment };
      case 'toggle':
        return { ...common, kind: 'toggle', value: values[key] === true };
    }
  });
}

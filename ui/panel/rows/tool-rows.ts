import {
  strengthsOf,
  type Adjustment,
  type AdjustmentValues,
  type NumberAdjustment,
} from '../../engine/api/adjustments';
import type { AdjustmentText } from '../../locales/adjustment-text';
import { isLayerOn, mainOf } from '../settings/layer-values';
import { settingsFields, type SettingsField } from '../settings/settings-fields';

/** A row of the panel: one tool, which is one layer. */
export interface ToolRow {
  /** Role of its layer. */
  readonly role: string;
  readonly text: AdjustmentText;
  readonly main: Adjustment;
  readonly isOn: boolean;
  /** The main value in words while the layer is on. */
  readonly value: string;
  /** The main adjustment if a drag on its value can change it. */
  readonly scrubbed: NumberAdjustment | null;
  /** Its controls, in the table's order. */
  readonly fields: readonly SettingsField[];
}

/**
 * One row for each layer that adjustments feed, in the table's order.
 * @param isFace the values are those of one face: only strengths can differ from those of the picture
 */
export function toolRows(
  adjustments: readonly Adjustment[],
  values: AdjustmentValues,
  texts: Readonly<Record<string, AdjustmentText>>,
  isFace = false,
): readonly ToolRow[] {
  const own = new Set(strengthsOf(adjustments).map(({ key }) => key));
  const roles = [...new Set(adjustments.map(({ layer }) => layer))];
  return roles.flatMap((role) => {
    const main = mainOf(adjustments, role);
    if (main === null) return [];
    const fields = settingsFields(
      adjustments.filter(({ layer }) => layer === role),
      values,
      texts,
    );
    const field = fields.find(({ key }) => key === main.key)!;
    return [
      {
        role,
        text: field.text,
        main,
        isOn: isLayerOn(main, values),
        value: wordsOf(field),
        scrubbed: main.kind === 'number' ? main : null,
        fields: isFace ? fields.map((one) => ({ ...one, disabled: one.disabled || !own.has(one.key) })) : fields,
      },
    ];
  });
}

function wordsOf(field: SettingsField): string {
  switch (field.kind) {
    case 'number':
      return field.adjustment.min < 0 && field.value > 0 ? `+${field.value}` : String(field.value).replace('-', '−');
    case 'choice':
      return field.options.find(({ value }) => value === field.value)?.label ?? field.value;
    case 'toggle':
      return '';
  }
}

import { z } from 'zod';
import { ADJUSTMENTS, type Adjustment } from '../../ui/engine/api/adjustments';
import { settingsWith, type RetouchSettings } from '../../ui/engine/api/settings';
import { adjustmentText } from '../../ui/locales/adjustment-text';
import { en } from '../../ui/locales/en';

/** An adjustment as a caller sees it. */
export interface DescribedAdjustment {
  readonly key: string;
  readonly name: string;
  readonly use: string;
  readonly values: string | readonly string[];
  readonly initial: string | number | boolean;
  /** Role of the layer that it makes or refines. */
  readonly layer: string;
}

/** Every adjustment of the table, in its order. */
export function describeAdjustments(): readonly DescribedAdjustment[] {
  const adjustments: readonly Adjustment[] = ADJUSTMENTS;
  return adjustments.map((one) => {
    const { name, hint } = adjustmentText(en.adjustments, one.key);
    return { key: one.key, name, use: hint, values: valuesOf(one), initial: one.initial, layer: one.layer };
  });
}

function valuesOf(adjustment: Adjustment): DescribedAdjustment['values'] {
  switch (adjustment.kind) {
    case 'number':
      return `${adjustment.min} to ${adjustment.max}`;
    case 'choice':
      return adjustment.options;
    case 'toggle':
      return 'true or false';
  }
}

/** The values of every adjustment of the table; each may be left out. Unknown keys are refused. */
export const SETTINGS_SCHEMA = z.strictObject(
  Object.fromEntries(
    (ADJUSTMENTS as readonly Adjustment[]).map((one) => [
      one.key,
      schemaOf(one).optional().describe(adjustmentText(en.adjustments, one.key).hint),
    ]),
  ),
);

function schemaOf(adjustment: Adjustment): z.ZodType {
  switch (adjustment.kind) {
    case 'number':
      return z.number().min(adjustment.min).max(adjustment.max);
    case 'choice':
      return z.enum(adjustment.options);
    case 'toggle':
      return z.boolean();
  }
}

/** The settings of checked values; what was left out has its initial value. */
export function settingsFrom(values: z.infer<typeof SETTINGS_SCHEMA> = {}): RetouchSettings {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  // The schema comes from the table that the type comes from.
  return settingsWith(Object.fromEntries(given) as Partial<RetouchSettings>);
}

import { isOff, type Adjustment, type AdjustmentValues } from '../../engine/api/adjustments';

type Value = string | number | boolean;

/** Part of the range, from the off value to the farther end, at which a layer starts that was never on. */
const START_SHARE = 0.3;

/** The adjustment that turns a layer on and off: the first one that refines no other. */
export function mainOf(adjustments: readonly Adjustment[], role: string): Adjustment | null {
  return adjustments.find(({ layer, refines }) => layer === role && refines === undefined) ?? null;
}

/** Whether the layer of an adjustment is made with these values. */
export function isLayerOn(main: Adjustment, values: AdjustmentValues): boolean {
  return !isOff(main, values);
}

/** The value that turns a layer on: the last one, or the initial one, or a mild one. */
export function onValue(main: Adjustment, last: Value | undefined): Value {
  if (last !== undefined && last !== main.off) return last;
  if (main.initial !== main.off) return main.initial;
  switch (main.kind) {
    case 'number': {
      const off = main.off ?? main.min;
      const end = main.max - off >= off - main.min ? main.max : main.min;
      return Math.round(off + START_SHARE * (end - off));
    }
    case 'choice':
      return main.options.find((option) => option !== main.off) ?? main.initial;
    case 'toggle':
      return true;
  }
}

/** The values with every layer off but one. */
export function onlyLayer<Values extends AdjustmentValues>(
  values: Values,
  role: string,
  adjustments: readonly Adjustment[],
): Values {
  const off = adjustments.flatMap(({ key, layer, refines, off: value }) =>
    layer === role || refines !== undefined || value === undefined ? [] : [[key, value] as const],
  );
  return { ...values, ...Object.fromEntries(off) };
}

import { fieldsOf } from './untrusted';

/** Section of the panel that shows an adjustment. Rows of `shape` and `clothes` stand in tables of their own. */
export type AdjustmentGroup = 'heal' | 'tone' | 'shape' | 'clothes';

/** Network results that an adjustment needs: spot maps, the blend map, only the skin matte, poses, or clothes. */
export type AdjustmentAnalysis = 'spots' | 'blend' | 'skin' | 'body' | 'clothes';

interface AdjustmentBase {
  /**
   * Key in settings, presets, stored data and reports; key of its texts in `locales/`. On the command line `--key`;
   * `twoWords` gives `--two-words`.
   */
  readonly key: string;
  readonly group: AdjustmentGroup;
  readonly analysis: AdjustmentAnalysis;
  /** Role of the layer that it feeds, see `LAYER_KINDS`. */
  readonly layer: string;
  /** Key of the adjustment that this one refines. It has no effect while that adjustment is off. */
  readonly refines?: string;
}

/** A number on a slider. */
export interface NumberAdjustment extends AdjustmentBase {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  /** Step of the slider. The command line and stored data may use values between steps. */
  readonly step: number;
  readonly initial: number;
  readonly unit: 'percent';
  /** Value that makes no layer. Left out: the number only refines another adjustment. */
  readonly off?: number;
  /**
   * Whether the value is the opacity of its layer in per cent. A value below 0 turns the layer's effect round. A face
   * may then have its own value.
   */
  readonly isOpacity: boolean;
}

/** A choice of one value from a list. */
export interface ChoiceAdjustment extends AdjustmentBase {
  readonly kind: 'choice';
  readonly options: readonly string[];
  readonly initial: string;
  readonly off?: string;
}

/** A switch. */
export interface ToggleAdjustment extends AdjustmentBase {
  readonly kind: 'toggle';
  readonly initial: boolean;
  readonly off?: false;
}

export type Adjustment = NumberAdjustment | ChoiceAdjustment | ToggleAdjustment;

/**
 * Every adjustment, in the order of the panel. It is the source of the settings type, parsing, the settings form,
 * presets, command-line options with their help, per-face values and reports. Texts are in `locales/`.
 */
export const ADJUSTMENTS = [
  {
    key: 'heal',
    kind: 'choice',
    group: 'heal',
    analysis: 'spots',
    layer: 'heal',
    options: ['off', 'blemishes', 'all'],
    initial: 'blemishes',
    off: 'off',
  },
  {
    key: 'unsure',
    kind: 'choice',
    group: 'heal',
    analysis: 'spots',
    layer: 'heal',
    refines: 'heal',
    options: ['keep', 'heal'],
    initial: 'keep',
  },
  {
    key: 'sensitivity',
    kind: 'number',
    group: 'heal',
    analysis: 'spots',
    layer: 'heal',
    refines: 'heal',
    min: 0,
    max: 100,
    step: 1,
    initial: 50,
    unit: 'percent',
    isOpacity: false,
  },
  {
    key: 'largest',
    kind: 'number',
    group: 'heal',
    analysis: 'spots',
    layer: 'heal',
    refines: 'heal',
    min: 1,
    max: 20,
    step: 1,
    initial: 20,
    unit: 'percent',
    isOpacity: false,
  },
  {
    key: 'even',
    kind: 'number',
    group: 'tone',
    analysis: 'blend',
    layer: 'blend',
    min: 0,
    max: 100,
    step: 1,
    initial: 60,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'evenHue',
    kind: 'number',
    group: 'tone',
    analysis: 'blend',
    layer: 'blend',
    refines: 'even',
    min: 0,
    max: 100,
    step: 1,
    initial: 100,
    unit: 'percent',
    isOpacity: false,
  },
  {
    key: 'evenSaturation',
    kind: 'number',
    group: 'tone',
    analysis: 'blend',
    layer: 'blend',
    refines: 'even',
    min: 0,
    max: 100,
    step: 1,
    initial: 100,
    unit: 'percent',
    isOpacity: false,
  },
  {
    key: 'evenLight',
    kind: 'number',
    group: 'tone',
    analysis: 'blend',
    layer: 'blend',
    refines: 'even',
    min: 0,
    max: 100,
    step: 1,
    initial: 100,
    unit: 'percent',
    isOpacity: false,
  },
  {
    key: 'volume',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'volume',
    min: 0,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'contour',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'contour',
    min: -100,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'lines',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'lines',
    min: 0,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'shine',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'shine',
    min: -100,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'underEyes',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'under-eyes',
    min: 0,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'texture',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'texture',
    min: -100,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
  {
    key: 'brighten',
    kind: 'number',
    group: 'tone',
    analysis: 'skin',
    layer: 'brighten',
    min: 0,
    max: 100,
    step: 1,
    initial: 0,
    unit: 'percent',
    off: 0,
    isOpacity: true,
  },
] as const satisfies readonly Adjustment[];

type Known = (typeof ADJUSTMENTS)[number];

/** Keys of the numbers that are opacities. Faces may have their own values. */
export type StrengthKey = Extract<Known, { readonly isOpacity: true }>['key'];

/** The values that an adjustment can have. */
export type ValueOf<One extends Adjustment> = One extends { readonly kind: 'choice' }
  ? One['options'][number]
  : One extends { readonly kind: 'toggle' }
    ? boolean
    : number;

/** A value for every adjustment of the table. */
export type RetouchSettings = { readonly [One in Known as One['key']]: ValueOf<One> };

/** Values by adjustment key, for code that walks any table of adjustments. */
export type AdjustmentValues = Readonly<Record<string, string | number | boolean>>;

/** Whether an adjustment is the opacity of its layer. */
export function isStrength(adjustment: Adjustment): adjustment is NumberAdjustment {
  return adjustment.kind === 'number' && adjustment.isOpacity;
}

/** The strengths of a table, in its order. */
export function strengthsOf(adjustments: readonly Adjustment[]): readonly NumberAdjustment[] {
  return adjustments.filter(isStrength);
}

/** Whether an adjustment makes no layer by itself: it has its off value, or it only refines another adjustment. */
export function isOff(adjustment: Adjustment, values: AdjustmentValues): boolean {
  if (adjustment.refines !== undefined) return true;
  return adjustment.off !== undefined && values[adjustment.key] === adjustment.off;
}

/** The values of the adjustments that refine another one, as text that differs whenever one of them does. */
export function refinementsOf(
  key: string,
  values: AdjustmentValues,
  adjustments: readonly Adjustment[] = ADJUSTMENTS,
): string {
  return JSON.stringify(adjustments.flatMap((one) => (one.refines === key ? [values[one.key]] : [])));
}

/** Whether settings need no layer. */
export function asksForNothing(values: AdjustmentValues, adjustments: readonly Adjustment[] = ADJUSTMENTS): boolean {
  return adjustments.every((adjustment) => isOff(adjustment, values));
}

/** Whether settings need the layer of a role. */
export function asksForLayer(
  role: string,
  values: AdjustmentValues,
  adjustments: readonly Adjustment[] = ADJUSTMENTS,
): boolean {
  return adjustments.some((adjustment) => adjustment.layer === role && !isOff(adjustment, values));
}

/** Whether two settings have the same value for every adjustment. */
export function sameValues(
  a: AdjustmentValues,
  b: AdjustmentValues,
  adjustments: readonly Adjustment[] = ADJUSTMENTS,
): boolean {
  return adjustments.every(({ key }) => a[key] === b[key]);
}

/** The initial value of every adjustment. */
export function initialValues(adjustments: readonly Adjustment[]): AdjustmentValues {
  return Object.fromEntries(adjustments.map(({ key, initial }) => [key, initial]));
}

/**
 * Values for every adjustment from an untrusted value (storage, a message, a file). A missing or unusable field gives
 * the initial value. Numbers are clamped to their range.
 */
export function parseValues(value: unknown, adjustments: readonly Adjustment[]): AdjustmentValues {
  const fields = fieldsOf(value);
  return Object.fromEntries(
    adjustments.map((adjustment) => [adjustment.key, parseValue(fields[adjustment.key], adjustment)]),
  );
}

function parseValue(value: unknown, adjustment: Adjustment): string | number | boolean {
  switch (adjustment.kind) {
    case 'number':
      return clampTo(adjustment, value) ?? adjustment.initial;
    case 'choice':
      return adjustment.options.find((option) => option === value) ?? adjustment.initial;
    case 'toggle':
      return typeof value === 'boolean' ? value : adjustment.initial;
  }
}

/** A number clamped to the range of an adjustment; null for a value that is no finite number. */
export function clampTo({ min, max }: NumberAdjustment, value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : null;
}

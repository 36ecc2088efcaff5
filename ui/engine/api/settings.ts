import {
  ADJUSTMENTS,
  initialValues,
  parseValues,
  type AdjustmentValues,
  type RetouchSettings,
  type ValueOf,
} from './adjustments';

export type { RetouchSettings };

/** Sets of networks: Softlight's own, or the imported networks of ModelScope's system. */
export const NETWORK_SET_NAMES = ['softlight', 'modelscope'] as const;
export type NetworkSetName = (typeof NETWORK_SET_NAMES)[number];

/** Marks that healing removes: none, temporary blemishes, or also permanent marks (moles, freckles, scars). */
export type HealMode = ValueOf<Extract<(typeof ADJUSTMENTS)[number], { key: 'heal' }>>;

/** Whether finds of which the judge is unsure are healed or kept, in the mode `blemishes`. */
export type Unsure = RetouchSettings['unsure'];

/** Limits on the spots that are healed. */
export interface SpotLimits {
  /** 0 (only the most certain spots) to 100 (every candidate). */
  readonly sensitivity: number;
  /** Diameter of the largest spot, in per cent of the face: 1–20. 20 means no limit. */
  readonly largest: number;
  readonly unsure: Unsure;
}

/** The initial value of every adjustment. */
export const DEFAULT_SETTINGS = initialValues(ADJUSTMENTS) as RetouchSettings;
/** Range of `SpotLimits.largest`. */
export const LARGEST_SPOT = { min: 1, max: 20 } as const;
/** The limits of the default settings. */
export const DEFAULT_LIMITS: SpotLimits = {
  sensitivity: DEFAULT_SETTINGS.sensitivity,
  largest: DEFAULT_SETTINGS.largest,
  unsure: DEFAULT_SETTINGS.unsure,
};

/** Default settings with some values changed. */
export function settingsWith(change: Partial<RetouchSettings>): RetouchSettings {
  return { ...DEFAULT_SETTINGS, ...change };
}

/** Settings from an untrusted value, see `parseValues`. */
export function parseSettings(value: unknown): RetouchSettings {
  const values: AdjustmentValues = parseValues(value, ADJUSTMENTS);
  return values as RetouchSettings;
}

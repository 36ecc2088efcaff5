import {
  ADJUSTMENTS,
  initialValues,
  parseValues,
  type AdjustmentValues,
  type RetouchSettings,
  type ValueOf,
} from './adjustments';

export type { RetouchSettings };

/** The networks that retouch: Softlight's own, or the imported ones of ModelScope's system. */
export const NETWORK_SET_NAMES = ['softlight', 'modelscope'] as const;
export type NetworkSetName = (typeof NETWORK_SET_NAMES)[number];

/** Marks that healing may remove: none, temporary blemishes, or permanent marks (moles, freckles, scars) too. */
export type HealMode = ValueOf<Extract<(typeof ADJUSTMENTS)[number], { key: 'heal' }>>;

/** Limits on the finds that are treated as spots. */
export interface SpotLimits {
  /** 0 (only finds beyond doubt) to 100 (every find). */
  readonly sensitivity: number;
  /** Diameter of the largest spot, in per cent of the face: 1–20. At 20 there is no limit. */
  readonly largest: number;
  /** Whether doubtful finds are healed, in the mode `blemishes`. */
  readonly unsure: RetouchSettings['unsure'];
}

export const DEFAULT_SETTINGS = initialValues(ADJUSTMENTS) as RetouchSettings;
export const LARGEST_SPOT = { min: 1, max: 20 } as const;
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

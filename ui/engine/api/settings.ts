import { fieldsOf } from './untrusted';

/** Whose networks retouch: ours, or those of the original system, which whoever has them imports. */
export const NETWORK_SET_NAMES = ['softlight', 'modelscope'] as const;
export type NetworkSetName = (typeof NETWORK_SET_NAMES)[number];

/** What healing may remove: nothing, temporary blemishes, or permanent marks (moles, freckles, scars) too. */
export const HEAL_MODES = ['off', 'blemishes', 'all'] as const;
export type HealMode = (typeof HEAL_MODES)[number];

/** Which of the spots that the network sees are taken for spots. */
export interface SpotLimits {
  /** 0 (only what is beyond doubt) to 100 (whatever may be one). */
  readonly sensitivity: number;
  /** Diameter of the largest spot, in per cent of the face: 1–20. At 20 none is too large. */
  readonly largest: number;
}

/** What the designer asks for. `even` and `brighten` are percentages from 0 (off) to 100. */
export interface RetouchSettings {
  readonly heal: HealMode;
  readonly even: number;
  readonly brighten: number;
  /** Left out: DEFAULT_LIMITS. */
  readonly spots?: SpotLimits;
}

export const LARGEST_SPOT = { min: 1, max: 20 } as const;
export const DEFAULT_LIMITS: SpotLimits = { sensitivity: 50, largest: LARGEST_SPOT.max };
export const DEFAULT_SETTINGS: RetouchSettings = { heal: 'blemishes', even: 60, brighten: 0 };

/**
 * Settings from an untrusted value (storage, a message, the command line). A missing or unusable
 * field takes its default; numbers are clamped to their range.
 */
export function parseSettings(value: unknown): RetouchSettings {
  const fields = fieldsOf(value);
  const heal = HEAL_MODES.find((mode) => mode === fields['heal']) ?? DEFAULT_SETTINGS.heal;
  const strengths = {
    heal,
    even: within(fields['even'], 0, 100, DEFAULT_SETTINGS.even),
    brighten: within(fields['brighten'], 0, 100, DEFAULT_SETTINGS.brighten),
  };
  const spots = fieldsOf(fields['spots']);
  const sensitivity = within(spots['sensitivity'], 0, 100, DEFAULT_LIMITS.sensitivity);
  const largest = within(spots['largest'], LARGEST_SPOT.min, LARGEST_SPOT.max, DEFAULT_LIMITS.largest);
  const usual = sensitivity === DEFAULT_LIMITS.sensitivity && largest === DEFAULT_LIMITS.largest;
  return usual ? strengths : { ...strengths, spots: { sensitivity, largest } };
}

function within(value: unknown, min: number, max: number, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : fallback;
}

/** What healing may remove: nothing, temporary blemishes, or permanent marks (moles, freckles, scars) too. */
export const HEAL_MODES = ['off', 'blemishes', 'all'] as const;
export type HealMode = (typeof HEAL_MODES)[number];

/** What the designer asks for. `even` and `brighten` are percentages from 0 (off) to 100. */
export interface RetouchSettings {
  readonly heal: HealMode;
  readonly even: number;
  readonly brighten: number;
}

export const DEFAULT_SETTINGS: RetouchSettings = { heal: 'blemishes', even: 60, brighten: 0 };

/**
 * Settings from an untrusted value (storage, a message, the command line). A missing or unusable
 * field takes its default; numbers are clamped to 0–100.
 */
export function parseSettings(value: unknown): RetouchSettings {
  const fields: Record<string, unknown> = typeof value === 'object' && value !== null ? { ...value } : {};
  const heal = HEAL_MODES.find((mode) => mode === fields['heal']) ?? DEFAULT_SETTINGS.heal;
  return { heal, even: percent(fields['even'], DEFAULT_SETTINGS.even), brighten: percent(fields['brighten'], DEFAULT_SETTINGS.brighten) };
}

function percent(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(100, Math.max(0, value)) : fallback;
}

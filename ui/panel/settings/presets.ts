import { sameValues } from '../../engine/api/adjustments';
import { parseSettings, settingsWith, type RetouchSettings } from '../../engine/api/settings';

/** Settings under a name. */
export interface Preset {
  readonly name: string;
  readonly settings: RetouchSettings;
}

/** Presets of Softlight. Their names stand in `locales/`. */
export const BUILT_IN_PRESETS = {
  natural: settingsWith({ even: 40 }),
  clean: settingsWith({ even: 60 }),
  strong: settingsWith({ heal: 'all', even: 90, brighten: 15 }),
} as const satisfies Record<string, RetouchSettings>;
export type BuiltInName = keyof typeof BUILT_IN_PRESETS;
export const BUILT_IN_NAMES = ['natural', 'clean', 'strong'] as const satisfies readonly BuiltInName[];

/** The settings of all presets: those of Softlight, then the user's own. */
export function tileSettings(presets: readonly Preset[]): readonly RetouchSettings[] {
  return [...BUILT_IN_NAMES.map((name) => BUILT_IN_PRESETS[name]), ...presets.map(({ settings }) => settings)];
}

const MOST_PRESETS = 100;
export const LONGEST_NAME = 60;
/** The `kind` field of an exported file. */
const KIND = 'softlight-presets';

export type ImportResult =
  | { readonly state: 'read'; readonly presets: readonly Preset[] }
  | { readonly state: 'failed'; readonly reason: 'no-presets-file' | 'no-presets-in-it' };

/** Presets from an untrusted value (storage, a file). Unusable items are dropped; the last one of a name counts. */
export function parsePresets(value: unknown): readonly Preset[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.slice(0, MOST_PRESETS).reduce<readonly Preset[]>((presets, item) => {
    if (
      typeof item !== 'object' ||
      item === null ||
      !('name' in item) ||
      typeof item.name !== 'string' ||
      !('settings' in item)
    )
      return presets;
    const name = presetName(item.name);
    if (name === '' || typeof item.settings !== 'object' || item.settings === null) return presets;
    return withPreset(presets, { name, settings: parseSettings(item.settings) });
  }, []);
}

/** The presets as the text of a JSON file. */
export function exportPresets(presets: readonly Preset[]): string {
  return `${JSON.stringify({ kind: KIND, version: 1, presets }, null, 2)}\n`;
}

/** Presets from the text of a file, which may have been written by hand. */
export function importPresets(text: string): ImportResult {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { state: 'failed', reason: 'no-presets-file' };
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('kind' in value) ||
    value.kind !== KIND ||
    !('presets' in value)
  ) {
    return { state: 'failed', reason: 'no-presets-file' };
  }
  const presets = parsePresets(value.presets);
  return presets.length === 0 ? { state: 'failed', reason: 'no-presets-in-it' } : { state: 'read', presets };
}

/** Adds a preset in place of one with the same name. */
export function withPreset(presets: readonly Preset[], preset: Preset): readonly Preset[] {
  return [...withoutPreset(presets, preset.name), preset];
}

export function withoutPreset(presets: readonly Preset[], name: string): readonly Preset[] {
  return presets.filter((preset) => preset.name !== name);
}

export function presetName(text: string): string {
  return text.trim().slice(0, LONGEST_NAME);
}

export function sameSettings(a: RetouchSettings, b: RetouchSettings): boolean {
  return sameValues(a, b);
}

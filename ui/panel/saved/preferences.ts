import { fieldsOf } from '../../engine/api/untrusted';
import { DEFAULT_SETTINGS, parseSettings, type RetouchSettings } from '../../engine/api/settings';
import { parsePresets, type Preset } from '../settings/presets';
import { bounded, type WindowSize } from '../controls/resize-handle';

/** What the panel is to know again when it is opened next. */
export interface Preferences {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  /** Whether a batch waits for a look at its results before any layer is written. */
  readonly review: boolean;
  readonly window: WindowSize | null;
  readonly presets: readonly Preset[];
  /** Chosen by hand; null: the browser's. */
  readonly language: string | null;
}

export const NO_PREFERENCES: Preferences = {
  settings: DEFAULT_SETTINGS,
  flatten: false,
  review: false,
  window: null,
  presets: [],
  language: null,
};

/** What was stored last, from an untrusted value. What cannot be used is as if nothing had been stored. */
export function parsePreferences(value: unknown): Preferences {
  const fields = fieldsOf(value);
  return {
    settings: parseSettings(value),
    flatten: fields['flatten'] === true,
    review: fields['review'] === true,
    window: parseSize(fields['window']),
    presets: parsePresets(fields['presets']),
    language: typeof fields['language'] === 'string' ? fields['language'] : null,
  };
}

/** The plain data that `parseStored` reads. */
export function toStore({ settings, ...rest }: Preferences): unknown {
  return { ...settings, ...rest };
}

function parseSize(value: unknown): WindowSize | null {
  if (typeof value !== 'object' || value === null || !('width' in value) || !('height' in value)) return null;
  const { width, height } = value;
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0
    ? bounded({ width, height })
    : null;
}

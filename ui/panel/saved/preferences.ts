import { fieldsOf } from '../../engine/api/untrusted';
import { DEFAULT_SETTINGS, parseSettings, type RetouchSettings } from '../../engine/api/settings';
import { parsePresets, type Preset } from '../settings/presets';
import { parseDrafts, type Draft } from './drafts';
import { bounded, type WindowSize } from '../controls/resize-handle';

/** The values that the panel stores for the user. */
export interface Preferences {
  readonly settings: RetouchSettings;
  readonly flatten: boolean;
  /** A run computes all results first, and writes layers after the user applies them. */
  readonly review: boolean;
  /** The user has read what Shape does, and wants to use it. */
  readonly shapeAllowed: boolean;
  /** The user has read what Clothes does, and wants to use it. */
  readonly clothesAllowed: boolean;
  readonly window: WindowSize | null;
  readonly presets: readonly Preset[];
  /** Language tag that the user chose; null: the language of the browser. */
  readonly language: string | null;
  /** Unwritten work by picture, the latest first. */
  readonly drafts: readonly Draft[];
}

export const NO_PREFERENCES: Preferences = {
  settings: DEFAULT_SETTINGS,
  flatten: false,
  review: false,
  shapeAllowed: false,
  clothesAllowed: false,
  window: null,
  presets: [],
  language: null,
  drafts: [],
};

/** Preferences from an untrusted value. An unusable field takes its default. */
export function parsePreferences(value: unknown): Preferences {
  const fields = fieldsOf(value);
  return {
    settings: parseSettings(value),
    flatten: fields['flatten'] === true,
    review: fields['review'] === true,
    shapeAllowed: fields['shapeAllowed'] === true,
    clothesAllowed: fields['clothesAllowed'] === true,
    window: parseSize(fields['window']),
    presets: parsePresets(fields['presets']),
    language: typeof fields['language'] === 'string' ? fields['language'] : null,
    drafts: parseDrafts(fields['drafts']),
  };
}

/** Plain data that `parsePreferences` reads. */
export function toStored({ settings, ...rest }: Preferences): unknown {
  return { ...settings, ...rest };
}

function parseSize(value: unknown): WindowSize | null {
  if (typeof value !== 'object' || value === null || !('width' in value) || !('height' in value)) return null;
  const { width, height } = value;
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0
    ? bounded({ width, height })
    : null;
}

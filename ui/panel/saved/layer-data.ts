import { parseChoices, type Choices } from '../../engine/api/choices';
import { parseSettings, type RetouchSettings } from '../../engine/api/settings';

/** Settings and choices of a retouch, stored with its layers. */
export interface LayerData {
  readonly settings: RetouchSettings;
  /** The settings were this picture's own. */
  readonly own: boolean;
  readonly choices: Choices;
}

/** Numbers are rounded to hundredths: of a pixel, or of a brush's feather. */
const STEPS_PER_UNIT = 100;

/** The text that the host stores: JSON in ASCII. */
export function writeLayerData({ settings, own, choices }: LayerData): string {
  return JSON.stringify({ version: 1, settings, own, choices }, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * STEPS_PER_UNIT) / STEPS_PER_UNIT : value,
  );
}

/** Layer data from an untrusted text; null if the text holds none. */
export function parseLayerData(text: string): LayerData | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1) return null;
  const { settings, own, choices } = value as Readonly<Record<string, unknown>>;
  return { settings: parseSettings(settings), own: own === true, choices: parseChoices(choices) };
}

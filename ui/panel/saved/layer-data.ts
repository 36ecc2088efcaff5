import { parseChoices, type Choices } from '../../engine/api/choices';
import { parseSettings, type RetouchSettings } from '../../engine/api/settings';

/** What a retouch was made with: it is stored with the layers, and comes back with them. */
export interface LayerData {
  readonly settings: RetouchSettings;
  /** Whether the settings were this picture's own. */
  readonly own: boolean;
  readonly choices: Choices;
}

/** Hundredths: of a pixel, finer than any hand; of a brush's feather, a percent. */
const PLACES = 100;

/** The text that the host keeps: JSON of ASCII signs. */
export function writeLayerData({ settings, own, choices }: LayerData): string {
  return JSON.stringify({ version: 1, settings, own, choices }, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * PLACES) / PLACES : value,
  );
}

/** What `writeMemory` wrote, from an untrusted text; null if it is none. */
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

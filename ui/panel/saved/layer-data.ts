import { parseChoices, type Choices } from '../../engine/api/choices';
import { parseSettings, type NetworkSetName, type RetouchSettings } from '../../engine/api/settings';

/** Settings and choices of a retouch, stored with its layers. */
export interface LayerData {
  readonly settings: RetouchSettings;
  /** The settings were this picture's own. */
  readonly own: boolean;
  readonly choices: Choices;
  /** A merged copy was asked for. Left out: no. */
  readonly flatten?: boolean;
  /** Left out: Softlight's own. */
  readonly networks?: NetworkSetName;
}

/** Numbers are rounded to hundredths: of a pixel, or of a brush's feather. */
const STEPS_PER_UNIT = 100;

/** The text that the host stores: JSON in ASCII. */
export function writeLayerData({ settings, own, choices, flatten, networks }: LayerData): string {
  const rest = { ...(flatten === true && { flatten }), ...(networks === 'modelscope' && { networks }) };
  return JSON.stringify({ version: 1, settings, own, choices, ...rest }, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * STEPS_PER_UNIT) / STEPS_PER_UNIT : value,
  );
}

/** Whether two retouches would give the same layers. Whether settings were a picture's own makes no difference. */
export function sameLayerData(a: LayerData, b: LayerData): boolean {
  return writeLayerData({ ...a, own: false }) === writeLayerData({ ...b, own: false });
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
  const { settings, own, choices, flatten, networks } = value as Readonly<Record<string, unknown>>;
  return {
    settings: parseSettings(settings),
    own: own === true,
    choices: parseChoices(choices),
    ...(flatten === true && { flatten }),
    ...(networks === 'modelscope' && { networks }),
  };
}

import { ADJUSTMENTS, strengthsOf } from '../../ui/engine/api/adjustments';
import type { RetouchSettings } from '../../ui/engine/api/settings';
import type { Layer } from '../../ui/engine/layers/layer';
import type { Picture } from '../../ui/engine/picture/picture';

/**
 * The settings with every opacity rounded to a 255th. A PNG has no layer opacity, so the layer's 8-bit alpha holds the
 * strength. The engine uses the same rounded strength, so the layers over the photo give the retouched picture.
 * A 255th is exact in 16-bit alpha, too.
 */
export function alphaStrengths(settings: RetouchSettings): RetouchSettings {
  const rounded = strengthsOf(ADJUSTMENTS).map(({ key }) => [key, toAlphaStep(Number(values(settings)[key]))] as const);
  return { ...settings, ...Object.fromEntries(rounded) };
}

function values(settings: RetouchSettings): Readonly<Record<string, unknown>> {
  return settings;
}

function toAlphaStep(percent: number): number {
  return (Math.round(percent * 2.55) / 255) * 100;
}

/** Multiplies the layer's alpha by its opacity, in place, and returns its picture. */
export function bakeOpacity({ picture, opacity }: Layer): Picture {
  const { data, deep } = picture;
  for (let index = 3; index < data.length; index += 4) data[index] = Math.round(data[index]! * opacity);
  if (deep !== undefined)
    for (let index = 3; index < deep.length; index += 4) deep[index] = Math.round(deep[index]! * opacity);
  return picture;
}

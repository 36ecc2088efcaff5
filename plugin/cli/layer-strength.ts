import type { SoftLightLayer } from '../../ui/engine/layers/compose';
import type { Picture } from '../../ui/engine/picture/picture';
import type { RetouchSettings } from '../../ui/engine/api/settings';

/**
 * The settings with strengths rounded to a 255th. A file has no layer opacity: the strength goes into the
 * layer's 8-bit alpha, and if the engine works with exactly that strength, the layers over the photo give
 * the retouched picture without a rounding in between.
 */
export function alphaStrengths(settings: RetouchSettings): RetouchSettings {
  return { ...settings, even: toAlphaStep(settings.even), brighten: toAlphaStep(settings.brighten) };
}

function toAlphaStep(percent: number): number {
  return (Math.round(percent * 2.55) / 255) * 100;
}

/** Multiplies the layer's alpha by its opacity, in place, and returns its picture. */
export function bakeOpacity({ picture, opacity }: SoftLightLayer): Picture {
  const { data } = picture;
  for (let index = 3; index < data.length; index += 4) data[index] = Math.round(data[index]! * opacity);
  return picture;
}

import type { ClothesChoice } from '../../ui/engine/api/clothes';
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

/** The amount of Clothes as an alpha in files can hold it. */
export function alphaClothes(clothes: ClothesChoice): ClothesChoice {
  return { ...clothes, amount: toAlphaStep(clothes.amount) };
}

function values(settings: RetouchSettings): Readonly<Record<string, unknown>> {
  return settings;
}

function toAlphaStep(percent: number): number {
  return (Math.round(percent * 2.55) / 255) * 100;
}

/** Multiplies the layer's alpha by its opacity, in place, and returns its picture. */
export function bakeOpacity({ picture, opacity }: Layer): Picture {
  weaken(picture.data, opacity);
  if (picture.deep !== undefined) weaken(picture.deep, opacity);
  return picture;
}

/** Empty pixels are not written: memory that was never written takes none, and most of a layer is empty. */
function weaken(values: Uint8ClampedArray | Uint16Array, opacity: number): void {
  for (let index = 3; index < values.length; index += 4)
    if (values[index] !== 0) values[index] = Math.round(values[index]! * opacity);
}

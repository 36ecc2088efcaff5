import { ADJUSTMENTS, strengthsOf, type Adjustment, type AdjustmentValues } from '../api/adjustments';
import { choiceOfFace, type Choices } from '../api/choices';
import type { Face } from '../faces/face';

/** How strong a layer is, and the share of that which each face takes. */
export interface LayerStrength {
  /** 0–1: the strongest of all faces. It is the layer's opacity. */
  readonly opacity: number;
  /** 0–1 for each face, in the faces' order; all 1 unless faces differ. */
  readonly shares: readonly number[];
}

/**
 * The strength of every layer that has an opacity, by the key of its adjustment.
 * @param faces those that are retouched
 */
export function layerStrengths(
  faces: readonly Face[],
  settings: AdjustmentValues,
  choices: Choices,
  adjustments: readonly Adjustment[] = ADJUSTMENTS,
): ReadonlyMap<string, LayerStrength> {
  const chosen = faces.map(({ box }) => choiceOfFace(box, choices.faces));
  return new Map(
    strengthsOf(adjustments).map(({ key }) => {
      const percentages = chosen.map((choice) => {
        const own: Readonly<Record<string, number>> = choice?.own ?? {};
        return choice?.on === false ? 0 : (own[key] ?? Number(settings[key]));
      });
      const most = Math.max(0, ...percentages);
      return [key, { opacity: most / 100, shares: percentages.map((each) => (most === 0 ? 1 : each / most)) }];
    }),
  );
}

/** Whether each face is switched off, in the faces' order. */
export function facesOff(faces: readonly Face[], choices: Choices): readonly boolean[] {
  return faces.map(({ box }) => choiceOfFace(box, choices.faces)?.on === false);
}

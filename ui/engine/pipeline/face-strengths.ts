import { ADJUSTMENTS, strengthsOf, type Adjustment, type AdjustmentValues } from '../api/adjustments';
import { choiceOfFace, type Choices } from '../api/choices';
import type { Face } from '../faces/face';

/** The direction of a strength that can be negative. */
export type Sign = 1 | -1;

/** The opacity of a layer, and the share of it for each face. */
export interface LayerStrength {
  /** 0–1: the largest strength among the faces, without its sign. */
  readonly opacity: number;
  /** Strength of each face, without its sign, divided by `opacity`: 0–1, in the order of the faces. */
  readonly shares: readonly number[];
  /** Sign of the strength of each face; 1 for 0. */
  readonly signs: readonly Sign[];
}

/**
 * The strength of every layer with an opacity, by the key of its adjustment.
 * @param faces the faces that are retouched
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
      const most = Math.max(0, ...percentages.map(Math.abs));
      const shares = percentages.map((each) => (most === 0 ? 1 : Math.abs(each) / most));
      return [key, { opacity: most / 100, shares, signs: percentages.map((each) => (each < 0 ? -1 : 1)) }];
    }),
  );
}

/** Whether each face is switched off, in the order of the faces. */
export function facesOff(faces: readonly Face[], choices: Choices): readonly boolean[] {
  return faces.map(({ box }) => choiceOfFace(box, choices.faces)?.on === false);
}

import { ADJUSTMENTS, strengthsOf, type AdjustmentValues } from '../../engine/api/adjustments';
import { choiceOfFace, type Choices, type FaceChoice } from '../../engine/api/choices';
import type { FaceReport } from '../../engine/api/report';
import { changeFace } from '../preview/change-choices';

const STRENGTH_KEYS: ReadonlySet<string> = new Set(strengthsOf(ADJUSTMENTS).map(({ key }) => key));

/** Strengths that a face has of its own; none where it follows the settings. */
export function ownOf({ box }: FaceReport, choices: Choices): FaceChoice['own'] {
  return choiceOfFace(box, choices.faces)?.own ?? {};
}

export function isFaceOn({ box }: FaceReport, choices: Choices): boolean {
  return choiceOfFace(box, choices.faces)?.on !== false;
}

/** The choices with other strengths for one face. Values that are no strengths are left out. */
export function withOwnValues(choices: Choices, face: FaceReport, change: AdjustmentValues): Choices {
  const strengths = Object.entries(change).filter(([key]) => STRENGTH_KEYS.has(key));
  return changeFace(choices, face.box, { own: { ...ownOf(face, choices), ...Object.fromEntries(strengths) } });
}

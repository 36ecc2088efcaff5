import { type BrushStroke } from '../../engine/api/brush';
import {
  type Choices,
  type FaceChoice,
  choiceOfFace,
  isKept,
  type ManualFace,
  sameManualFace,
  type SpotPlace,
} from '../../engine/api/choices';
import type { Box } from '../../engine/api/report';

/** Keeps a spot that the engine found, or heals it again. */
export function toggleSpot(choices: Choices, { x, y, radius }: SpotPlace): Choices {
  const spot = { x, y, radius };
  if (!isKept(spot, choices.kept)) return { ...choices, kept: [...choices.kept, spot] };
  return { ...choices, kept: choices.kept.filter((place) => !isKept(spot, [place])) };
}

export function addSpot(choices: Choices, place: SpotPlace): Choices {
  return { ...choices, added: [...choices.added, place] };
}

export function removeAdded(choices: Choices, place: SpotPlace): Choices {
  return { ...choices, added: choices.added.filter((added) => added !== place) };
}

export function addStroke(choices: Choices, stroke: BrushStroke): Choices {
  return { ...choices, strokes: [...choices.strokes, stroke] };
}

/** Adds a box; an equal one is replaced. */
export function addManualFace(choices: Choices, face: ManualFace): Choices {
  return { ...choices, manualFaces: [...removeManualFace(choices, face).manualFaces, face] };
}

export function removeManualFace(choices: Choices, face: ManualFace): Choices {
  return { ...choices, manualFaces: choices.manualFaces.filter((each) => !sameManualFace(each, face)) };
}

/** Changes the choice for a face. A choice that changes nothing is dropped. */
export function changeFace(choices: Choices, box: Box, change: Partial<Omit<FaceChoice, 'x' | 'y'>>): Choices {
  const old = choiceOfFace(box, choices.faces);
  const next: FaceChoice = {
    ...(old ?? { x: box.x + box.width / 2, y: box.y + box.height / 2, on: true, own: {} }),
    ...change,
  };
  const others = choices.faces.filter((face) => face !== old);
  const differs = !next.on || Object.keys(next.own).length > 0;
  return { ...choices, faces: differs ? [...others, next] : others };
}

/** The choices without the brush stroke at an index. */
export function removeStroke(choices: Choices, index: number): Choices {
  return { ...choices, strokes: choices.strokes.filter((_, at) => at !== index) };
}

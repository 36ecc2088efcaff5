import { sameManualFace, type ManualFace } from '../api/choices';
import { confirmManualFace } from '../faces/confirm-manual';
import type { Face } from '../faces/face';
import { isSameFace } from '../faces/same-face';
import { withFaces, type Analysis, type BoxResult, type ManualFaces } from './analysis';
import { resolvedLazy } from './lazy';

/**
 * Adds the faces in the designer's boxes to the detected faces. Only the landmark network runs, and only for boxes that
 * the previous call did not have. Without boxes the result holds `analysis` itself.
 * @param boxes squares in picture pixels
 * @param onProgress gets the share of the face search that is done, 0–1
 * @throws EngineError the runner's errors
 */
export async function addManualFaces(
  analysis: Analysis,
  boxes: readonly ManualFace[],
  onProgress: (done: number) => void = () => undefined,
): Promise<ManualFaces> {
  const detected = await analysis.found.get(onProgress);
  if (boxes.length === 0) return { analysis, boxes: [], networks: [] };
  const previous = analysis.manualFaces.latest?.boxes ?? [];
  return analysis.manualFaces.get(JSON.stringify(boxes), async () => {
    const faces = [...detected];
    const results: BoxResult[] = [];
    for (const box of boxes) {
      const earlier = previous.find((result) => sameManualFace(result.box, box));
      const face =
        earlier === undefined ? await confirmManualFace(analysis.picture, box, analysis.runner) : earlier.face;
      const state =
        face === null ? 'no-face' : faces.some((other) => isSameFace(face, other)) ? 'known-face' : 'joined';
      if (face !== null && state === 'joined') faces.push(face);
      results.push({ box, face, state });
    }
    return { analysis: analysisWith(analysis, detected, faces), boxes: results, networks: ['landmarks'] };
  });
}

/** The analysis with these faces; the previous one, with its results, if the previous boxes gave the same faces. */
function analysisWith(analysis: Analysis, detected: readonly Face[], faces: readonly Face[]): Analysis {
  if (faces.length === detected.length) return analysis;
  const key = JSON.stringify(faces.slice(detected.length).map(({ crop }) => crop));
  const previous = analysis.manualFaces.latest?.analysis;
  if (previous?.key === key) return previous;
  const sorted = faces.toSorted((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
  return withFaces(analysis, key, resolvedLazy(sorted, analysis.found.networks));
}

import { sameManualFace, type ManualFace } from '../api/choices';
import { confirmManualFace } from '../faces/confirm-manual';
import type { Face } from '../faces/face';
import { isSameFace } from '../faces/same-face';
import type { NetworkName } from '../networks/catalogue';
import { withFaces, type Analysis } from './analysis';
import { resolvedLazy } from './lazy';

/** A picture with the faces that a designer has outlined. */
export interface ManualFaces {
  /** With the outlined faces among the found ones; the very analysis that was asked if the boxes add none. */
  readonly analysis: Analysis;
  readonly boxes: readonly BoxResult[];
  /** The networks that ran for the boxes. */
  readonly networks: readonly NetworkName[];
}

/** What became of a box. `no-face`: none is seen in it; `known-face`: its face was found, or outlined, already. */
export interface BoxResult {
  readonly box: ManualFace;
  /** What was seen in it; null: no face. */
  readonly face: Face | null;
  readonly state: 'joined' | 'no-face' | 'known-face';
}

/**
 * Adds the faces of boxes to those that were found. Only the landmark network runs, and for no box again that the
 * last call knew. Without boxes it is the analysis itself, and nothing runs but the search.
 */
export async function addManualFaces(
  analysis: Analysis,
  outlined: readonly ManualFace[],
  onProgress: (done: number) => void = () => undefined,
): Promise<ManualFaces> {
  const found = await analysis.found.get(onProgress);
  if (outlined.length === 0) return { analysis, boxes: [], networks: [] };
  const known = analysis.manualFaces.latest?.boxes ?? [];
  return analysis.manualFaces.get(JSON.stringify(outlined), async () => {
    const faces = [...found];
    const readings: BoxResult[] = [];
    for (const box of outlined) {
      const before = known.find((reading) => sameManualFace(reading.box, box));
      const face = before === undefined ? await confirmManualFace(analysis.picture, box, analysis.runner) : before.face;
      const state =
        face === null ? 'no-face' : faces.some((other) => isSameFace(face, other)) ? 'known-face' : 'joined';
      if (face !== null && state === 'joined') faces.push(face);
      readings.push({ box: box, face, state });
    }
    return { analysis: withAdded(analysis, found, faces), boxes: readings, networks: ['landmarks'] };
  });
}

/** The analysis with these faces; the last one again, with all that was made of it, if it has just them. */
function withAdded(analysis: Analysis, found: readonly Face[], faces: readonly Face[]): Analysis {
  if (faces.length === found.length) return analysis;
  const key = JSON.stringify(faces.slice(found.length).map(({ crop }) => crop));
  const last = analysis.manualFaces.latest?.analysis;
  if (last?.key === key) return last;
  const sorted = faces.toSorted((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
  return withFaces(analysis, key, resolvedLazy(sorted, analysis.found.networks));
}

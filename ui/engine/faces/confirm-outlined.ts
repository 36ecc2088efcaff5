import type { OutlinedFace } from '../../channel/choices';
import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { followView, readLandmarks, type Sighting } from './confirm-face';
import { sigmoid } from './decode-detections';
import type { Face } from './face';
import { faceFromLandmarks } from './face-from-landmarks';

/** A person says that here is a face: the landmark network is asked for less than when it searches. */
export const OUTLINED_LOGIT = 0;
/** The view's side in boxes: for a box drawn around the face, and for one around the whole head. */
const MARGINS = [1.5, 1.1];
/** The head may lie or stand on its head; the landmark network bears about half a step beside. */
const ROLLS = Array.from({ length: 8 }, (_, index) => (index * Math.PI) / 4);
/** So many of the first looks are followed. */
const FOLLOWED = 2;
/** The face's size in boxes: what is smaller or larger is not the face that was outlined. */
const SMALLEST_SHARE = 0.35;
const LARGEST_SHARE = 1.6;

/** What the landmark network made of a box. */
export interface OutlinedReading {
  /** Null: no face. */
  readonly face: Face | null;
  readonly logit: number;
}

export async function confirmOutlined(picture: Picture, { x, y, size }: OutlinedFace, runner: NetworkRunner): Promise<OutlinedReading> {
  const looks: { readonly view: SquareCrop; readonly logit: number }[] = [];
  for (const margin of MARGINS) {
    for (const angle of ROLLS) {
      const view = { centerX: x, centerY: y, side: size * margin, angle };
      looks.push({ view, logit: (await readLandmarks(picture, view, runner)).logit });
    }
  }
  let best: { face: Face; logit: number } | null = null;
  for (const { view } of looks.toSorted((a, b) => b.logit - a.logit).slice(0, FOLLOWED)) {
    const { landmarks, logit }: Sighting = await followView(picture, view, runner);
    const face = faceFromLandmarks(landmarks, sigmoid(logit), picture.width, picture.height);
    const inside = Math.max(Math.abs(face.crop.centerX - x), Math.abs(face.crop.centerY - y)) <= size / 2;
    if (!inside || face.size < SMALLEST_SHARE * size || face.size > LARGEST_SHARE * size) continue;
    if (best === null || logit > best.logit) best = { face, logit };
  }
  return { face: best !== null && best.logit >= OUTLINED_LOGIT ? best.face : null, logit: best?.logit ?? -Infinity };
}

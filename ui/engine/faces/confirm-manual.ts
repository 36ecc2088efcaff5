import type { ManualFace } from '../api/choices';
import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { followView, readLandmarks } from './confirm-face';
import { sigmoid } from './decode-detections';
import type { Face } from './face';
import { faceFromLandmarks } from './face-from-landmarks';

/**
 * Logit from which a manual box holds a face: half of SURE_LOGIT, because a person says that there is one.
 *
 * Measured with boxes of random error on 28 portraits. All 28 reach 22. With half of the face cut off, at least 21
 * reach 8. With a blur of σ = 1/20 face size, at least 14 reach 8. The best of 71 boxes beside faces reaches 2.8, and a
 * drawn cat 6.4. A drawn person reaches 23, a smiley 7 to 12.
 */
const MANUAL_LOGIT = 8;
/** Side of the view in sides of the box: for a box around the face, and for a box around the whole head. */
const MARGINS = [1.5, 1.1];
/** Rolls of the view in radians: the head may lie or be upside down. The network tolerates half a step. */
const ROLLS = Array.from({ length: 8 }, (_, step) => (step * Math.PI) / 4);
/** Number of views, best first logit first, that are refined. */
const FOLLOWED = 2;
/** A face outside this range of sizes, in sides of the box, is another face. */
const SMALLEST_SHARE = 0.35;
const LARGEST_SHARE = 1.6;

/**
 * Finds the face in a box that a designer drew; null if the landmark network finds none. No detector runs.
 *
 * @param box a square around the face or the head, in picture pixels; it may reach over the border
 * @throws EngineError as `NetworkRunner.run`
 */
export async function confirmManualFace(
  picture: Picture,
  box: ManualFace,
  runner: NetworkRunner,
): Promise<Face | null> {
  const { x, y, size } = box;
  const views: { readonly view: SquareCrop; readonly logit: number }[] = [];
  for (const margin of MARGINS) {
    for (const angle of ROLLS) {
      const view = { centerX: x, centerY: y, side: size * margin, angle };
      views.push({ view, logit: (await readLandmarks(picture, view, runner)).logit });
    }
  }
  let best: Face | null = null;
  let most = MANUAL_LOGIT;
  for (const { view } of views.sort((a, b) => b.logit - a.logit).slice(0, FOLLOWED)) {
    const { landmarks, logit } = await followView(picture, view, runner);
    const face = faceFromLandmarks(landmarks, sigmoid(logit), picture.width, picture.height);
    if (logit < most || !isInBox(face, box)) continue;
    best = face;
    most = logit;
  }
  return best;
}

/**
 * True if the box holds the face. Refinement follows the landmarks, and may end at a neighbour or a part of the face.
 */
function isInBox({ crop, size: faceSize }: Face, { x, y, size }: ManualFace): boolean {
  const distance = Math.max(Math.abs(crop.centerX - x), Math.abs(crop.centerY - y));
  return distance <= size / 2 && faceSize >= SMALLEST_SHARE * size && faceSize <= LARGEST_SHARE * size;
}

import type { ManualFace } from '../api/choices';
import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { followView, readLandmarks } from './confirm-face';
import { sigmoid } from './decode-detections';
import type { Face } from './face';
import { faceFromLandmarks } from './face-from-landmarks';

/**
 * From here on the landmark network confirms a face in a box: half of what it takes to be sure, as a person says that
 * there is one. Measured by boxes drawn with a random error on 28 portraits: all end above 22; with half of the face
 * cut off at least 21 of 28 end above 8, with σ = 1/20 of the face blurred at least 14. Of 71 boxes beside the faces
 * the best ends at 2.8, of a drawn cat at 6.4. A drawn person ends above 23, a smiley between 7 and 12.
 */
const OUTLINED_LOGIT = 8;
/** The view's side in boxes: for a box drawn around the face, and for one around the whole head. */
const MARGINS = [1.5, 1.1];
/** The head may lie or stand on its top; the landmark network bears half a step beside. */
const ROLLS = Array.from({ length: 8 }, (_, step) => (step * Math.PI) / 4);
/** So many views, the most promising at first sight, are looked at closely. */
const FOLLOWED = 2;
/** A face smaller or larger than this, in boxes, is not the one that was outlined. */
const SMALLEST_SHARE = 0.35;
const LARGEST_SHARE = 1.6;

/**
 * The face that a designer has outlined; null if the landmark network sees none there. No detector runs.
 *
 * @param outlined a square around the face or the head, in picture pixels; it may reach over the border
 */
export async function confirmManualFace(
  picture: Picture,
  outlined: ManualFace,
  runner: NetworkRunner,
): Promise<Face | null> {
  const { x, y, size } = outlined;
  const looks: { readonly view: SquareCrop; readonly logit: number }[] = [];
  for (const margin of MARGINS) {
    for (const angle of ROLLS) {
      const view = { centerX: x, centerY: y, side: size * margin, angle };
      looks.push({ view, logit: (await readLandmarks(picture, view, runner)).logit });
    }
  }
  let best: Face | null = null;
  let most = OUTLINED_LOGIT;
  for (const { view } of looks.sort((a, b) => b.logit - a.logit).slice(0, FOLLOWED)) {
    const { landmarks, logit } = await followView(picture, view, runner);
    const face = faceFromLandmarks(landmarks, sigmoid(logit), picture.width, picture.height);
    if (logit < most || !isOutlined(face, outlined)) continue;
    best = face;
    most = logit;
  }
  return best;
}

/** The landmark network goes after what it sees: that may be the face beside the box, or a part of what is in it. */
function isOutlined({ crop, size: found }: Face, { x, y, size }: ManualFace): boolean {
  const off = Math.max(Math.abs(crop.centerX - x), Math.abs(crop.centerY - y));
  return off <= size / 2 && found >= SMALLEST_SHARE * size && found <= LARGEST_SHARE * size;
}

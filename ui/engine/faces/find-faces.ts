import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { withPyramid } from '../picture/pyramid';
import { confirmFace } from './confirm-face';
import { isSure, type ConfirmedFace } from './confirmed-face';
import { sigmoid } from './decode-detections';
import { detectFaces, type DetectorRange } from './detect-faces';
import type { Detection } from './detection';
import { withEqualFaces } from './equal-faces';
import type { Face } from './face';
import { faceFromLandmarks } from './face-from-landmarks';
import { isPartOfFace, isDetectionOf, liesOnFace, withoutDuplicates } from './same-face';
import { overlap, SAME_FACE_OVERLAP } from './suppress-overlaps';
import { planViews } from './view-plan';

/** Smallest detection, in pixels, that is confirmed. Smaller faces are far below the size that can be retouched. */
const SMALLEST_DETECTION = 36;
/** Number of refused detections in one place after which its other detections are skipped. */
const TRIES = 2;
/**
 * Logits from which an upright head counts as a face although it is not certain (hard profile, hidden or cut by the
 * border). DOUBTFUL_LOGIT applies where the detector's score reaches CONFIDENT_DETECTION, else LIKELY_LOGIT.
 */
const LIKELY_LOGIT = 5;
const DOUBTFUL_LOGIT = 0;
const CONFIDENT_DETECTION = 0.7;
/** A tile is skipped if a face covers more than this share of it. */
const COVERED = 0.9;
/** Rolls, in radians, of heads that lie on their side or are upside down. */
const TURNS = [Math.PI / 2, -Math.PI / 2, Math.PI];
/** Share of the progress for the search for upright heads. */
const UPRIGHT_SHARE = 0.7;

/**
 * Finds every face of about 64 px and more, and some smaller ones. Detectors run on the whole picture and on
 * overlapping tiles, and the landmark network confirms each detection. The search for lying heads reads the whole
 * picture; it reads tiles only if no other face exists.
 *
 * @param onProgress called with 0–1
 * @returns the faces from left to right
 * @throws EngineError as `NetworkRunner.run`
 */
export async function findFaces(
  picture: Picture,
  runner: NetworkRunner,
  onProgress: (done: number) => void = () => undefined,
): Promise<Face[]> {
  const { whole, tiles } = planViews(picture.width, picture.height);
  const search: Search = { picture: withPyramid(picture), runner, faces: [] };
  await searchViews(search, [whole], 0, ['short', 'full']);
  onProgress(UPRIGHT_SHARE / (tiles.length + 1));
  await searchViews(search, tiles, 0, ['full'], (done) =>
    onProgress((UPRIGHT_SHARE * (1 + done * tiles.length)) / (tiles.length + 1)),
  );
  await searchTurned(search, whole, tiles, (done) => onProgress(UPRIGHT_SHARE + (1 - UPRIGHT_SHARE) * done));
  onProgress(1);
  const faces = withoutDuplicates(search.faces).map(({ face }) => face);
  return withEqualFaces(faces, picture).sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
}

/** The state of a search. */
interface Search {
  readonly picture: Picture;
  readonly runner: NetworkRunner;
  /** Faces so far; may hold the same face twice. */
  faces: readonly ConfirmedFace[];
}

/** Searches for heads that are not upright. */
async function searchTurned(
  search: Search,
  whole: SquareCrop,
  tiles: readonly SquareCrop[],
  onProgress: (done: number) => void,
): Promise<void> {
  const ranges: readonly DetectorRange[] = search.faces.some(isSure) ? ['full'] : ['short', 'full'];
  for (const turn of TURNS) await searchViews(search, [whole], turn, ranges);
  for (const [index, turn] of TURNS.entries()) {
    if (search.faces.length > 0) return;
    await searchViews(search, tiles, turn, ['full'], (done) => onProgress((index + done) / TURNS.length));
  }
}

/** Runs the detectors on the views, turned by `turn` radians, and adds confirmed faces to `search.faces`. */
async function searchViews(
  search: Search,
  views: readonly SquareCrop[],
  turn: number,
  ranges: readonly DetectorRange[],
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const { picture, runner } = search;
  const detections: Detection[] = [];
  for (const [index, view] of views.entries()) {
    onProgress(index / views.length);
    if (search.faces.some(({ face }) => coversView(face, view))) continue;
    for (const range of ranges)
      detections.push(...(await detectFaces(picture, { ...view, angle: turn }, range, runner)));
  }
  search.faces = await confirmAll(
    search,
    detections.filter(({ side }) => side >= SMALLEST_DETECTION),
    turn,
  );
}

/** Confirms detections, the most confident ones first, and returns the faces so far with the new ones. */
async function confirmAll(
  { picture, runner, faces: before }: Search,
  detections: readonly Detection[],
  turn: number,
): Promise<ConfirmedFace[]> {
  const faces = [...before];
  const refused: Detection[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score)) {
    if (faces.some((face) => showsFace(detection, face, turn))) continue;
    if (refused.filter((other) => overlap(other, detection) > SAME_FACE_OVERLAP).length >= TRIES) continue;
    const { landmarks, logit } = await confirmFace(picture, detection, runner);
    const candidate = { face: faceFromLandmarks(landmarks, sigmoid(logit), picture.width, picture.height), logit };
    const likely = turn === 0 && logit >= (detection.score >= CONFIDENT_DETECTION ? DOUBTFUL_LOGIT : LIKELY_LOGIT);
    if (isSure(candidate) || likely) faces.push(candidate);
    if (!isSure(candidate)) refused.push(detection);
  }
  return faces;
}

/** True if the detection shows a face that is certain already. */
function showsFace(detection: Detection, confirmed: ConfirmedFace, turn: number): boolean {
  if (!isSure(confirmed)) return false;
  const { face } = confirmed;
  return isDetectionOf(detection, face) || isPartOfFace(detection, face) || (turn !== 0 && liesOnFace(detection, face));
}

/** True if the face's box covers almost all of the view. */
function coversView({ box }: Face, { centerX, centerY, side }: SquareCrop): boolean {
  const width = Math.min(box.x + box.width, centerX + side / 2) - Math.max(box.x, centerX - side / 2);
  const height = Math.min(box.y + box.height, centerY + side / 2) - Math.max(box.y, centerY - side / 2);
  return width > 0 && height > 0 && width * height > COVERED * side * side;
}

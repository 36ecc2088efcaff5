import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { confirmFace } from './confirm-face';
import { isSure, type ConfirmedFace } from './confirmed-face';
import { sigmoid } from './decode-detections';
import { detectFaces, type DetectorRange } from './detect-faces';
import type { Detection } from './detection';
import type { Face } from './face';
import { faceFromLandmarks } from './face-from-landmarks';
import { isPartOfFace, isSameSighting, liesOnFace, withoutDuplicates } from './same-face';
import { overlap, SAME_FACE_OVERLAP } from './suppress-overlaps';
import { planViews } from './view-plan';

/** Detections smaller than this, in pixels, are not followed: such faces are far below what can be retouched. */
const SMALLEST_DETECTION = 36;
/** How many detections of one place are tried before it is given up. */
const TRIES = 2;
/**
 * An upright head of which the landmark network is not sure (hard profile, hidden or cut by the border) is
 * taken for a face from LIKELY_LOGIT on, and where the detector is confident from DOUBTFUL_LOGIT on.
 */
const LIKELY_LOGIT = 5;
const DOUBTFUL_LOGIT = 0;
const CONFIDENT_DETECTION = 0.7;
/** Tiles that a confirmed face covers by more than this hold no other face worth a look. */
const COVERED = 0.9;
/** Heads that lie on their side or upside down. */
const TURNS = [Math.PI / 2, -Math.PI / 2, Math.PI];
/** Share of the progress that belongs to the search for upright heads. */
const UPRIGHT_SHARE = 0.7;

/**
 * Finds every face of about 64 px and more, and whatever smaller ones come along: detectors on the whole
 * picture and on overlapping tiles, each detection confirmed by the landmark network. Lying heads are found
 * where the whole picture shows them; tiles are searched for them only if no face was found otherwise.
 *
 * @param onProgress called with 0–1
 * @returns the faces from left to right
 */
export async function findFaces(
  picture: Picture,
  runner: NetworkRunner,
  onProgress: (done: number) => void = () => undefined,
): Promise<Face[]> {
  const { whole, tiles } = planViews(picture.width, picture.height);
  const search: Search = { picture, runner, faces: [] };
  await searchViews(search, [whole], 0, ['short', 'full']);
  onProgress(UPRIGHT_SHARE / (tiles.length + 1));
  await searchViews(search, tiles, 0, ['full'], (done) =>
    onProgress((UPRIGHT_SHARE * (1 + done * tiles.length)) / (tiles.length + 1)),
  );
  await searchTurned(search, whole, tiles, (done) => onProgress(UPRIGHT_SHARE + (1 - UPRIGHT_SHARE) * done));
  onProgress(1);
  return withoutDuplicates(search.faces)
    .map(({ face }) => face)
    .sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
}

interface Search {
  readonly picture: Picture;
  readonly runner: NetworkRunner;
  /** What was found so far; may hold the same face twice. */
  faces: readonly ConfirmedFace[];
}

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

/** Runs the detectors on the views, turned by `turn` radians, and adds to `search.faces` what is confirmed. */
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

/** The known faces and those among the detections, the most confident detections first. */
async function confirmAll(
  { picture, runner, faces: known }: Search,
  detections: readonly Detection[],
  turn: number,
): Promise<ConfirmedFace[]> {
  const faces = [...known];
  const refused: Detection[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score)) {
    if (faces.some((found) => isKnown(detection, found, turn))) continue;
    if (refused.filter((other) => overlap(other, detection) > SAME_FACE_OVERLAP).length >= TRIES) continue;
    const { landmarks, logit } = await confirmFace(picture, detection, runner);
    const found = { face: faceFromLandmarks(landmarks, sigmoid(logit), picture.width, picture.height), logit };
    const likely = turn === 0 && logit >= (detection.score >= CONFIDENT_DETECTION ? DOUBTFUL_LOGIT : LIKELY_LOGIT);
    if (isSure(found) || likely) faces.push(found);
    if (!isSure(found)) refused.push(detection);
  }
  return faces;
}

function isKnown(detection: Detection, found: ConfirmedFace, turn: number): boolean {
  if (!isSure(found)) return false;
  return (
    isSameSighting(detection, found.face) ||
    isPartOfFace(detection, found.face) ||
    (turn !== 0 && liesOnFace(detection, found.face))
  );
}

function coversView({ box }: Face, { centerX, centerY, side }: SquareCrop): boolean {
  const width = Math.min(box.x + box.width, centerX + side / 2) - Math.max(box.x, centerX - side / 2);
  const height = Math.min(box.y + box.height, centerY + side / 2) - Math.max(box.y, centerY - side / 2);
  return width > 0 && height > 0 && width * height > COVERED * side * side;
}

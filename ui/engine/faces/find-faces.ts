import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { confirmFace } from './confirm-face';
import { detectFaces, type DetectorRange } from './detect-faces';
import type { Detection } from './detection';
import type { Face } from './face';
import { isSighting, withoutDuplicates } from './same-face';
import { overlap, SAME_FACE_OVERLAP } from './suppress-overlaps';
import { planViews, type ViewPlan } from './view-plan';

/** Detections smaller than this, in pixels, are not followed: such faces are far below what can be retouched. */
const SMALLEST_DETECTION = 36;
/** How many detections of one place are tried before it is given up. */
const TRIES = 2;
/** Tiles that a confirmed face covers by more than this hold no other face worth a look. */
const COVERED = 0.9;
/** Heads that lie on their side or upside down, tried when no upright one was found. */
const TURNS = [Math.PI / 2, -Math.PI / 2, Math.PI];
/** Share of the progress that belongs to the search for upright heads. */
const UPRIGHT_SHARE = 0.7;

/**
 * Finds every face of about 64 px and more, and whatever smaller ones come along: detectors on the whole
 * picture and on overlapping tiles, each detection confirmed by the landmark network. Heads turned by 90° or
 * more are looked for when no upright one is found.
 *
 * @param onProgress called with 0–1
 * @returns the faces from left to right, in the same order whatever the order of finding
 */
export async function findFaces(
  picture: Picture, runner: NetworkRunner, onProgress: (done: number) => void = () => undefined,
): Promise<Face[]> {
  const plan = planViews(picture.width, picture.height);
  const upright = await searchViews(picture, plan, 0, runner, (done) => onProgress(done * UPRIGHT_SHARE));
  const faces = upright.length > 0 ? upright : await searchTurned(picture, plan, runner, (done) =>
    onProgress(UPRIGHT_SHARE + done * (1 - UPRIGHT_SHARE)));
  onProgress(1);
  return faces.toSorted((a, b) => a.box.x - b.box.x || a.box.y - b.box.y);
}

async function searchTurned(
  picture: Picture, plan: ViewPlan, runner: NetworkRunner, onProgress: (done: number) => void,
): Promise<Face[]> {
  // Whole views first: one turn that shows a face saves the tiles of the others.
  const whole: ViewPlan = { ...plan, tiles: [] };
  for (const turn of TURNS) {
    const found = await searchViews(picture, whole, turn, runner, () => undefined);
    if (found.length > 0) return plan.tiles.length === 0 ? found : searchViews(picture, plan, turn, runner, onProgress);
  }
  for (const [index, turn] of plan.tiles.length === 0 ? [] : TURNS.entries()) {
    const found = await searchViews(picture, plan, turn, runner, (done) => onProgress((index + done) / TURNS.length));
    if (found.length > 0) return found;
  }
  return [];
}

async function searchViews(
  picture: Picture, plan: ViewPlan, turn: number, runner: NetworkRunner, onProgress: (done: number) => void,
): Promise<Face[]> {
  const turned = (view: SquareCrop): SquareCrop => ({ ...view, angle: turn });
  const steps = plan.tiles.length + 3;
  const detect = async (view: SquareCrop, range: DetectorRange): Promise<Detection[]> =>
    (await detectFaces(picture, turned(view), range, runner)).filter(({ side }) => side >= SMALLEST_DETECTION);

  const close = [...await detect(plan.whole, 'short'), ...await detect(plan.whole, 'full')];
  onProgress(2 / steps);
  let faces = await confirmAll(picture, close, [], runner);
  onProgress(3 / steps);
  const far: Detection[] = [];
  for (const [index, tile] of plan.tiles.entries()) {
    if (!faces.some((face) => coversTile(face, tile))) far.push(...await detect(tile, 'full'));
    onProgress((4 + index) / steps);
  }
  faces = await confirmAll(picture, far, faces, runner);
  return withoutDuplicates(faces);
}

/** Confirms detections that are no sightings of known faces, best first; returns the known faces and the new ones. */
async function confirmAll(
  picture: Picture, detections: readonly Detection[], known: readonly Face[], runner: NetworkRunner,
): Promise<Face[]> {
  const faces = [...known];
  const refused: Detection[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score)) {
    if (faces.some((face) => isSighting(detection, face))) continue;
    if (refused.filter((other) => overlap(other, detection) > SAME_FACE_OVERLAP).length >= TRIES) continue;
    const face = await confirmFace(picture, detection, runner);
    if (face === null) refused.push(detection);
    else faces.push(face);
  }
  return faces;
}

function coversTile({ box }: Face, { centerX, centerY, side }: SquareCrop): boolean {
  const width = Math.min(box.x + box.width, centerX + side / 2) - Math.max(box.x, centerX - side / 2);
  const height = Math.min(box.y + box.height, centerY + side / 2) - Math.max(box.y, centerY - side / 2);
  return width > 0 && height > 0 && width * height > COVERED * side * side;
}

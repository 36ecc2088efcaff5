import type { Point } from '../geometry/square-crop';
import { isSure, type ConfirmedFace } from './confirmed-face';
import type { Detection } from './detection';
import type { Face } from './face';
import { LEFT_EYE, RIGHT_EYE } from './mesh-contours';

/** Mean distance of eyes, nose and mouth, in face sizes, below which a detection shows the face. */
const SAME_KEYPOINTS = 0.35;
/** Distance of two faces' centres, in sizes of the smaller, below which they are one: a face behind would be hidden. */
const SAME_FACE = 0.45;
/** Ratio of sizes below which a face on a certain one is a part of it: an eye can look like a face. */
const PART_SIZE = 0.75;
/** Distance from the nose, in face sizes, below which a point lies on the face. */
const ON_FACE = 0.45;

const NOSE_TIP = 1;
const MOUTH_CENTRE = 13;

/** True if the detection (in picture pixels) shows the face, by its keypoints. */
export function isDetectionOf(detection: Detection, face: Face): boolean {
  const expected = [
    meshCentre(face, LEFT_EYE),
    meshCentre(face, RIGHT_EYE),
    meshCentre(face, [NOSE_TIP]),
    meshCentre(face, [MOUTH_CENTRE]),
  ];
  const distance = expected.reduce((sum, { x, y }, index) => {
    const seen = detection.keypoints[index]!;
    return sum + Math.hypot(seen.x - x, seen.y - y);
  }, 0);
  return distance / expected.length < SAME_KEYPOINTS * face.size;
}

/**
 * True if the detection's centre lies on the face; keypoints do not matter. This covers parts of a face, and heads in
 * views of another roll.
 */
export function liesOnFace(detection: Detection, face: Face): boolean {
  return isOnFace(detection.centerX, detection.centerY, face);
}

/** True if the detection's centre lies on the face, and its size fits a part of the face only. */
export function isPartOfFace(detection: Detection, face: Face): boolean {
  return detection.side < 0.9 * PART_SIZE * face.size && liesOnFace(detection, face);
}

/** True if `face` is the other face or a part of it. */
export function isSameFace(face: Face, other: Face): boolean {
  return centreDistance(face, other) < SAME_FACE || isPart(face, other);
}

/** Removes duplicates, keeping the highest logit for each face, and faces that are a part of a certain one. */
export function withoutDuplicates(faces: readonly ConfirmedFace[]): ConfirmedFace[] {
  const whole = faces.filter(({ face }) => !faces.some((larger) => isSure(larger) && isPart(face, larger.face)));
  const distinct: ConfirmedFace[] = [];
  for (const candidate of whole.sort((a, b) => b.logit - a.logit)) {
    if (!distinct.some((better) => centreDistance(candidate.face, better.face) < SAME_FACE)) distinct.push(candidate);
  }
  return distinct;
}

function isPart(face: Face, larger: Face): boolean {
  return face.size < PART_SIZE * larger.size && isOnFace(face.crop.centerX, face.crop.centerY, larger);
}

function isOnFace(x: number, y: number, face: Face): boolean {
  const nose = meshCentre(face, [NOSE_TIP]);
  return Math.hypot(x - nose.x, y - nose.y) < ON_FACE * face.size;
}

/** Distance of the faces' centres in sizes of the smaller face. */
function centreDistance(a: Face, b: Face): number {
  return Math.hypot(a.crop.centerX - b.crop.centerX, a.crop.centerY - b.crop.centerY) / Math.min(a.size, b.size);
}

function meshCentre({ landmarks }: Face, indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += landmarks[2 * index]! / indices.length;
    y += landmarks[2 * index + 1]! / indices.length;
  }
  return { x, y };
}

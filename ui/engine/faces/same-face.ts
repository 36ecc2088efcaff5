import type { Point } from '../geometry/square-crop';
import type { ConfirmedFace } from './confirmed-face';
import type { Detection } from './detection';
import type { Face } from './face';
import { LEFT_EYE, RIGHT_EYE } from './mesh-contours';

/**
 * Two sightings whose corresponding points lie closer than this on average, in face sizes, are one face. Heads
 * that overlap are at least twice as far apart.
 */
const SAME_DISTANCE = 0.22;
/** A face that shares more than this of its box with a better one is the same face, or a part of it taken for a face. */
const COVERED = 0.75;

const NOSE_TIP = 1;
const MOUTH_CENTRE = 13;

/** True if the detection is another sighting of the face. */
export function isSameSighting(detection: Detection, face: Face): boolean {
  const expected = [meshCentre(face, LEFT_EYE), meshCentre(face, RIGHT_EYE), meshCentre(face, [NOSE_TIP]), meshCentre(face, [MOUTH_CENTRE])];
  const distance = expected.reduce((sum, { x, y }, index) => {
    const seen = detection.keypoints[index]!;
    return sum + Math.hypot(seen.x - x, seen.y - y);
  }, 0);
  return distance / expected.length < SAME_DISTANCE * face.size;
}

/** True if the detection lies on the face, be its keypoints as they may: a head seen in a view turned wrongly. */
export function liesOnFace({ centerX, centerY }: Detection, face: Face): boolean {
  const nose = meshCentre(face, [NOSE_TIP]);
  return Math.hypot(centerX - nose.x, centerY - nose.y) < 0.4 * face.size;
}

/** Leaves one of each face, the one of which the landmark network is surest. */
export function withoutDuplicates(faces: readonly ConfirmedFace[]): ConfirmedFace[] {
  const kept: ConfirmedFace[] = [];
  for (const candidate of faces.toSorted((a, b) => b.logit - a.logit)) {
    if (!kept.some((better) => isSameFace(candidate.face, better.face))) kept.push(candidate);
  }
  return kept;
}

function isSameFace(a: Face, b: Face): boolean {
  return landmarkDistance(a, b) < SAME_DISTANCE * Math.min(a.size, b.size) || coveredShare(a, b) > COVERED || coveredShare(b, a) > COVERED;
}

function landmarkDistance(a: Face, b: Face): number {
  let sum = 0;
  for (let index = 0; index < a.landmarks.length; index += 2) {
    sum += Math.hypot(a.landmarks[index]! - b.landmarks[index]!, a.landmarks[index + 1]! - b.landmarks[index + 1]!);
  }
  return (2 * sum) / a.landmarks.length;
}

/** Share of the first face's box that the second one's covers. */
function coveredShare({ box: a }: Face, { box: b }: Face): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width <= 0 || height <= 0 ? 0 : (width * height) / (a.width * a.height);
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

import type { Point } from '../geometry/square-crop';
import type { Detection } from './detection';
import type { Face } from './face';
import { LEFT_EYE, RIGHT_EYE } from './mesh-contours';

/**
 * Two sightings whose corresponding points lie closer than this on average, in face sizes, are one face. Heads
 * that overlap are at least twice as far apart.
 */
const SAME_DISTANCE = 0.22;
/** A face that lies inside a better one by more than this share of its box is a part of it, taken for a face. */
const INSIDE = 0.75;

const NOSE_TIP = 1;
const MOUTH_CENTRE = 13;

/** True if the detection is another sighting of a face that was already confirmed. */
export function isSighting(detection: Detection, face: Face): boolean {
  const expected = [meshCentre(face, LEFT_EYE), meshCentre(face, RIGHT_EYE), meshCentre(face, [NOSE_TIP]), meshCentre(face, [MOUTH_CENTRE])];
  const distance = expected.reduce((sum, { x, y }, index) => {
    const seen = detection.keypoints[index]!;
    return sum + Math.hypot(seen.x - x, seen.y - y);
  }, 0);
  return distance / expected.length < SAME_DISTANCE * face.size;
}

/** Leaves one of each face, the one with the best score. */
export function withoutDuplicates(faces: readonly Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of faces.toSorted((a, b) => b.score - a.score || b.size - a.size)) {
    if (!kept.some((better) => isSameFace(face, better))) kept.push(face);
  }
  return kept;
}

function isSameFace(face: Face, better: Face): boolean {
  const smaller = Math.min(face.size, better.size);
  return landmarkDistance(face, better) < SAME_DISTANCE * smaller || coveredShare(face, better) > INSIDE || coveredShare(better, face) > INSIDE;
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

import type { Point } from '../geometry/square-crop';
import { isSure, type ConfirmedFace } from './confirmed-face';
import type { Detection } from './detection';
import type { Face } from './face';
import { LEFT_EYE, RIGHT_EYE } from './mesh-contours';

/** A detection whose eyes, nose and mouth lie closer than this to a face's, on average and in face sizes, is that face again. */
const SAME_SIGHTING = 0.35;
/** Faces whose centres lie closer than this, in sizes of the smaller, are one: hardly anything could be seen of the one behind. */
const SAME_FACE = 0.45;
/** A smaller face than this (ratio of sizes), whose centre lies on a sure one, is a part of it: an eye can pass for a face. */
const PART_SIZE = 0.75;
/** How far from the nose, in face sizes, a point still lies on the face. */
const ON_FACE = 0.45;

const NOSE_TIP = 1;
const MOUTH_CENTRE = 13;

/** True if the detection is another sighting of the face. */
export function isSameSighting(detection: Detection, face: Face): boolean {
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
  return distance / expected.length < SAME_SIGHTING * face.size;
}

/** True if the detection is centred on the face, be its keypoints as they may: a head seen in a view turned wrongly, or a part of it. */
export function liesOnFace(detection: Detection, face: Face): boolean {
  return isOnFace(detection.centerX, detection.centerY, face);
}

/** True if the detection is centred on the face and so small that it can only be a part of it. */
export function isPartOfFace(detection: Detection, face: Face): boolean {
  return detection.side < 0.9 * PART_SIZE * face.size && liesOnFace(detection, face);
}

/** True if a face that was outlined by hand is one that is known: the same, or a part of it. */
export function isSameFace(face: Face, known: Face): boolean {
  return centreDistance(face, known) < SAME_FACE || isPart(face, known);
}

/** Leaves one of each face, the one of which the landmark network is surest, and nothing that is a part of another. */
export function withoutDuplicates(faces: readonly ConfirmedFace[]): ConfirmedFace[] {
  const whole = faces.filter(({ face }) => !faces.some((larger) => isSure(larger) && isPart(face, larger.face)));
  const kept: ConfirmedFace[] = [];
  for (const candidate of whole.sort((a, b) => b.logit - a.logit)) {
    if (!kept.some((better) => centreDistance(candidate.face, better.face) < SAME_FACE)) kept.push(candidate);
  }
  return kept;
}

function isPart(face: Face, larger: Face): boolean {
  return face.size < PART_SIZE * larger.size && isOnFace(face.crop.centerX, face.crop.centerY, larger);
}

function isOnFace(x: number, y: number, face: Face): boolean {
  const nose = meshCentre(face, [NOSE_TIP]);
  return Math.hypot(x - nose.x, y - nose.y) < ON_FACE * face.size;
}

/** In sizes of the smaller face. */
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

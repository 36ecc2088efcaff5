import { cropToPicture, type SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { sigmoid } from './decode-detections';
import { detectionAngle, type Detection } from './detection';
import type { Face } from './face';
import { faceFrame, faceFromLandmarks, frameCrop } from './face-from-landmarks';
import { runOnCrop } from './run-on-crop';

/** Side of the landmark network's view, in detection boxes and in landmark boxes alike (MediaPipe). */
const VIEW_MARGIN = 1.5;
/** Below this probability the landmark network does not see a face. */
export const MIN_FACE_SCORE = 0.5;
/** A first view that is off by more than this (share of the side; radians) is worth a second look. */
const POOR_POSITION = 0.08;
const POOR_ANGLE = 0.14;

/**
 * Runs the landmark network on a detection. Where its landmarks show that the view was badly placed, it looks
 * a second time, at the place that they give. Returns null if there is no face.
 */
export async function confirmFace(picture: Picture, detection: Detection, runner: NetworkRunner): Promise<Face | null> {
  const { centerX, centerY, side } = detection;
  const first = { centerX, centerY, side: side * VIEW_MARGIN, angle: detectionAngle(detection) };
  let seen = await readLandmarks(picture, first, runner);
  if (seen.score < MIN_FACE_SCORE) return null;
  const better = frameCrop(faceFrame(seen.landmarks), VIEW_MARGIN);
  if (isPoor(first, better)) {
    const again = await readLandmarks(picture, better, runner);
    if (again.score >= MIN_FACE_SCORE) seen = again;
  }
  return faceFromLandmarks(seen.landmarks, seen.score, picture.width, picture.height);
}

function isPoor(view: SquareCrop, better: SquareCrop): boolean {
  const shift = Math.hypot(view.centerX - better.centerX, view.centerY - better.centerY) / better.side;
  const turn = Math.abs(Math.atan2(Math.sin(view.angle - better.angle), Math.cos(view.angle - better.angle)));
  return shift > POOR_POSITION || Math.abs(view.side / better.side - 1) > 2 * POOR_POSITION || turn > POOR_ANGLE;
}

async function readLandmarks(
  picture: Picture, view: SquareCrop, runner: NetworkRunner,
): Promise<{ readonly landmarks: Float32Array; readonly score: number }> {
  const { inputSize, outputs: [points, logit] } = await runOnCrop(picture, view, 'landmarks', runner);
  const count = points!.length / 3;
  const landmarks = new Float32Array(2 * count);
  for (let index = 0; index < count; index++) {
    const { x, y } = cropToPicture(view, points![3 * index]! / inputSize, points![3 * index + 1]! / inputSize);
    landmarks[2 * index] = x;
    landmarks[2 * index + 1] = y;
  }
  return { landmarks, score: sigmoid(logit![0]!) };
}

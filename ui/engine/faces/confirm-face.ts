import { cropToPicture, type SquareCrop } from '../geometry/square-crop';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { detectionAngle, type Detection } from './detection';
import { faceFrame, frameCrop } from './face-from-landmarks';
import { runOnCrop } from './run-on-crop';

/** What the landmark network made of a detection. */
export interface LandmarkResult {
  /** x, y of 468 landmarks in picture pixels; length 936. */
  readonly landmarks: Float32Array;
  /** Face logit: above 0 rather a face. */
  readonly logit: number;
}

/**
 * From here on the landmark network is sure. Measured on 99 portraits, each turned four ways: of 482 sightings
 * with the landmarks in place all but 3 end above; of those with landmarks astray (a head upside down read
 * upright, say) none does and stays there.
 */
export const SURE_LOGIT = 16;
/** Side of the landmark network's view, in detection boxes and in landmark boxes alike (MediaPipe). */
const VIEW_MARGIN = 1.5;
/** How often the network may look; each look is placed by the landmarks of the one before. */
const LOOKS = 4;
/** A first look below this is not followed by another. */
const HOPELESS_LOGIT = -4;
/** A view that is off by more than this (share of the side; radians) is worth another look. */
const POOR_POSITION = 0.08;
const POOR_SIDE = 0.16;
const POOR_ANGLE = 0.14;
/** A later look stands, unless it is less sure than the best one by more than this. */
const LOGIT_TOLERANCE = 3;

/**
 * Runs the landmark network on a detection, and again where its landmarks show that the view was badly
 * placed or where it is not sure. The caller judges the logit.
 */
export async function confirmFace(
  picture: Picture,
  detection: Detection,
  runner: NetworkRunner,
): Promise<LandmarkResult> {
  const { centerX, centerY, side } = detection;
  return followView(picture, { centerX, centerY, side: side * VIEW_MARGIN, angle: detectionAngle(detection) }, runner);
}

/** Looks at a view that may hold a face, and again as `confirmFace` does. */
export async function followView(picture: Picture, first: SquareCrop, runner: NetworkRunner): Promise<LandmarkResult> {
  let view = first;
  let best: LandmarkResult | null = null;
  for (let look = 0; look < LOOKS; look++) {
    const seen = await readLandmarks(picture, view, runner);
    if (best === null || seen.logit > best.logit - LOGIT_TOLERANCE) best = seen;
    const better = frameCrop(faceFrame(seen.landmarks), VIEW_MARGIN);
    if (best.logit < HOPELESS_LOGIT || (best.logit >= SURE_LOGIT && !isPoor(view, better))) return best;
    view = better;
  }
  return best!;
}

function isPoor(view: SquareCrop, better: SquareCrop): boolean {
  const shift = Math.hypot(view.centerX - better.centerX, view.centerY - better.centerY) / better.side;
  const turn = Math.atan2(Math.sin(view.angle - better.angle), Math.cos(view.angle - better.angle));
  return shift > POOR_POSITION || Math.abs(view.side / better.side - 1) > POOR_SIDE || Math.abs(turn) > POOR_ANGLE;
}

/** One look of the landmark network. */
export async function readLandmarks(
  picture: Picture,
  view: SquareCrop,
  runner: NetworkRunner,
): Promise<LandmarkResult> {
  const {
    inputSize,
    outputs: [points, logit],
  } = await runOnCrop(picture, view, 'landmarks', runner);
  const count = points!.length / 3;
  const landmarks = new Float32Array(2 * count);
  for (let index = 0; index < count; index++) {
    const { x, y } = cropToPicture(view, points![3 * index]! / inputSize, points![3 * index + 1]! / inputSize);
    landmarks[2 * index] = x;
    landmarks[2 * index + 1] = y;
  }
  return { landmarks, logit: logit![0]! };
}

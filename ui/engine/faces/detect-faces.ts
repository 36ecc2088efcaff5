import type { SquareCrop } from '../geometry/square-crop';
import type { NetworkName } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Picture } from '../picture/picture';
import { anchorCenters, FULL_RANGE_LAYERS, SHORT_RANGE_LAYERS } from './anchors';
import { decodeDetections } from './decode-detections';
import { detectionInPicture, type Detection } from './detection';
import { runOnCrop } from './run-on-crop';
import { suppressOverlaps } from './suppress-overlaps';

/** Short range: faces from about 15 % of the view's side. Full range: 5–50 %. */
export type DetectorRange = 'short' | 'full';

/** Lowest detection probability. It is low because the landmark network confirms each detection. */
const MIN_SCORE = 0.3;

const DETECTORS: Readonly<Record<DetectorRange, { readonly network: NetworkName; readonly anchors: Float32Array }>> = {
  short: { network: 'face-short-range', anchors: anchorCenters(SHORT_RANGE_LAYERS) },
  full: { network: 'face-full-range', anchors: anchorCenters(FULL_RANGE_LAYERS) },
};

/**
 * Runs one detector on one view of the picture. The view's angle turns the picture, for heads that are not upright.
 *
 * @returns detections in picture pixels, one for each head, best first
 * @throws EngineError as `NetworkRunner.run`
 */
export async function detectFaces(
  picture: Picture,
  view: SquareCrop,
  range: DetectorRange,
  runner: NetworkRunner,
): Promise<Detection[]> {
  const { network, anchors } = DETECTORS[range];
  const {
    inputSize,
    outputs: [boxes, logits],
  } = await runOnCrop(picture, view, network, runner);
  const detections = decodeDetections(boxes!, logits!, anchors, inputSize, MIN_SCORE);
  return suppressOverlaps(detections).map((detection) => detectionInPicture(detection, view));
}

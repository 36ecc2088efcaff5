import type { Point } from '../geometry/square-crop';
import type { Detection } from './detection';

/** Values for each box: centre x, centre y, width, height, then x and y of six keypoints. */
export const BOX_VALUES = 16;
const KEYPOINTS = 6;

/**
 * Decodes the detector's raw outputs (MediaPipe, TensorsToDetectionsCalculator). Positions are offsets from the
 * anchor's centre in input pixels.
 *
 * @param boxes 16 values for each anchor (see BOX_VALUES)
 * @param logits one value for each anchor
 * @param anchors x and y of each anchor's centre, 0–1 across the input
 * @param inputSize side of the network's input in pixels
 * @param minScore leaves out detections below this probability
 * @returns detections in input coordinates (0–1), unsorted; many for each face
 */
export function decodeDetections(
  boxes: Float32Array,
  logits: Float32Array,
  anchors: Float32Array,
  inputSize: number,
  minScore: number,
): Detection[] {
  const detections: Detection[] = [];
  for (let index = 0; index < logits.length; index++) {
    const score = sigmoid(logits[index]!);
    if (score < minScore) continue;
    const start = index * BOX_VALUES;
    const anchorX = anchors[2 * index]!;
    const anchorY = anchors[2 * index + 1]!;
    const point = (offset: number): Point => ({
      x: boxes[start + offset]! / inputSize + anchorX,
      y: boxes[start + offset + 1]! / inputSize + anchorY,
    });
    const center = point(0);
    const side = Math.max(boxes[start + 2]!, boxes[start + 3]!) / inputSize;
    if (!(side > 0)) continue;
    const keypoints = Array.from({ length: KEYPOINTS }, (_, keypoint) => point(4 + 2 * keypoint));
    detections.push({ centerX: center.x, centerY: center.y, side, score, keypoints });
  }
  return detections;
}

/** The logistic function. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

import type { Detection } from './detection';

/**
 * Intersection over union above which two boxes show the same face. The detector's boxes are tight, from brow to chin;
 * those of two heads cheek to cheek reach about a third.
 */
export const SAME_FACE_OVERLAP = 0.45;

/**
 * Weighted non-maximum suppression (Bazarevsky et al., "BlazeFace", §3.3). Each cluster of overlapping detections
 * becomes one, with the best score and the mean position weighted by score.
 *
 * @param threshold intersection over union above which detections form a cluster
 * @returns new detections in the same unit, best first
 */
export function suppressOverlaps(detections: readonly Detection[], threshold = SAME_FACE_OVERLAP): Detection[] {
  let rest = detections.toSorted((a, b) => b.score - a.score);
  const merged: Detection[] = [];
  while (rest.length > 0) {
    const best = rest[0]!;
    const cluster = rest.filter((other) => other === best || overlap(best, other) > threshold);
    merged.push(averageDetection(cluster));
    rest = rest.filter((other) => !cluster.includes(other));
  }
  return merged;
}

/** Intersection over union (0–1) of two detections' boxes, as axis-aligned squares. */
export function overlap(a: Detection, b: Detection): number {
  const width =
    Math.min(a.centerX + a.side / 2, b.centerX + b.side / 2) - Math.max(a.centerX - a.side / 2, b.centerX - b.side / 2);
  const height =
    Math.min(a.centerY + a.side / 2, b.centerY + b.side / 2) - Math.max(a.centerY - a.side / 2, b.centerY - b.side / 2);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (a.side * a.side + b.side * b.side - intersection);
}

/** The mean detection of a cluster, best first, weighted by score. */
function averageDetection(cluster: readonly Detection[]): Detection {
  const best = cluster[0]!;
  const total = cluster.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (detection: Detection) => number): number =>
    cluster.reduce((sum, detection) => sum + value(detection) * detection.score, 0) / total;
  return {
    centerX: mean(({ centerX }) => centerX),
    centerY: mean(({ centerY }) => centerY),
    side: mean(({ side }) => side),
    score: best.score,
    keypoints: best.keypoints.map((_, index) => ({
      x: mean(({ keypoints }) => keypoints[index]!.x),
      y: mean(({ keypoints }) => keypoints[index]!.y),
    })),
  };
}

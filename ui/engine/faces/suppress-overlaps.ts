import type { Detection } from './detection';

/**
 * Boxes that overlap more than this (intersection over union) are the same face. The detector's boxes are
 * tight, brow to chin: those of two heads cheek to cheek share about a third at most.
 */
export const SAME_FACE_OVERLAP = 0.45;

/**
 * Weighted non-maximum suppression (Bazarevsky et al., "BlazeFace", §3.3): the best detection stands for all
 * that overlap it, with their average position weighted by score and its own score. Best first.
 */
export function suppressOverlaps(detections: readonly Detection[], threshold = SAME_FACE_OVERLAP): Detection[] {
  let rest = detections.toSorted((a, b) => b.score - a.score);
  const kept: Detection[] = [];
  while (rest.length > 0) {
    const best = rest[0]!;
    const cluster = rest.filter((other) => other === best || overlap(best, other) > threshold);
    kept.push(averageDetection(cluster));
    rest = rest.filter((other) => !cluster.includes(other));
  }
  return kept;
}

/** Intersection over union of two detections' boxes, taken as upright squares. */
export function overlap(a: Detection, b: Detection): number {
  const width =
    Math.min(a.centerX + a.side / 2, b.centerX + b.side / 2) - Math.max(a.centerX - a.side / 2, b.centerX - b.side / 2);
  const height =
    Math.min(a.centerY + a.side / 2, b.centerY + b.side / 2) - Math.max(a.centerY - a.side / 2, b.centerY - b.side / 2);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / (a.side * a.side + b.side * b.side - intersection);
}

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

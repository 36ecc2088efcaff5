import { cropToPicture, type Point, type SquareCrop } from '../geometry/square-crop';

/** A detector's candidate for a face, before the landmark network confirms it. */
export interface Detection {
  /** Centre of the box, and its longer side. In crop coordinates (0–1) or picture pixels, as the function says. */
  readonly centerX: number;
  readonly centerY: number;
  readonly side: number;
  /** Probability, 0–1. */
  readonly score: number;
  /**
   * Six keypoints: image-left eye, image-right eye, nose tip, mouth centre, image-left ear, image-right ear
   * (sides as in the upright face).
   */
  readonly keypoints: readonly Point[];
}

/** Converts a detection from crop coordinates (0–1) to picture pixels. */
export function detectionInPicture(detection: Detection, crop: SquareCrop): Detection {
  const center = cropToPicture(crop, detection.centerX, detection.centerY);
  return {
    centerX: center.x,
    centerY: center.y,
    side: detection.side * crop.side,
    score: detection.score,
    keypoints: detection.keypoints.map(({ x, y }) => cropToPicture(crop, x, y)),
  };
}

/** Roll of the detected head in radians: the direction from the image-left to the image-right eye. */
export function detectionAngle({ keypoints }: Detection): number {
  const [left, right] = keypoints as readonly [Point, Point];
  return Math.atan2(right.y - left.y, right.x - left.x);
}

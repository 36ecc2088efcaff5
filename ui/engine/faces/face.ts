import type { SquareCrop } from '../geometry/square-crop';
import type { Box } from '../geometry/box';

/** A face that the landmark network confirmed. */
export interface Face {
  /** Axis-aligned box around the 468 landmarks, clipped to the picture, in picture pixels. */
  readonly box: Box;
  /** Face probability of the landmark network, 0–1. */
  readonly score: number;
  /** x, y of the 468 MediaPipe face-mesh landmarks in picture pixels; length 936. */
  readonly landmarks: Float32Array;
  /** Roll in radians: the direction from the image-left eye to the image-right eye of the upright face. */
  readonly angle: number;
  /**
   * Longer side, in picture pixels, of the landmarks' bounding box in the face's upright frame. Face sizes mean this.
   */
  readonly size: number;
  /** The retouching networks' crop: upright with the face, centred on its landmarks' box, side = 1.6 × size. */
  readonly crop: SquareCrop;
}

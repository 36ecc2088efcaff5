import { clipToPicture } from '../geometry/box';
import type { SquareCrop } from '../geometry/square-crop';
import type { Face } from './face';
import { LEFT_EYE, RIGHT_EYE } from './mesh-contours';

/** Side of the crop that the retouching networks read, in face sizes. */
const CROP_MARGIN = 1.6;

/** The bounding box of a face's landmarks in the face's own upright frame. */
export interface FaceFrame {
  /** Roll in radians. */
  readonly angle: number;
  /** Centre of the upright bounding box, in picture pixels. */
  readonly centerX: number;
  readonly centerY: number;
  /** Longer side of the upright bounding box, in pixels. */
  readonly size: number;
}

/**
 * Builds a face from 468 landmarks.
 *
 * @param landmarks x, y in picture pixels, length 936
 * @param score face probability, 0–1
 * @param width picture width in pixels, for clipping the box
 * @param height picture height in pixels
 */
export function faceFromLandmarks(landmarks: Float32Array, score: number, width: number, height: number): Face {
  const frame = faceFrame(landmarks);
  return {
    box: clippedBox(landmarks, width, height),
    score,
    landmarks,
    angle: frame.angle,
    size: frame.size,
    crop: frameCrop(frame, CROP_MARGIN),
  };
}

/** A square around the face, upright in the face's frame; its side is `margin` × the face's size. */
export function frameCrop({ centerX, centerY, size, angle }: FaceFrame, margin: number): SquareCrop {
  return { centerX, centerY, side: size * margin, angle };
}

/** The upright frame of 468 landmarks (x, y in picture pixels, length 936). */
export function faceFrame(landmarks: Float32Array): FaceFrame {
  const angle = roll(landmarks);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let index = 0; index < landmarks.length; index += 2) {
    const along = landmarks[index]! * cos + landmarks[index + 1]! * sin;
    const down = landmarks[index + 1]! * cos - landmarks[index]! * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, down);
    bottom = Math.max(bottom, down);
  }
  const along = (left + right) / 2;
  const down = (top + bottom) / 2;
  return {
    angle,
    centerX: along * cos - down * sin,
    centerY: along * sin + down * cos,
    size: Math.max(right - left, bottom - top),
  };
}

function roll(landmarks: Float32Array): number {
  const [leftX, leftY] = centroid(landmarks, LEFT_EYE);
  const [rightX, rightY] = centroid(landmarks, RIGHT_EYE);
  return Math.atan2(rightY - leftY, rightX - leftX);
}

function centroid(landmarks: Float32Array, indices: readonly number[]): readonly [number, number] {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += landmarks[2 * index]!;
    y += landmarks[2 * index + 1]!;
  }
  return [x / indices.length, y / indices.length];
}

function clippedBox(landmarks: Float32Array, width: number, height: number): Face['box'] {
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let index = 0; index < landmarks.length; index += 2) {
    left = Math.min(left, landmarks[index]!);
    right = Math.max(right, landmarks[index]!);
    top = Math.min(top, landmarks[index + 1]!);
    bottom = Math.max(bottom, landmarks[index + 1]!);
  }
  return clipToPicture({ left, top, right, bottom }, width, height);
}

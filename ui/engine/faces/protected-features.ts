import type { Point } from '../geometry/square-crop';
import type { Face } from './face';
import { growPolygon } from './grow-polygon';
import {
  FACE_OVAL,
  LEFT_BROW_BOTTOM,
  LEFT_BROW_TOP,
  LEFT_LASHES,
  LEFT_LID_FOLD,
  LEFT_NOSTRIL,
  LIPS,
  RIGHT_BROW_BOTTOM,
  RIGHT_BROW_TOP,
  RIGHT_LASHES,
  RIGHT_LID_FOLD,
  RIGHT_NOSTRIL,
} from './mesh-contours';

/** Margins in face sizes. They cover the landmarks' error, lashes, stray brow hair and the lip line. */
const EYE_MARGIN = 0.012;
const BROW_MARGIN = 0.012;
const LIP_MARGIN = 0.01;
const NOSTRIL_MARGIN = 0.008;
/** Below this score landmarks have larger errors (hard profile, half hidden), so margins grow by the factor. */
const DOUBTFUL_SCORE = 0.99;
const DOUBTFUL_FACTOR = 3;
/** Share of the way to the lid fold by which the brow's lower edge moves down: real brows reach below the mesh. */
const BROW_DROP = 0.35;

/**
 * Outlines of the features that a retouch leaves alone: eyes with lid edges and lashes, brows, lips with the mouth, and
 * nostrils. Fill them by the nonzero rule.
 *
 * @returns seven closed polygons in picture pixels; they may reach over the picture's border
 */
export function protectedFeatures(face: Face): Point[][] {
  const grow = (points: Point[], margin: number): Point[] =>
    growPolygon(points, margin * face.size * (face.score < DOUBTFUL_SCORE ? DOUBTFUL_FACTOR : 1));
  return [
    grow(contour(face, LEFT_LASHES), EYE_MARGIN),
    grow(contour(face, RIGHT_LASHES), EYE_MARGIN),
    grow(brow(face, LEFT_BROW_TOP, LEFT_BROW_BOTTOM, LEFT_LID_FOLD), BROW_MARGIN),
    grow(brow(face, RIGHT_BROW_TOP, RIGHT_BROW_BOTTOM, RIGHT_LID_FOLD), BROW_MARGIN),
    grow(contour(face, LIPS), LIP_MARGIN),
    grow(contour(face, LEFT_NOSTRIL), NOSTRIL_MARGIN),
    grow(contour(face, RIGHT_NOSTRIL), NOSTRIL_MARGIN),
  ];
}

/** Outline of the face from the forehead to the chin; a closed polygon in picture pixels. */
export function faceOval(face: Face): Point[] {
  return contour(face, FACE_OVAL);
}

function brow(face: Face, top: readonly number[], bottom: readonly number[], fold: readonly number[]): Point[] {
  const folds = contour(face, fold);
  const lower = contour(face, bottom).map(({ x, y }, index) => ({
    x: x + (folds[index]!.x - x) * BROW_DROP,
    y: y + (folds[index]!.y - y) * BROW_DROP,
  }));
  return [...contour(face, top), ...lower.reverse()];
}

function contour({ landmarks }: Face, indices: readonly number[]): Point[] {
  return indices.map((index) => ({ x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! }));
}

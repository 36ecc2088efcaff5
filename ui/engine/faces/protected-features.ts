import type { Point } from '../geometry/square-crop';
import type { Face } from './face';
import { growPolygon } from './grow-polygon';
import {
  FACE_OVAL,
  LEFT_BROW_BOTTOM,
  LEFT_BROW_TOP,
  LEFT_EYE,
  LEFT_LASHES,
  LEFT_LID_FOLD,
  LEFT_NOSTRIL,
  LIPS,
  RIGHT_BROW_BOTTOM,
  RIGHT_BROW_TOP,
  RIGHT_EYE,
  RIGHT_LASHES,
  RIGHT_LID_FOLD,
  RIGHT_NOSTRIL,
} from './mesh-contours';

/** Features that a retouch leaves alone. */
export const FEATURES = ['eyes', 'brows', 'lips', 'nostrils'] as const;
export type Feature = (typeof FEATURES)[number];

/** How far the outlines of features reach over their landmarks. Lengths in face sizes. */
interface Reach {
  readonly eye: number;
  readonly brow: number;
  readonly lip: number;
  readonly nostril: number;
  /** Share of the way from the brow's lower edge to the lid fold that counts as brow: brows reach below the mesh. */
  readonly browDrop: number;
  /** Added to all margins where the landmarks are less certain: a hard profile, or a face half hidden. */
  readonly doubt: number;
}

/** The features themselves: the eye with its lash line, brow hair, the red of the lips, the holes of the nose. */
const NARROW: Reach = { eye: 0.014, brow: 0.006, lip: 0.005, nostril: 0.001, browDrop: 0.15, doubt: 0.024 };
/** With lashes, stray brow hair and the lip line, where a dark speck is no blemish. */
const WIDE: Reach = { eye: 0.012, brow: 0.012, lip: 0.01, nostril: 0.008, browDrop: 0.35, doubt: 0.024 };
/** Landmarks with a lower score are less certain. */
const DOUBTFUL_SCORE = 0.99;

/**
 * Outlines of the features that a retouch leaves alone: eyes with the lash line, brows, lips with the mouth, and
 * nostrils. Lids and the skin under the eyes lie outside. Fill them by the nonzero rule.
 *
 * @returns seven closed polygons in picture pixels; they may reach over the picture's border
 */
export function protectedFeatures(face: Face): Point[][] {
  return Object.values(outlines(face, NARROW, LEFT_EYE, RIGHT_EYE)).flat();
}

/** The outlines of `protectedFeatures` that belong to one feature. */
export function protectedFeature(face: Face, feature: Feature): readonly (readonly Point[])[] {
  return outlines(face, NARROW, LEFT_EYE, RIGHT_EYE)[feature];
}

/**
 * Wider outlines of the same features, with lids and lashes: no spot is searched in them.
 *
 * @returns as `protectedFeatures`
 */
export function featuresWithoutSpots(face: Face): Point[][] {
  return Object.values(outlines(face, WIDE, LEFT_LASHES, RIGHT_LASHES)).flat();
}

function outlines(
  face: Face,
  reach: Reach,
  leftEye: readonly number[],
  rightEye: readonly number[],
): Record<Feature, Point[][]> {
  const doubt = face.score < DOUBTFUL_SCORE ? reach.doubt : 0;
  const grow = (points: Point[], margin: number): Point[] => growPolygon(points, (margin + doubt) * face.size);
  return {
    eyes: [grow(contour(face, leftEye), reach.eye), grow(contour(face, rightEye), reach.eye)],
    brows: [
      grow(brow(face, LEFT_BROW_TOP, LEFT_BROW_BOTTOM, LEFT_LID_FOLD, reach.browDrop), reach.brow),
      grow(brow(face, RIGHT_BROW_TOP, RIGHT_BROW_BOTTOM, RIGHT_LID_FOLD, reach.browDrop), reach.brow),
    ],
    lips: [grow(contour(face, LIPS), reach.lip)],
    nostrils: [grow(contour(face, LEFT_NOSTRIL), reach.nostril), grow(contour(face, RIGHT_NOSTRIL), reach.nostril)],
  };
}

/** Outline of the face from the forehead to the chin; a closed polygon in picture pixels. */
export function faceOval(face: Face): Point[] {
  return contour(face, FACE_OVAL);
}

function brow(
  face: Face,
  top: readonly number[],
  bottom: readonly number[],
  fold: readonly number[],
  drop: number,
): Point[] {
  const folds = contour(face, fold);
  const lower = contour(face, bottom).map(({ x, y }, index) => ({
    x: x + (folds[index]!.x - x) * drop,
    y: y + (folds[index]!.y - y) * drop,
  }));
  return [...contour(face, top), ...lower.reverse()];
}

function contour({ landmarks }: Face, indices: readonly number[]): Point[] {
  return indices.map((index) => ({ x: landmarks[2 * index]!, y: landmarks[2 * index + 1]! }));
}

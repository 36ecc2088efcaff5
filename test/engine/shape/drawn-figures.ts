import { changeableParts } from '../../../ui/engine/body/parts';
import type { Joint, JointName, Joints, Pose } from '../../../ui/engine/body/pose';
import type { Face } from '../../../ui/engine/faces/face';
import type { Point } from '../../../ui/engine/geometry/square-crop';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { withPyramid } from '../../../ui/engine/picture/pyramid';
import type { ShapeValues } from '../../../ui/engine/api/shape';
import { limbsOf, placeAt, strengthsOf } from '../../../ui/engine/shape/limbs';
import type { ShapedPerson } from '../../../ui/engine/shape/body-goals';

/** Repeatable random numbers, 0–1. */
export function randomNumbers(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A figure: its joints, and the face at its head. Lengths in pixels. */
export interface Figure {
  readonly joints: Joints;
  readonly face: Face;
}

export interface FigureOptions {
  /** Middle of the shoulders. */
  readonly x: number;
  readonly y: number;
  /** Distance of the shoulders. */
  readonly unit: number;
  /** Turns arms and legs at random; left out: arms hang a little apart, legs stand. */
  readonly random?: () => number;
}

/** A standing figure. */
export function figure({ x, y, unit, random = () => 0.5 }: FigureOptions): Figure {
  const turn = (middle: number, spread: number): number => middle + spread * (2 * random() - 1);
  const at = (from: Point, length: number, angle: number): Joint => ({
    x: from.x + length * unit * Math.sin(angle),
    y: from.y + length * unit * Math.cos(angle),
    isSeen: true,
  });
  const joints: Partial<Record<JointName, Joint>> = {
    nose: { x, y: y - 0.62 * unit, isSeen: true },
    leftEye: { x: x + 0.08 * unit, y: y - 0.7 * unit, isSeen: true },
    rightEye: { x: x - 0.08 * unit, y: y - 0.7 * unit, isSeen: true },
    leftEar: { x: x + 0.18 * unit, y: y - 0.66 * unit, isSeen: true },
    rightEar: { x: x - 0.18 * unit, y: y - 0.66 * unit, isSeen: true },
  };
  const lean = turn(0, 0.12);
  for (const [side, sign] of [
    ['left', 1],
    ['right', -1],
  ] as const) {
    const shoulder = { x: x + (sign * unit) / 2, y, isSeen: true };
    const elbow = at(shoulder, 0.85, sign * turn(0.45, 0.4));
    const wrist = at(elbow, 0.75, sign * turn(0.35, 0.6));
    const hip = at({ x: x + sign * 0.28 * unit, y }, 1.45, lean);
    const knee = at(hip, 1.15, sign * turn(0.12, 0.1));
    const ankle = at(knee, 1.1, sign * turn(0.06, 0.08));
    Object.assign(joints, {
      [`${side}Shoulder`]: shoulder,
      [`${side}Elbow`]: elbow,
      [`${side}Wrist`]: wrist,
      [`${side}Hand`]: at(wrist, 0.2, sign * 0.3),
      [`${side}Hip`]: hip,
      [`${side}Knee`]: knee,
      [`${side}Ankle`]: ankle,
      [`${side}Foot`]: at(ankle, 0.2, sign * 0.9),
    });
  }
  const size = 0.5 * unit;
  const crop = { centerX: x, centerY: y - 0.62 * unit, side: 1.6 * size, angle: 0 };
  const box = { x: x - size / 2, y: crop.centerY - size / 2, width: size, height: size };
  return {
    joints: joints as Joints,
    face: { box, score: 1, landmarks: new Float32Array(936), angle: 0, size, crop },
  };
}

/** The figure's pose with the mask of its drawn body. */
export function poseOf({ joints }: Figure, widen = 1): Pose {
  const points = Object.values(joints);
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  const crop = {
    centerX: (left + right) / 2,
    centerY: (top + bottom) / 2,
    side: 1.4 * Math.max(right - left, bottom - top),
    angle: 0,
  };
  const side = 256;
  const logits = new Float32Array(side * side);
  const limbs = limbsOf(joints, EVERY_PART);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = crop.centerX + ((column + 0.5) / side - 0.5) * crop.side;
      const y = crop.centerY + ((row + 0.5) / side - 0.5) * crop.side;
      const nearness = Math.min(...limbs.map((limb) => placeAt(limb, x, y).nearness));
      logits[row * side + column] = nearness < widen ? 8 : -8;
    }
  }
  return { joints, score: 1, mask: { crop, side, logits }, nextView: crop };
}

const EVERY_PART = { waist: null, leftArm: null, rightArm: null, legs: null, length: null, face: null };

/** A person with a figure's body, who changes by these values. */
export function personOf(one: Figure, values: ShapeValues, picture: Picture): ShapedPerson {
  const pose = poseOf(one);
  const parts = changeableParts(pose, picture);
  return { face: one.face, pose, limbs: limbsOf(one.joints, parts), strengths: strengthsOf(values, parts) };
}

/** A grey picture. */
export function greyPicture(width: number, height: number, level = 128): Picture {
  const picture = emptyPicture(width, height);
  for (let at = 0; at < picture.data.length; at += 4) {
    picture.data.fill(level, at, at + 3);
    picture.data[at + 3] = 255;
  }
  return picture;
}

/** The picture with soft, almost vertical edges at these columns of the first row; each leans by `slope`. */
export function withEdges(
  { width, height }: Picture,
  edges: readonly { readonly x: number; readonly slope: number }[],
): Picture {
  const picture = emptyPicture(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const beside = edges.filter((edge) => x + 0.5 > edge.x + edge.slope * (y + 0.5)).length;
      const nearest = Math.min(...edges.map((edge) => Math.abs(x + 0.5 - edge.x - edge.slope * (y + 0.5))));
      const step = beside % 2 === 0 ? 70 : 190;
      const share = Math.min(1, nearest / 2);
      picture.data.fill(130 + (step - 130) * share, at, at + 3);
      picture.data[at + 3] = 255;
    }
  }
  return withPyramid(picture);
}

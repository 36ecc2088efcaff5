import type { PartReason, PartReasons } from '../api/shape';
import type { Box } from '../geometry/box';
import { pictureToCrop, type Point } from '../geometry/square-crop';
import { bodyUnit, middle } from './measure-body';
import type { BodyMask, JointName, Joints, Pose } from './pose';

/** A thigh shorter than this share of the trunk points at the camera; one this much longer than the shin is bent. */
const SHORT_THIGH = 0.55;
/** Cosine of the angle between thigh and shin, or thigh and trunk, below which a leg is bent. */
const STRAIGHT = 0.6;
/** Shoulders closer than this share of the trunk's length are seen from the side. */
const NARROW_SHOULDERS = 0.4;
/** A wrist nearer to the trunk's axis than this share of the unit lies before the trunk. */
const BEFORE_TRUNK = 0.38;
/** Share of the gap between the shins, or of the place beside them, that cloth may fill. */
const MOST_CLOTH = 0.5;
/** Least unit of a body, in pixels: its forearms then are a dozen pixels wide. */
const LEAST_UNIT = 48;
/** Room below the feet that Length needs, in lengths of the legs. */
const LEAST_ROOM = 0.12;

/**
 * Which parts of a person can be changed.
 * @param pose null: no body was found
 * @param picture its size in pixels
 */
export function changeableParts(pose: Pose | null, picture: Pick<Box, 'width' | 'height'>): PartReasons {
  if (pose === null) return { ...everywhere('no-body'), face: null };
  const { joints, mask } = pose;
  if (bodyUnit(joints) < LEAST_UNIT) return { ...everywhere('small'), face: null };
  const arms = { left: armReason(joints, 'left'), right: armReason(joints, 'right') };
  const legs = legsReason(joints, mask);
  return {
    waist: waistReason(joints),
    leftArm: arms.left,
    rightArm: arms.right,
    legs,
    length: legs ?? (hasRoom(joints, picture) ? null : 'no-room'),
    face: null,
  };
}

/** The same reason for every part. */
export function everywhere(reason: PartReason): PartReasons {
  return { waist: reason, leftArm: reason, rightArm: reason, legs: reason, length: reason, face: reason };
}

function allSeen(joints: Joints, names: readonly JointName[]): boolean {
  return names.every((name) => joints[name].isSeen);
}

function waistReason(joints: Joints): PartReason | null {
  if (!allSeen(joints, ['leftShoulder', 'rightShoulder', 'leftHip', 'rightHip'])) return 'cut';
  if (isTurned(joints)) return 'turned';
  return isBeforeTrunk(joints, 'left') || isBeforeTrunk(joints, 'right') ? 'crossed' : null;
}

function armReason(joints: Joints, side: 'left' | 'right'): PartReason | null {
  if (!allSeen(joints, [`${side}Shoulder`, `${side}Elbow`, `${side}Wrist`])) return 'cut';
  return isBeforeTrunk(joints, side) ? 'crossed' : null;
}

/** Whether the shoulders are seen from the side. */
function isTurned({ leftShoulder, rightShoulder, leftHip, rightHip }: Joints): boolean {
  const trunk = distance(middle(leftShoulder, rightShoulder), middle(leftHip, rightHip));
  return distance(leftShoulder, rightShoulder) < NARROW_SHOULDERS * trunk;
}

/** Whether the wrist lies between the shoulders and the hips, near the trunk's axis. */
function isBeforeTrunk(joints: Joints, side: 'left' | 'right'): boolean {
  const top = middle(joints.leftShoulder, joints.rightShoulder);
  const bottom = middle(joints.leftHip, joints.rightHip);
  const wrist = joints[`${side}Wrist`];
  const length = distance(top, bottom);
  const along = ((wrist.x - top.x) * (bottom.x - top.x) + (wrist.y - top.y) * (bottom.y - top.y)) / (length * length);
  const across = Math.abs((wrist.x - top.x) * (bottom.y - top.y) - (wrist.y - top.y) * (bottom.x - top.x)) / length;
  return along > -0.1 && along < 1.1 && across < BEFORE_TRUNK * bodyUnit(joints);
}

function legsReason(joints: Joints, mask: BodyMask): PartReason | null {
  const legs = ['leftHip', 'rightHip', 'leftKnee', 'rightKnee', 'leftAnkle', 'rightAnkle'] as const;
  if (!allSeen(joints, legs)) return 'cut';
  if (isBent(joints, 'left') || isBent(joints, 'right')) return 'seated';
  return isCovered(joints, mask) ? 'covered' : null;
}

/** Whether a leg is bent, or its thigh points at the camera. */
function isBent(joints: Joints, side: 'left' | 'right'): boolean {
  const [hip, knee, ankle] = [joints[`${side}Hip`], joints[`${side}Knee`], joints[`${side}Ankle`]];
  const shoulder = joints[`${side}Shoulder`];
  const trunk = distance(shoulder, hip);
  return (
    distance(hip, knee) < SHORT_THIGH * trunk ||
    cosine(hip, knee, knee, ankle) < STRAIGHT ||
    cosine(shoulder, hip, hip, knee) < STRAIGHT
  );
}

/** Whether the mask fills the gap between the shins, or the places beside them. */
function isCovered({ leftKnee, rightKnee, leftAnkle, rightAnkle, ...joints }: Joints, mask: BodyMask): boolean {
  const unit = bodyUnit({ leftKnee, rightKnee, leftAnkle, rightAnkle, ...joints });
  const gap = distance(leftKnee, rightKnee);
  const places: Point[] = [];
  for (let step = 0; step <= 8; step++) {
    const [left, right] = [between(leftKnee, leftAnkle, step / 10), between(rightKnee, rightAnkle, step / 10)];
    if (gap > 0.6 * unit) places.push(middle(left, right));
    const [dx, dy] = [(left.x - right.x) / distance(left, right), (left.y - right.y) / distance(left, right)];
    const reach = 0.38 * unit;
    places.push(
      { x: left.x + reach * dx, y: left.y + reach * dy },
      { x: right.x - reach * dx, y: right.y - reach * dy },
    );
  }
  const filled = places.filter(({ x, y }) => maskLogit(mask, x, y) > 0).length;
  return filled > MOST_CLOTH * places.length;
}

function hasRoom(joints: Joints, { height }: Pick<Box, 'width' | 'height'>): boolean {
  const { leftHip, rightHip, leftAnkle, rightAnkle, leftFoot, rightFoot } = joints;
  const legs = (distance(leftHip, leftAnkle) + distance(rightHip, rightAnkle)) / 2;
  return height - Math.max(leftFoot.y, rightFoot.y, leftAnkle.y, rightAnkle.y) > LEAST_ROOM * legs;
}

/** The mask's logit at a place in picture pixels, of the nearest cell; −∞ outside of its square. */
export function maskLogit({ crop, side, logits }: BodyMask, x: number, y: number): number {
  const at = pictureToCrop(crop, x, y);
  const [column, row] = [Math.floor(at.x * side), Math.floor(at.y * side)];
  if (column < 0 || row < 0 || column >= side || row >= side) return -Infinity;
  return logits[row * side + column]!;
}

function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** Cosine of the angle between the directions a → b and c → d. */
function cosine(a: Point, b: Point, c: Point, d: Point): number {
  return ((b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y)) / (distance(a, b) * distance(c, d));
}

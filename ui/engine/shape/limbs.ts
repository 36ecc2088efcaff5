import type { PartReasons, ShapeValues } from '../api/shape';
import { bodyUnit, middle } from '../body/measure-body';
import type { Joints } from '../body/pose';
import type { Point } from '../geometry/square-crop';

/** Parts with a strength of their own. */
export type LimbPart = 'waist' | 'arms' | 'legs' | 'none';
/** Share by which a part narrows at 100, where its profile is 1. */
export const STRENGTHS = { waist: 0.16, arms: 0.14, legs: 0.12 } as const;
/** Share by which legs grow at 100. */
export const LENGTHENING = 0.08;

/** How much each part of one body narrows at most, and how much its legs grow. Below 0: it widens, they shrink. */
export interface BodyStrengths {
  readonly waist: number;
  readonly arms: number;
  readonly legs: number;
  readonly length: number;
}

/** A part of a body around a line from one point to another, in picture pixels. */
export interface Limb {
  readonly part: LimbPart;
  readonly from: Point;
  readonly to: Point;
  /** Half of the width at both ends, in picture pixels. */
  readonly halfFrom: number;
  readonly halfTo: number;
  /** Share of the narrowing at `t` along the line, where 0 is `from` and 1 is `to`. */
  narrows(strengths: BodyStrengths, t: number): number;
  readonly grows: boolean;
  /** A hand or a foot: it keeps its shape. */
  readonly isRigid: boolean;
}

/** The strengths of a person. A part that cannot be changed has none. */
export function strengthsOf({ slim, waist, arms, legs, length }: ShapeValues, parts: PartReasons): BodyStrengths {
  const share = (own: number): number => Math.min(100, Math.max(-100, slim + own)) / 100;
  const anyArm = parts.leftArm === null || parts.rightArm === null;
  return {
    waist: parts.waist === null ? STRENGTHS.waist * share(waist) : 0,
    arms: anyArm ? STRENGTHS.arms * share(arms) : 0,
    legs: parts.legs === null ? STRENGTHS.legs * share(legs) : 0,
    length: parts.length === null ? (LENGTHENING * length) / 100 : 0,
  };
}

/** The limbs of a body. Profiles let every strength fade in and out along a limb. */
export function limbsOf(joints: Joints, parts: PartReasons): Limb[] {
  const unit = bodyUnit(joints);
  const shoulders = middle(joints.leftShoulder, joints.rightShoulder);
  const hips = middle(joints.leftHip, joints.rightHip);
  const trunk: Limb = {
    ...limb('waist', shoulders, hips, 0.55 * unit, 0.5 * unit),
    narrows: ({ waist }, t) => waist * smooth(0.12, 0.55, t) * (1 - 0.55 * smooth(0.72, 1.05, t)),
  };
  return [trunk, ...(['left', 'right'] as const).flatMap((side) => sideLimbs(joints, parts, side, unit))];
}

function sideLimbs(joints: Joints, parts: PartReasons, side: 'left' | 'right', unit: number): Limb[] {
  const at = (name: 'Shoulder' | 'Elbow' | 'Wrist' | 'Hand' | 'Hip' | 'Knee' | 'Ankle' | 'Foot'): Point =>
    joints[`${side}${name}`];
  const isArm = parts[`${side}Arm`] === null;
  const arm = (from: Point, to: Point, halfFrom: number, halfTo: number, profile: (t: number) => number): Limb => ({
    ...limb('arms', from, to, halfFrom * unit, halfTo * unit),
    narrows: ({ arms }, t) => (isArm ? arms * profile(t) : 0),
  });
  const leg = (from: Point, to: Point, halfFrom: number, halfTo: number): Limb => ({
    ...limb('legs', from, to, halfFrom * unit, halfTo * unit),
    grows: parts.length === null,
  });
  return [
    arm(at('Shoulder'), at('Elbow'), 0.17, 0.15, (t) => smooth(0.05, 0.5, t)),
    arm(at('Elbow'), at('Wrist'), 0.15, 0.11, (t) => 1 - smooth(0.55, 1, t)),
    { ...limb('none', at('Wrist'), at('Hand'), 0.17 * unit, 0.17 * unit), isRigid: true },
    {
      ...leg(at('Hip'), at('Knee'), 0.27, 0.2),
      narrows: ({ waist, legs }, t) => 0.45 * waist * (1 - smooth(0, 0.45, t)) + legs * smooth(0.1, 0.5, t),
    },
    { ...leg(at('Knee'), at('Ankle'), 0.2, 0.13), narrows: ({ legs }, t) => legs * (1 - 0.5 * smooth(0.3, 1, t)) },
    { ...limb('none', at('Ankle'), at('Foot'), 0.12 * unit, 0.12 * unit), isRigid: true },
  ];
}

function limb(part: LimbPart, from: Point, to: Point, halfFrom: number, halfTo: number): Limb {
  return { part, from, to, halfFrom, halfTo, narrows: () => 0, grows: false, isRigid: false };
}

/** 0 up to `low`, 1 from `high` on, smooth between. */
export function smooth(low: number, high: number, value: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return share * share * (3 - 2 * share);
}

/** A place beside a limb. */
export interface LimbPlace {
  /** Along the line, unbounded: 0 at `from`, 1 at `to`. */
  readonly t: number;
  /** Distance from the line in picture pixels, with the sign of `normal`. */
  readonly across: number;
  /** Distance from the part of the line between its ends, in half widths. */
  readonly nearness: number;
}

export function placeAt({ from, to, halfFrom, halfTo }: Limb, x: number, y: number): LimbPlace {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = limbLength({ from, to });
  const t = ((x - from.x) * dx + (y - from.y) * dy) / (length * length);
  const inside = Math.min(1, Math.max(0, t));
  const away = Math.hypot(x - from.x - inside * dx, y - from.y - inside * dy);
  return {
    t,
    across: ((x - from.x) * -dy + (y - from.y) * dx) / length,
    nearness: away / (halfFrom + inside * (halfTo - halfFrom)),
  };
}

/** Slope of the narrowing along a limb, per picture pixel, and the narrowing itself. */
export function narrowingAt(
  limb: Limb,
  strengths: BodyStrengths,
  t: number,
): { readonly share: number; readonly slope: number } {
  const step = 0.01;
  const length = limbLength(limb);
  const [before, after] = [limb.narrows(strengths, t - step), limb.narrows(strengths, t + step)];
  return { share: limb.narrows(strengths, t), slope: (after - before) / (2 * step * length) };
}

/** Distance of a limb's ends in picture pixels. */
export function limbLength({ from, to }: Pick<Limb, 'from' | 'to'>): number {
  return Math.max(1e-6, Math.hypot(to.x - from.x, to.y - from.y));
}

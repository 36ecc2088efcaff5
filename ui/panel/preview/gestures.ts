import type { Tool } from './tools';
import { distance, type Place } from './viewport';

/** Movement in CSS pixels up to which a press is a click. */
export const CLICK_DISTANCE = 4;

/** A press of the pointer and its movement so far. */
export type Gesture =
  | {
      readonly kind: 'pan';
      /** `start` and `last` are points on the canvas, in CSS pixels. */
      readonly start: Place;
      readonly last: Place;
      readonly moved: boolean;
    }
  /** x, y, x, y … in picture pixels. */
  | { readonly kind: 'stroke'; readonly points: readonly number[] }
  /** `start` in CSS pixels; `from` and `to` in picture pixels. Without movement it is a click. */
  | { readonly kind: 'box'; readonly start: Place; readonly from: Place; readonly to: Place; readonly moved: boolean };

/** @param at on the canvas, in CSS pixels @param point the same point in picture pixels */
export function beginGesture(tool: Tool, isPrimary: boolean, at: Place, point: Place): Gesture {
  if (tool === 'brush' && isPrimary) return { kind: 'stroke', points: [point.x, point.y] };
  if (tool === 'face' && isPrimary) return { kind: 'box', start: at, from: point, to: point, moved: false };
  return { kind: 'pan', start: at, last: at, moved: false };
}

/** The gesture after the pointer moved. @param at in CSS pixels @param point in picture pixels */
export function continueGesture(gesture: Gesture, at: Place, point: Place): Gesture {
  if (gesture.kind === 'stroke') return { ...gesture, points: [...gesture.points, point.x, point.y] };
  const moved = gesture.moved || distance(at, gesture.start) > CLICK_DISTANCE;
  return gesture.kind === 'box' ? { ...gesture, to: point, moved } : { ...gesture, last: at, moved };
}

/** Distance in CSS pixels by which a pan moves the picture, from one gesture to the next. */
export function panDistance(before: Gesture, after: Gesture): Place | null {
  if (before.kind !== 'pan' || after.kind !== 'pan' || !after.moved) return null;
  return { x: after.last.x - before.last.x, y: after.last.y - before.last.y };
}

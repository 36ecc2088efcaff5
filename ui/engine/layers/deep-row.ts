import { DEEPEST, deepValue } from '../picture/deep-picture';
import type { Span } from './layer-rows';
import { softLight } from './soft-light';

/**
 * The neutral value of a 16-bit soft-light layer. Exactly half would be 32767.5. Soft light with 32768 moves no 16-bit
 * value by more than a quarter of a step, so rounding gives the value beneath, exactly.
 */
export const DEEP_NEUTRAL = 32768;

/** The 16-bit values of row `y`, RGBA interleaved, as a view. */
export function deepRow(deep: Uint16Array, width: number, y: number): Uint16Array {
  return deep.subarray(y * width * 4, (y + 1) * width * 4);
}

/**
 * Mixes the opaque pixels of a normal layer's 16-bit row into the pixels below, in place. Alpha below stays.
 * @param opacity 0–1; 1 covers the pixels below
 */
export function mixDeepRow(below: Uint16Array, above: Uint16Array, opacity: number, span: Span): void {
  for (let at = 4 * span.from; at < 4 * span.to; at += 4) {
    if (above[at + 3] === 0) continue;
    for (let channel = at; channel < at + 3; channel++)
      below[channel] = deepValue(below[channel]! + opacity * (above[channel]! - below[channel]!));
  }
}

/**
 * Draws a soft-light layer's 16-bit row over the pixels below, in place. Transparent pixels change nothing, and alpha
 * below stays.
 * @param opacity 0–1
 */
export function blendDeepRow(below: Uint16Array, above: Uint16Array, opacity: number, span: Span): void {
  for (let at = 4 * span.from; at < 4 * span.to; at += 4) {
    if (above[at + 3] === 0) continue;
    for (let channel = at; channel < at + 3; channel++)
      below[channel] = blendDeepValue(below[channel]!, above[channel]!, opacity);
  }
}

/**
 * One 16-bit channel under a soft-light layer, rounded as a compositor rounds.
 * @param base the value beneath, 0–65535
 * @param layer the layer's value, 0–65535
 * @param opacity 0–1
 */
export function blendDeepValue(base: number, layer: number, opacity: number): number {
  const blended = DEEPEST * softLight(base / DEEPEST, layer / DEEPEST);
  return deepValue(base + opacity * (blended - base));
}

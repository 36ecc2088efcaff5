import type { Picture } from '../../ui/engine/picture/picture';

/** Blends a source value with its backdrop, both 0–1. */
export type BlendFunction = (backdrop: number, source: number) => number;

export const normal: BlendFunction = (_, source) => source;

/** W3C Compositing and Blending Level 1 §9.1, "soft-light", written from its text and not shared with the engine. */
export const softLight: BlendFunction = (backdrop, source) => {
  if (source <= 0.5) return backdrop - (1 - 2 * source) * backdrop * (1 - backdrop);
  const d = backdrop <= 0.25 ? ((16 * backdrop - 12) * backdrop + 4) * backdrop : Math.sqrt(backdrop);
  return backdrop + (2 * source - 1) * (d - backdrop);
};

type Pixels = Picture['data'] | Uint8Array;

/**
 * RGBA pixels under an RGBA layer of this opacity (0–1), rounded to 8 bits as a compositor stores them. The base's
 * alpha stays, because layers lie over opaque pixels only.
 */
export function stackLayer(base: Pixels, layer: Pixels, blend: BlendFunction, opacity = 1): Uint8Array {
  const out = Uint8Array.from(base);
  for (let index = 0; index < out.length; index++) {
    if (index % 4 === 3) continue;
    const alpha = (opacity * layer[index | 3]!) / 255;
    if (alpha === 0) continue;
    const backdrop = base[index]! / 255;
    out[index] = Math.round(255 * ((1 - alpha) * backdrop + alpha * blend(backdrop, layer[index]! / 255)));
  }
  return out;
}

/** The largest difference, in levels, between values at the same index. Throws if the lengths differ. */
export function largestDifference(a: Pixels, b: Pixels): number {
  if (a.length !== b.length) throw new Error(`pictures of ${a.length} and ${b.length} values`);
  let largest = 0;
  for (let index = 0; index < a.length; index++) largest = Math.max(largest, Math.abs(a[index]! - b[index]!));
  return largest;
}

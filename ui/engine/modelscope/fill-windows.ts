import type { NetworkRunner } from '../networks/runner';
import { WINDOW_SIZE } from './networks';
import type { Size } from '../geometry/box';

/** Each window fills its middle, a square with this side in pixels. */
const STRIDE = 512;
/** Pixels around the middle that a window only reads. */
const CONTEXT = (WINDOW_SIZE - STRIDE) / 2;

/**
 * Fills the holes of a crop with ModelScope's method: in windows of 576 pixels, 512 pixels apart, at the crop's
 * resolution. Pixels beyond the crop count as mid-grey holes. It skips windows without a hole in their middle; they
 * would change nothing.
 * @param planes planar RGB, -1 to 1
 * @param keep share of each pixel that stays: 1 keeps it, 0 replaces it
 * @returns new planes; where `keep` is 1 they equal the given ones to the bit
 */
export async function fillWindows(
  planes: Float32Array,
  keep: Float32Array,
  size: Size,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
): Promise<Float32Array> {
  const filled = planes.slice();
  const windows = windowsWithHoles(keep, size);
  for (const [index, { left, top }] of windows.entries()) {
    onProgress(index / windows.length);
    const inputs = cutWindow(planes, keep, size, left - CONTEXT, top - CONTEXT);
    const { filled: window } = await runner.run('modelscope-inpainting', inputs);
    blendMiddle(window!, planes, keep, size, left, top, filled);
  }
  return filled;
}

/** Top left corners of the middles that have a hole, in crop pixels. */
function windowsWithHoles(
  keep: Float32Array,
  { width, height }: Size,
): { readonly left: number; readonly top: number }[] {
  const windows: { left: number; top: number }[] = [];
  for (let top = 0; top < height; top += STRIDE) {
    for (let left = 0; left < width; left += STRIDE) {
      if (hasHole(keep, width, left, top, Math.min(width, left + STRIDE), Math.min(height, top + STRIDE)))
        windows.push({ left, top });
    }
  }
  return windows;
}

function hasHole(keep: Float32Array, width: number, left: number, top: number, right: number, bottom: number): boolean {
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) if (keep[y * width + x]! < 1) return true;
  }
  return false;
}

/** The inputs of a window whose top left corner is at (left, top) of the crop. */
function cutWindow(
  planes: Float32Array,
  keep: Float32Array,
  { width, height }: Size,
  left: number,
  top: number,
): { image: Float32Array; keep: Float32Array } {
  const area = WINDOW_SIZE * WINDOW_SIZE;
  const window = { image: new Float32Array(3 * area), keep: new Float32Array(area) };
  for (let y = Math.max(0, -top); y < Math.min(WINDOW_SIZE, height - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(WINDOW_SIZE, width - left); x++) {
      const from = (top + y) * width + left + x;
      const to = y * WINDOW_SIZE + x;
      const share = keep[from]!;
      window.keep[to] = share;
      for (let channel = 0; channel < 3; channel++)
        window.image[channel * area + to] = planes[channel * width * height + from]! * share;
    }
  }
  return window;
}

/** Writes the middle of a filled window into `filled`, mixed with the crop's planes by `keep`. */
function blendMiddle(
  window: Float32Array,
  planes: Float32Array,
  keep: Float32Array,
  { width, height }: Size,
  left: number,
  top: number,
  filled: Float32Array,
): void {
  const area = WINDOW_SIZE * WINDOW_SIZE;
  for (let y = top; y < Math.min(height, top + STRIDE); y++) {
    for (let x = left; x < Math.min(width, left + STRIDE); x++) {
      const index = y * width + x;
      const share = keep[index]!;
      if (share === 1) continue;
      const from = (y - top + CONTEXT) * WINDOW_SIZE + x - left + CONTEXT;
      for (let channel = 0; channel < 3; channel++) {
        const at = channel * width * height + index;
        filled[at] = planes[at]! * share + (1 - share) * window[channel * area + from]!;
      }
    }
  }
}

import type { NetworkRunner } from '../networks/runner';
import { WINDOW_SIZE } from './networks';
import type { Size } from './resize';

/** Windows overlap by their context: each fills the middle that is its own. */
const STRIDE = 512;
const CONTEXT = (WINDOW_SIZE - STRIDE) / 2;

/**
 * Fills the holes of a crop as the original does: in windows of 576 pixels, 512 apart, at the crop's own resolution;
 * what lies beyond the crop counts as a hole in mid-grey. Windows without a hole in their middle are skipped, which
 * changes nothing.
 * @param planes planar RGB, -1 to 1
 * @param keep 1 where a pixel stays as it is, 0 where it is replaced, between: both, by this share
 * @returns new planes; where `keep` is 1 they are the given ones to the bit
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
    const { filled: made } = await runner.run('modelscope-inpainting', inputs);
    lay(made!, planes, keep, size, left, top, filled);
  }
  return filled;
}

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
      const kept = keep[from]!;
      window.keep[to] = kept;
      for (let channel = 0; channel < 3; channel++)
        window.image[channel * area + to] = planes[channel * width * height + from]! * kept;
    }
  }
  return window;
}

function lay(
  made: Float32Array,
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
      const kept = keep[index]!;
      if (kept === 1) continue;
      const from = (y - top + CONTEXT) * WINDOW_SIZE + x - left + CONTEXT;
      for (let channel = 0; channel < 3; channel++) {
        const at = channel * width * height + index;
        filled[at] = planes[at]! * kept + (1 - kept) * made[channel * area + from]!;
      }
    }
  }
}

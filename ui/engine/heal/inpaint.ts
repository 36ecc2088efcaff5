import type { SquareCrop } from '../geometry/square-crop';
import { samplePlane } from '../geometry/plane';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import type { Matte, Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';
import type { Box } from '../report';
import { sampleMatte } from '../skin/sample-matte';
import type { HoleMap } from './hole-map';
import { normalNoise } from './noise';
import { ownGrain } from './own-grain';

/** Pixels around a hole that the network must see to continue tone and grain. */
export const CONTEXT = 40;

/**
 * Fills the holes with the inpainting network, at the picture's own resolution, window by window; holes that
 * lie near each other share a window, and a hole too large for one is filled from a reduced view. Changes
 * only pixels whose hole value is above 0 in `picture`, and nothing of their alpha.
 */
export async function inpaint(picture: Picture, holes: HoleMap, runner: NetworkRunner, onProgress: (done: number) => void): Promise<void> {
  const size = networkInfo('inpainting').inputs[0]!.shape[3]!;
  const groups = groupHoles(holes.boxes, size - 2 * CONTEXT);
  // What is filled becomes context for the windows after it, and is not filled again where windows overlap.
  const pending: Matte = { ...holes.matte, data: holes.matte.data.slice() };
  for (const [index, group] of groups.entries()) {
    onProgress(index / groups.length);
    await fillWindow(picture, pending, group, size, index, runner);
  }
}

/** Joins boxes greedily, each into the first group whose joint box stays within `limit` pixels. */
export function groupHoles(boxes: readonly Box[], limit: number): Box[] {
  const groups: Box[] = [];
  for (const box of boxes) {
    if (box.width === 0 || box.height === 0) continue;
    const index = groups.findIndex((group) => {
      const joint = union(group, box);
      return joint.width <= limit && joint.height <= limit;
    });
    if (index < 0) groups.push(box);
    else groups[index] = union(groups[index]!, box);
  }
  return groups;
}

function union(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}

async function fillWindow(picture: Picture, pending: Matte, box: Box, size: number, seed: number, runner: NetworkRunner): Promise<void> {
  const scale = Math.max(1, (Math.max(box.width, box.height) + 2 * CONTEXT) / size);
  // Whole pixels, so that at scale 1 the window's pixels are the picture's and no resampling blurs the grain.
  const left = Math.round(box.x + box.width / 2 - (size * scale) / 2);
  const top = Math.round(box.y + box.height / 2 - (size * scale) / 2);
  const crop: SquareCrop = { centerX: left + (size * scale) / 2, centerY: top + (size * scale) / 2, side: size * scale, angle: 0 };

  const original = sampleFresh(picture, crop, size);
  const image = original.slice();
  const hole = sampleMatte(pending, crop, size).data;
  const plane = size * size;
  const keep = new Float32Array(plane);
  for (let index = 0; index < plane; index++) {
    keep[index] = hole[index]! > 0 ? 0 : 1;
    for (let channel = 0; channel < 3; channel++) image[channel * plane + index]! *= keep[index]!;
  }
  const { filled } = await runner.run('inpainting', { image, keep, noise: normalNoise(plane, seed + 1) });
  const { share: grain, change } = ownGrain(original, filled!, keep, size);
  const channels = [0, 1, 2].map((channel) => ({ size, data: filled!.subarray(channel * plane, (channel + 1) * plane) }));

  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const share = pending.data[y * pending.width + x]! / 255;
      if (share === 0) continue;
      pending.data[y * pending.width + x] = 0;
      const pixel = (y * picture.width + x) * 4;
      const u = (x + 0.5 - left) / crop.side;
      const v = (y + 0.5 - top) / crop.side;
      const own = samplePlane(grain, u, v);
      for (let channel = 0; channel < 3; channel++) {
        const before = picture.data[pixel + channel]!;
        const made = 255 * samplePlane(channels[channel]!, u, v);
        const toned = before + 255 * samplePlane(change[channel]!, u, v);
        picture.data[pixel + channel] = before + share * (own * toned + (1 - own) * made - before);
      }
    }
  }
}

/** A fresh view object, so that no pyramid of the pixels as they were before the last window is reused. */
function sampleFresh(picture: Picture, crop: SquareCrop, size: number): Float32Array {
  return sampleCrop({ ...picture }, crop, size);
}

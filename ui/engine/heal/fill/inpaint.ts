import type { SquareCrop } from '../../geometry/square-crop';
import { samplePlane } from '../../geometry/plane';
import { networkInfo } from '../../networks/catalogue';
import type { NetworkRunner } from '../../networks/runner';
import { sideFor } from '../../networks/tensor-shapes';
import type { Matte, Picture } from '../../picture/picture';
import { sampleCrop } from '../../picture/sample-crop';
import type { Box } from '../../geometry/box';
import { sampleMatte } from '../../picture/sample-matte';
import { borrowGrain } from './borrow-grain';
import { exposureFor } from './exposure';
import { extendSkin } from './extend-skin';
import { groupHoles } from './group-holes';
import type { HoleMap } from './hole-map';
import { normalNoise } from './noise';
import { grainBlur, ownGrain, type OwnGrain } from './own-grain';

/** Pixels around a hole that the network must see to continue tone and grain. */
export const CONTEXT = 24;

const INFO = networkInfo('inpainting');
export const LARGEST_WINDOW = INFO.inputs[0]!.shape[3]!;

/**
 * Fills the holes with the inpainting network, at the picture's own resolution, window by window; holes that
 * lie near each other share a window, and a hole too large for one is filled from a reduced view. Changes
 * only pixels whose hole value is above 0 in `picture`, and nothing of their alpha.
 *
 * @param skin what the holes lie in: they are filled as if there were nothing else; null: by all that is around them
 */
export async function inpaint(
  picture: Picture,
  holes: HoleMap,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
  skin: Matte | null = null,
): Promise<void> {
  const groups = groupHoles(holes.boxes, LARGEST_WINDOW - 2 * CONTEXT, windowSide);
  // What is filled becomes context for the windows after it, and is not filled again where windows overlap.
  const pending: HoleMap = { ...holes, matte: { ...holes.matte, data: holes.matte.data.slice() } };
  for (const [index, group] of groups.entries()) {
    onProgress(index / groups.length);
    await fillWindow(picture, pending, skin, group, windowSide(group), index, runner);
  }
  for (const box of holes.boxes) borrowGrain(picture, holes.matte, box);
}

/** Side of the window that the network fills a box in: the smallest that shows CONTEXT around it. */
function windowSide({ width, height }: Box): number {
  return sideFor(INFO, Math.max(width, height) + 2 * CONTEXT);
}

async function fillWindow(
  picture: Picture,
  { matte: pending, boxes, lines }: HoleMap,
  skin: Matte | null,
  box: Box,
  size: number,
  seed: number,
  runner: NetworkRunner,
): Promise<void> {
  const scale = Math.max(1, (Math.max(box.width, box.height) + 2 * CONTEXT) / size);
  // Whole pixels, so that at scale 1 the window's pixels are the picture's and no resampling blurs the grain.
  const left = Math.round(box.x + box.width / 2 - (size * scale) / 2);
  const top = Math.round(box.y + box.height / 2 - (size * scale) / 2);
  const crop: SquareCrop = {
    centerX: left + (size * scale) / 2,
    centerY: top + (size * scale) / 2,
    side: size * scale,
    angle: 0,
  };

  const original = sampleCrop(picture, crop, size);
  const image = original.slice();
  const hole = sampleMatte(pending, crop, size).data;
  const plane = size * size;
  const keep = new Float32Array(plane);
  for (let index = 0; index < plane; index++) {
    keep[index] = hole[index]! > 0 ? 0 : 1;
    for (let channel = 0; channel < 3; channel++) image[channel * plane + index]! *= keep[index]!;
  }
  if (skin !== null) extendSkin(image, keep, sampleMatte(skin, crop, size).data, size);
  const exposure = exposureFor(image, keep);
  multiply(image, exposure);
  const { filled } = await runner.run('inpainting', { image, keep, noise: normalNoise(plane, seed + 1) });
  multiply(filled!, 1 / exposure);
  const grainAt = grainByHole(
    boxes.filter((one) => overlap(one, box)),
    scale,
    (blur) => ownGrain(original, filled!, keep, size, blur),
  );
  const channels = [0, 1, 2].map((channel) => ({
    size,
    data: filled!.subarray(channel * plane, (channel + 1) * plane),
  }));

  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const share = pending.data[y * pending.width + x]! / 255;
      if (share === 0) continue;
      pending.data[y * pending.width + x] = 0;
      const pixel = (y * picture.width + x) * 4;
      const u = (x + 0.5 - left) / crop.side;
      const v = (y + 0.5 - top) / crop.side;
      const { share: grain, change } = grainAt(x, y);
      const own = lines.some((line) => isInBox(line, x, y)) ? 0 : samplePlane(grain, u, v);
      for (let channel = 0; channel < 3; channel++) {
        const before = picture.data[pixel + channel]!;
        const made = 255 * samplePlane(channels[channel]!, u, v);
        const toned = before + 255 * samplePlane(change[channel]!, u, v);
        picture.data[pixel + channel] = before + share * (own * toned + (1 - own) * made - before);
      }
    }
  }
}

/**
 * The grain that may stay at a pixel of the picture, as the largest hole there has it.
 * @param scale pixels of the picture for one of the window @param grainOf for a blur in pixels of the window; asked once for each
 */
function grainByHole(
  boxes: readonly Box[],
  scale: number,
  grainOf: (blur: number) => OwnGrain,
): (x: number, y: number) => OwnGrain {
  const holes = boxes.map((box) => ({ box, blur: grainBlur(Math.max(box.width, box.height) / scale) }));
  const large = holes.filter(({ blur }) => blur > 1);
  const grains = new Map<number, OwnGrain>();
  return (x, y) => {
    const blur = large.reduce((most, hole) => (hole.blur > most && isInBox(hole.box, x, y) ? hole.blur : most), 1);
    const grain = grains.get(blur) ?? grainOf(blur);
    grains.set(blur, grain);
    return grain;
  };
}

function multiply(values: Float32Array, times: number): void {
  for (let index = 0; index < values.length; index++) values[index]! *= times;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInBox(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
}

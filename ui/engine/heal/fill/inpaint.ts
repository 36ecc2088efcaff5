import { boxesOverlap, isInBox, type Box } from '../../geometry/box';
import { samplePlane, type Plane } from '../../geometry/plane';
import type { SquareCrop } from '../../geometry/square-crop';
import { networkInfo } from '../../networks/catalogue';
import type { NetworkRunner } from '../../networks/runner';
import { sideFor } from '../../networks/tensor-shapes';
import { changeChannel } from '../../picture/deep-picture';
import type { Matte, Picture } from '../../picture/picture';
import { sampleCrop } from '../../picture/sample-crop';
import { sampleMatte } from '../../picture/sample-matte';
import { borrowGrain } from './borrow-grain';
import { exposureFor } from './exposure';
import { extendSkin } from './extend-skin';
import { groupHoles } from './group-holes';
import type { HoleMap } from './hole-map';
import { normalNoise } from './noise';
import { grainBlur, ownGrain, type OwnGrain } from './own-grain';

/** Pixels around a hole that the network needs to continue tone and grain. */
export const CONTEXT = 24;

const INFO = networkInfo('inpainting');
/** Side, in pixels, of the largest window that the network fills. */
export const LARGEST_WINDOW = INFO.inputs[0]!.shape[3]!;

/** A window of the picture, and the network's fill for it. All planes are `size` × `size` pixels of the window. */
interface FilledWindow {
  /** Picture coordinates of the window's top left corner, and its side in picture pixels. */
  readonly left: number;
  readonly top: number;
  readonly side: number;
  /** Red, green and blue of the fill, 0–1. */
  readonly channels: readonly Plane[];
  /** The grain that stays at a pixel of the picture. */
  readonly grainAt: (x: number, y: number) => OwnGrain;
}

/**
 * Fills holes with the inpainting network at the picture's own resolution, window by window. Holes near each other
 * share a window. A hole too large for a window is filled from a reduced view. Changes `picture` in place, only where
 * the hole map is above 0, and never its alpha.
 *
 * @param onProgress gets the share of windows that are done, 0–1
 * @param skin matte at the picture's size: holes are filled as if skin were all around them; null: with all that is
 *   there
 * @throws the runner's errors
 */
export async function inpaint(
  picture: Picture,
  holes: HoleMap,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
  skin: Matte | null = null,
): Promise<void> {
  const groups = groupHoles(holes.boxes, LARGEST_WINDOW - 2 * CONTEXT, windowSide);
  // Filled pixels become context for later windows. Where windows overlap, they are not filled again.
  const pending: HoleMap = { ...holes, matte: { ...holes.matte, data: holes.matte.data.slice() } };
  for (const [index, group] of groups.entries()) {
    onProgress(index / groups.length);
    const window = await fillWindow(picture, pending, skin, group, index, runner);
    mixIn(picture, pending, group, window);
  }
  for (const box of holes.boxes) borrowGrain(picture, holes.matte, box);
}

/** Side, in pixels, of the smallest window of the network that shows CONTEXT around a box. */
function windowSide({ width, height }: Box): number {
  return sideFor(INFO, Math.max(width, height) + 2 * CONTEXT);
}

/** Runs the network on the window around a box. */
async function fillWindow(
  picture: Picture,
  { matte: pending, boxes }: HoleMap,
  skin: Matte | null,
  box: Box,
  seed: number,
  runner: NetworkRunner,
): Promise<FilledWindow> {
  const size = windowSide(box);
  const scale = Math.max(1, (Math.max(box.width, box.height) + 2 * CONTEXT) / size);
  const crop = cropAround(box, size * scale);
  const original = sampleCrop(picture, crop.square, size);
  const hole = sampleMatte(pending, crop.square, size).data;
  const keep = hole.map((value) => (value > 0 ? 0 : 1));
  const image = withoutHoles(original, keep);
  if (skin !== null) extendSkin(image, keep, sampleMatte(skin, crop.square, size).data, size);
  const exposure = exposureFor(image, keep);
  multiply(image, exposure);
  const noise = normalNoise(size * size, seed + 1);
  const output = await runner.run('inpainting', { image, keep, noise });
  const filled = output['filled']!;
  multiply(filled, 1 / exposure);
  const grainAt = grainByHole(
    boxes.filter((one) => boxesOverlap(one, box)),
    scale,
    (blur) => ownGrain(original, filled, keep, size, blur),
  );
  const plane = size * size;
  const channels = [0, 1, 2].map((channel) => ({
    size,
    data: filled.subarray(channel * plane, (channel + 1) * plane),
  }));
  return { left: crop.left, top: crop.top, side: crop.square.side, channels, grainAt };
}

/**
 * A square of the given side around a box, at whole pixels. At scale 1 its pixels are then the picture's, and no
 * resampling blurs the grain.
 */
function cropAround(box: Box, side: number): { left: number; top: number; square: SquareCrop } {
  const left = Math.round(box.x + box.width / 2 - side / 2);
  const top = Math.round(box.y + box.height / 2 - side / 2);
  return { left, top, square: { centerX: left + side / 2, centerY: top + side / 2, side, angle: 0 } };
}

/** A copy of a planar RGB image with 0 in its holes. */
function withoutHoles(image: Float32Array, keep: Float32Array): Float32Array {
  const plane = keep.length;
  const masked = image.slice();
  for (let index = 0; index < plane; index++) {
    for (let channel = 0; channel < 3; channel++) masked[channel * plane + index]! *= keep[index]!;
  }
  return masked;
}

/** Mixes a window's fill into the picture, inside a box, and marks its pixels as filled. */
function mixIn(picture: Picture, { matte: pending, lines }: HoleMap, box: Box, window: FilledWindow): void {
  const { left, top, side, channels, grainAt } = window;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const share = pending.data[y * pending.width + x]! / 255;
      if (share === 0) continue;
      pending.data[y * pending.width + x] = 0;
      const pixel = (y * picture.width + x) * 4;
      const u = (x + 0.5 - left) / side;
      const v = (y + 0.5 - top) / side;
      const grain = grainAt(x, y);
      const own = lines.some((line) => isInBox(line, x, y)) ? 0 : samplePlane(grain.share, u, v);
      for (let channel = 0; channel < 3; channel++) {
        const filled = 255 * samplePlane(channels[channel]!, u, v);
        const change = 255 * samplePlane(grain.change[channel]!, u, v);
        changeChannel(
          picture,
          pixel + channel,
          (before) => before + share * (own * (before + change) + (1 - own) * filled - before),
        );
      }
    }
  }
}

/**
 * The grain that may stay at a pixel of the picture. In overlapping holes, the largest hole sets the blur.
 *
 * @param boxes holes, in picture pixels
 * @param scale picture pixels per pixel of the window
 * @param grainOf called once for each blur, in pixels of the window
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

function multiply(values: Float32Array, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index]! *= factor;
}

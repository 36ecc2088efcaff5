import type { Face } from '../faces/face';
import type { Spot } from '../heal/spot';
import type { Healing } from '../heal/heal';
import { drawHoles, type HoleMap } from '../heal/fill/hole-map';
import type { NetworkRunner } from '../networks/runner';
import { changeChannel } from '../picture/deep-picture';
import { copyPicture, type Matte, type Picture } from '../picture/picture';
import type { Box } from '../geometry/box';
import { readPlanes } from './crop-planes';
import { faceCrop } from './face-crop';
import { fillWindows } from './fill-windows';

/**
 * Inpaints spots with ModelScope's network, one face crop after another. A later crop sees the fills of earlier crops.
 * Returns a new picture.
 */
export async function healCrops(
  picture: Picture,
  spots: readonly Spot[],
  faces: readonly Face[],
  skin: Matte,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
): Promise<Healing> {
  if (spots.length === 0) return { healed: picture, spots, holes: null };
  const { matte } = drawHoles(spots, skin);
  const pending: Matte = { ...matte, data: matte.data.slice() };
  const healed = copyPicture(picture);
  for (const [index, face] of faces.entries()) {
    await fillBox(healed, pending, faceCrop(face, picture), runner, (done) =>
      onProgress((index + done) / faces.length),
    );
  }
  return { healed, spots, holes: matte };
}

/** Fills holes anywhere in a picture, in place, with the picture as one crop. Pixels with a hole value of 0 stay. */
export async function fillPicture(
  picture: Picture,
  { matte }: HoleMap,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
): Promise<void> {
  const { width, height } = picture;
  await fillBox(picture, { ...matte, data: matte.data.slice() }, { x: 0, y: 0, width, height }, runner, onProgress);
}

/** Fills the pending holes of a box in place, and sets them to 0 in `pending`. */
async function fillBox(
  picture: Picture,
  pending: Matte,
  box: Box,
  runner: NetworkRunner,
  onProgress: (done: number) => void,
): Promise<void> {
  const keep = new Float32Array(box.width * box.height);
  for (let y = 0, index = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, index++)
      keep[index] = 1 - pending.data[(box.y + y) * pending.width + box.x + x]! / 255;
  }
  const filled = await fillWindows(readPlanes(picture, box), keep, box, runner, onProgress);
  for (let y = 0, index = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++, index++) {
      if (keep[index] === 1) continue;
      const at = (box.y + y) * picture.width + box.x + x;
      pending.data[at] = 0;
      for (let channel = 0; channel < 3; channel++)
        changeChannel(picture, at * 4 + channel, () => 127.5 * (filled[channel * keep.length + index]! + 1));
    }
  }
}

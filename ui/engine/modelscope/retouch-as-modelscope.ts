import { findFaces } from '../faces/find-faces';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import { emptyMatte, type Matte, type Picture } from '../picture/picture';
import { createLazy } from '../pipeline/lazy';
import { classMatte } from '../skin/class-mattes';
import { checkPicture, faceReport, type RetouchMasks, type RetouchOutcome } from '../pipeline/retouch-picture';
import { createStopwatch } from '../pipeline/stopwatch';
import type { Box } from '../geometry/box';
import type { Progress, RetouchReport, SpotReport, Stage } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import { predictMap } from './blend-map';
import { readPlanes } from './crop-planes';
import { cropAround, detectorBox } from './face-crop';
import { featherAt, featherSide } from './feather';
import { fillWindows } from './fill-windows';
import { spotsOfCrop } from './find-spots';
import { BLEND_SIZE } from './networks';
import { resizePlanes } from './resize';
import { keepPlane, predictBlemishes } from './spot-map';

const { fround } = Math;

/**
 * Reproduces ModelScope's system with its faults, on the faces that Softlight finds, for a comparison value by value.
 * There is no skin matte, levels are truncated, and a later crop replaces an earlier one. Layers cannot give exactly
 * this result, so there are none.
 * The result has 8 bits a channel.
 * @param settings `even` is ModelScope's degree, in per cent; `brighten` is ignored, as whitening is not reproduced
 * @throws EngineError as `retouchPicture`
 */
export async function retouchAsModelscope(
  picture: Picture,
  settings: RetouchSettings,
  runner: NetworkRunner,
  onProgress: (progress: Progress) => void,
): Promise<RetouchOutcome> {
  checkPicture(picture);
  const watch = createStopwatch();
  const progress =
    (stage: Stage, from: number, to: number) =>
    (done: number): void =>
      onProgress({ stage, done: from + (to - from) * done });
  const retouched: Picture = { width: picture.width, height: picture.height, data: picture.data.slice() };
  const masks = { skin: emptyMatte(picture.width, picture.height), holes: emptyMatte(picture.width, picture.height) };
  const spots: SpotReport[] = [];

  // A lazy value records the networks that ran.
  const all = createLazy(runner, async (recorded) => {
    const found = await watch.measure('faces', () => findFaces(picture, recorded, progress('faces', 0, 0.1)));
    const boxes = found.map(detectorBox);
    for (const [index, box] of boxes.entries()) {
      const [start, share] = [0.1 + (0.9 * index) / boxes.length, 0.9 / boxes.length];
      const crop = cropAround(box, picture.width, picture.height);
      if (crop.width === 0 || crop.height === 0) continue;
      let planes = readPlanes(picture, crop);
      if (settings.heal !== 'off') {
        planes = await watch.measure('heal', async () => {
          const probabilities = await predictBlemishes(planes, crop, recorded);
          const keep = keepPlane(probabilities, crop);
          spots.push(...spotsOfCrop(crop, probabilities, 0, () => true).map(({ report }) => report));
          markHoles(masks.holes, keep, crop);
          return fillWindows(planes, keep, crop, recorded, progress('heal', start, start + 0.7 * share));
        });
      }
      const map = await watch.measure('blend', () => predictMap(planes, crop, recorded));
      await watch.measure('compose', () => paste(retouched, crop, planes, map, settings.even / 100));
      markCrop(masks.skin, crop);
    }
    return { found, boxes };
  });
  const { found, boxes } = await all.get();
  const report: RetouchReport = {
    width: picture.width,
    height: picture.height,
    spots,
    spotsLeft: 0,
    kept: [],
    layers: [],
    settings,
    milliseconds: watch.totals(),
    executionProvider: runner.executionProvider,
    faces: found.map((face, index) => ({ ...faceReport(face), state: 'done', detectorBox: boxes[index]! })),
    networks: Object.fromEntries([...all.networks].map((name) => [name, networkInfo(name, runner.catalogue).sha256])),
  };
  if (found.length === 0) return { state: 'unchanged', reason: 'no-face', report };
  const ofClass: RetouchMasks['ofClass'] = (name) => classMatte(masks.skin, found, name);
  return { state: 'retouched', layers: [], retouched, masks: { ...masks, ofClass }, report };
}

/**
 * Blends the map over the healed crop with ModelScope's float32 steps, and writes truncated 8-bit levels.
 * @param degree 0–1
 */
function paste(retouched: Picture, crop: Box, planes: Float32Array, map: Float32Array, degree: number): void {
  const scaled = map.map((value) =>
    Math.min(1, Math.max(0, fround(fround(fround(value - 0.5) * fround(degree)) + 0.5))),
  );
  const full = resizePlanes(scaled, { width: BLEND_SIZE, height: BLEND_SIZE }, crop, false);
  const columns = featherSide(crop.width);
  const rows = featherSide(crop.height);
  const area = crop.width * crop.height;
  for (let y = 0, index = 0; y < crop.height; y++) {
    let pixel = ((crop.y + y) * retouched.width + crop.x) * 4;
    for (let x = 0; x < crop.width; x++, index++, pixel += 4) {
      const feather = featherAt(columns, x, rows, y);
      for (let channel = 0; channel < 3; channel++) {
        const layer = fround(0.5 + fround(fround(full[channel * area + index]! - 0.5) * feather));
        const base = fround(fround(planes[channel * area + index]! + 1) / 2);
        const darker = fround(fround(1 - fround(2 * layer)) * fround(base * base));
        const lit = fround(darker + fround(fround(2 * layer) * base));
        retouched.data[pixel + channel] = Math.floor(Math.max(0, fround(lit * 255)));
      }
    }
  }
}

/** Raises the matte to the removed share of each pixel of the crop (0–255). */
function markHoles(holes: Matte, keep: Float32Array, crop: Box): void {
  for (let y = 0, index = 0; y < crop.height; y++) {
    for (let x = 0; x < crop.width; x++, index++) {
      const at = (crop.y + y) * holes.width + crop.x + x;
      holes.data[at] = Math.max(holes.data[at]!, Math.ceil(255 * (1 - keep[index]!)));
    }
  }
}

/** Marks the whole crop: without a skin matte, all of it can change. */
function markCrop(skin: Matte, crop: Box): void {
  for (let y = crop.y; y < crop.y + crop.height; y++)
    skin.data.fill(255, y * skin.width + crop.x, y * skin.width + crop.x + crop.width);
}

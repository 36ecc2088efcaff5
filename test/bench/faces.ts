/**
 * Measures face detection: `node --import tsx test/bench/faces.ts PORTRAITS [EVERY]`. PORTRAITS is a folder with an
 * index.json (file, width, height, face: [left, top, right, bottom] in pixels). EVERY = n uses every n-th portrait.
 *
 * Prints
 * - recall on the portraits, upright and turned by 90°, 180° and 270°, and detections beside the labelled face
 * - recall by face size in mosaics of reduced portraits, MOSAIC pixels wide
 * - detections in crops beside and below the labelled face, which hardly ever hold a face
 * - milliseconds a picture, and milliseconds a run for each network (one wasm thread)
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { findFaces } from '../../ui/engine/faces/find-faces';
import { inputValues, type NetworkRunner } from '../../ui/engine/networks/runner';
import type { Picture } from '../../ui/engine/picture/picture';
import type { Box } from '../../ui/engine/api/report';
import { createFaceRunner } from '../engine/faces/face-runner';
import { onGround, readPicture } from '../engine/faces/sample-pictures';

interface Portrait {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly face: readonly [number, number, number, number];
}

const MOSAIC = 4500;
const MOSAIC_FACES = [50, 64, 80, 100, 140, 200];
const [folder, every = '1'] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of portraits');
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Portrait[];
const portraits = index.filter((_, position) => position % Number(every) === 0);
const spent = new Map<string, number[]>();
const runner = timed(createFaceRunner());

for (const degrees of [0, 90, 180, 270]) await turnedRecall(degrees);
for (const size of MOSAIC_FACES) await mosaicRecall(size);
await faceless();
for (const [name, times] of spent) console.log(`${name}: ${median(times).toFixed(0)} ms a run, ${times.length} runs`);
await runner.release();

async function turnedRecall(degrees: number): Promise<void> {
  let found = 0;
  let others = 0;
  const times: number[] = [];
  for (const portrait of portraits) {
    const picture = await readPicture(sharp(await upright(portrait)).rotate(degrees));
    const start = performance.now();
    const boxes = (await findFaces(picture, runner)).map(({ box }) => box);
    times.push(performance.now() - start);
    const known = turnedBox(knownBox(portrait), portrait, degrees);
    const hits = boxes.filter((box) => isSame(box, known)).length;
    if (hits > 0) found++;
    else console.log(`  missed at ${degrees}°: ${portrait.file}`);
    others += boxes.length - Math.min(1, hits);
  }
  console.log(
    `portraits at ${degrees}°: ${found} of ${portraits.length} found, ${others} others, ${median(times).toFixed(0)} ms a picture`,
  );
}

async function mosaicRecall(size: number): Promise<void> {
  const overlays: { input: Buffer; left: number; top: number }[] = [];
  const known: Box[] = [];
  let left = 0;
  let top = 0;
  let rowHeight = 0;
  for (const portrait of portraits) {
    const box = knownBox(portrait);
    const scale = size / box.width;
    const width = Math.round(portrait.width * scale);
    const height = Math.round(portrait.height * scale);
    if (left + width > MOSAIC) [left, top, rowHeight] = [0, top + rowHeight, 0];
    if (top + height > MOSAIC) break;
    overlays.push({
      input: await sharp(await upright(portrait))
        .resize(width, height, { fit: 'fill' })
        .png()
        .toBuffer(),
      left,
      top,
    });
    known.push({ x: left + box.x * scale, y: top + box.y * scale, width: size, height: size });
    left += width;
    rowHeight = Math.max(rowHeight, height);
  }
  const start = performance.now();
  const boxes = (await findFaces(await onGround(MOSAIC, MOSAIC, overlays), runner)).map(({ box }) => box);
  const time = performance.now() - start;
  const found = known.filter((face) => boxes.some((box) => isSame(box, face))).length;
  const others = boxes.filter((box) => !known.some((face) => isSame(box, face))).length;
  console.log(
    `faces of ${size} px in a mosaic of ${MOSAIC} px: ${found} of ${known.length} found, ${others} others, ${time.toFixed(0)} ms`,
  );
}

async function faceless(): Promise<void> {
  let crops = 0;
  let found = 0;
  const times: number[] = [];
  for (const portrait of portraits) {
    const { width, height } = portrait;
    const [left, top, right, bottom] = portrait.face;
    const room = Math.round(0.3 * (bottom - top));
    const regions: readonly Box[] = [
      { x: 0, y: bottom + room, width, height: height - bottom - room },
      { x: 0, y: 0, width: left - room, height },
      { x: right + room, y: 0, width: width - right - room, height },
    ];
    for (const region of regions.filter((box) => box.width >= 100 && box.height >= 100)) {
      const crop = sharp(await upright(portrait)).extract({
        left: region.x,
        top: region.y,
        width: region.width,
        height: region.height,
      });
      const picture = await readPicture(crop);
      const start = performance.now();
      found += (await findFaces(picture, runner)).length;
      times.push(performance.now() - start);
      crops++;
    }
  }
  console.log(`crops without the known face: ${found} found in ${crops}, ${median(times).toFixed(0)} ms a crop`);
}

/** The photo with its orientation applied, as an uncompressed PNG. */
function upright({ file }: Portrait): Promise<Buffer> {
  return sharp(join(folder!, file)).rotate().removeAlpha().png({ compressionLevel: 0 }).toBuffer();
}

function knownBox({ face: [left, top, right, bottom] }: Portrait): Box {
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function turnedBox({ x, y, width, height }: Box, picture: Pick<Picture, 'width' | 'height'>, degrees: number): Box {
  if (degrees === 90) return { x: picture.height - y - height, y: x, width: height, height: width };
  if (degrees === 180) return { x: picture.width - x - width, y: picture.height - y - height, width, height };
  if (degrees === 270) return { x: y, y: picture.width - x - width, width: height, height: width };
  return { x, y, width, height };
}

/** Whether a box matches a label: centres closer than 0.35 of the label's width, and sides of 0.6 to 1.8 times it. */
function isSame(box: Box, known: Box): boolean {
  const distance = Math.hypot(
    box.x + box.width / 2 - known.x - known.width / 2,
    box.y + box.height / 2 - known.y - known.height / 2,
  );
  const ratio = Math.max(box.width, box.height) / known.width;
  return distance < 0.35 * known.width && ratio > 0.6 && ratio < 1.8;
}

function timed(inner: NetworkRunner): NetworkRunner {
  return {
    ...inner,
    async run(network, inputs) {
      const tensors = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputValues(input)]));
      const start = performance.now();
      const outputs = await inner.run(network, tensors);
      const times = spent.get(network) ?? [];
      times.push(performance.now() - start);
      spent.set(network, times);
      return outputs;
    },
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

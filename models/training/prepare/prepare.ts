/**
 * Finds the landmarks and the person mask of every training portrait, once, for all trainings.
 *
 *     node --import tsx models/training/prepare/prepare.ts --portraits ../shared/portraits
 *
 * The folder holds index.json: [{ file, face: [left, top, right, bottom] }, …], faces as a detector boxes them.
 * Writes to .cache/training/ (never committed):
 * - landmarks.json: { file: { landmarks: [[x, y] × 468], score, angle, size, centre: [x, y], width, height } } in
 *   picture pixels, angle in radians, size and centre as in ui/engine/faces;
 * - person/FILE.png: grey, 256 × 256, the person network's view of the whole picture letterboxed to a square with
 *   its edges repeated.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { confirmFace } from '../../../ui/engine/faces/confirm-face';
import type { Detection } from '../../../ui/engine/faces/detection';
import { faceFrame } from '../../../ui/engine/faces/face-from-landmarks';
import { runOnCrop } from '../../../ui/engine/faces/run-on-crop';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { loadRunner, readPicture, REPOSITORY } from './engine-in-node';

interface Portrait {
  readonly file: string;
  readonly face: readonly [number, number, number, number];
}

const cache = path.join(REPOSITORY, '.cache', 'training');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { portraits: { type: 'string' } } });
  if (values.portraits === undefined) throw new Error('Name the folder of portraits: --portraits FOLDER');
  const folder = values.portraits;
  const portraits = JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')) as Portrait[];
  await mkdir(path.join(cache, 'person'), { recursive: true });
  const runner = await loadRunner(['landmarks', 'person']);
  const found: Record<string, unknown> = {};
  for (const portrait of portraits) {
    const picture = await readPicture(path.join(folder, portrait.file));
    const face = await confirmFace(picture, boxed(portrait.face), runner);
    const score = 1 / (1 + Math.exp(-face.logit));
    if (score < 0.5) console.log(`${portrait.file}: no face confirmed, left out`);
    else {
      const { angle, size, centerX, centerY } = faceFrame(face.landmarks);
      const landmarks = Array.from({ length: face.landmarks.length / 2 }, (_, i) => [
        round(face.landmarks[2 * i]!),
        round(face.landmarks[2 * i + 1]!),
      ]);
      const { width, height } = picture;
      found[portrait.file] = { landmarks, score, angle, size, centre: [centerX, centerY], width, height };
    }
    await writePerson(picture, portrait.file, runner);
  }
  const target = path.join(cache, 'landmarks.json');
  await writeFile(`${target}.new`, JSON.stringify(found));
  await rename(`${target}.new`, target);
  console.log(`${Object.keys(found).length} of ${portraits.length} portraits`);
}

/** A detection with level eyes as placeholder keypoints. The landmark network corrects the roll in its second run. */
function boxed([left, top, right, bottom]: Portrait['face']): Detection {
  const eyes = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ];
  return {
    centerX: (left + right) / 2,
    centerY: (top + bottom) / 2,
    side: Math.max(right - left, bottom - top),
    score: 1,
    keypoints: eyes,
  };
}

async function writePerson(picture: Picture, file: string, runner: NetworkRunner): Promise<void> {
  const side = Math.max(picture.width, picture.height);
  const crop = { centerX: picture.width / 2, centerY: picture.height / 2, side, angle: 0 };
  const {
    inputSize,
    outputs: [mask],
  } = await runOnCrop(picture, crop, 'person', runner);
  const grey = Uint8Array.from(mask!, (value) => Math.round(255 * value));
  const name = `${file.replaceAll(/[/.]/g, '_')}.png`;
  await sharp(grey, { raw: { width: inputSize, height: inputSize, channels: 1 } })
    .toColourspace('b-w')
    .png()
    .toFile(path.join(cache, 'person', name));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

await main();

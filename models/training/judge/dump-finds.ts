/**
 * Runs the engine's search for spots over every portrait of a folder, and writes its finds to train the judge.
 *
 *     node --import tsx models/training/judge/dump-finds.ts --portraits FOLDER --out .cache/judge/NAME
 *
 * The folder holds index.json: [{ file }, …], or { pictures: [{ file }, …] }.
 * Writes for the largest face of each picture (never committed):
 * - NAME.png: the blemish network's input, RGB, 768 × 768;
 * - NAME.map: its two maps (blemish, mark), 2 × 384 × 384 little-endian 16-bit numbers, 65535 for 1;
 * - NAME.skin: the skin matte on the same grid, 384 × 384 bytes;
 * - NAME.json: the face's crop and landmarks in picture pixels, and every find from .03 on with the rule that drops it
 *   (null: healed when all spots are healed).
 * NAME ends in -body1, -body2 … for the views of neck and shoulders.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { featuresWithoutSpots } from '../../../ui/engine/faces/protected-features';
import { insidePolygons } from '../../../ui/engine/picture/rasterise-polygon';
import { cropToPicture } from '../../../ui/engine/geometry/square-crop';
import { connectedSpots, either, type ConnectedSpot } from '../../../ui/engine/heal/find/connected-spots';
import type { SpotMaps } from '../../../ui/engine/heal/find/predict-spots';
import { followLine } from '../../../ui/engine/heal/find/follow-line';
import {
  isAtBorder,
  isLightOnSkin,
  isSetInSkin,
  isWrinkle,
  thresholdFor,
} from '../../../ui/engine/heal/find/spot-rules';
import { isHealableSkin } from '../../../ui/engine/heal/healable-skin';
import { partAround, type PartColours } from '../../../ui/engine/heal/find/part-colours';
import { rednessOf } from '../../../ui/engine/heal/find/redness';
import { FINDS } from '../../../ui/engine/heal/find/sensitivity';
import { localContrast } from '../../../ui/engine/heal/find/local-contrast';
import type { ShippedName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { cropInput } from '../../../ui/engine/picture/crop-input';
import type { Matte, Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis, largeEnough } from '../../../ui/engine/pipeline/analysis';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { loadRunner, readPicture } from '../prepare/engine-in-node';

interface Portrait {
  readonly file: string;
}

const SIDE = 768;
const NETWORKS: readonly ShippedName[] = [
  'face-short-range',
  'face-full-range',
  'landmarks',
  'person',
  'skin',
  'blemish',
];

async function main(): Promise<void> {
  const {
    values: { portraits, out },
  } = parseArgs({ options: { portraits: { type: 'string' }, out: { type: 'string' } } });
  if (portraits === undefined || out === undefined)
    throw new Error('Name the folder of portraits and the folder to write to: --portraits FOLDER --out FOLDER');
  const index = JSON.parse(await readFile(path.join(portraits, 'index.json'), 'utf8')) as
    Portrait[] | { pictures: Portrait[] };
  await mkdir(out, { recursive: true });
  const runner = await loadRunner(NETWORKS);
  for (const { file } of Array.isArray(index) ? index : index.pictures) {
    const name = path.join(out, path.parse(file).name);
    if ((await readFile(`${name}.json`).catch(() => null)) !== null) continue;
    await dump(await readPicture(path.join(portraits, file)), name, runner);
  }
}

async function dump(picture: Picture, name: string, runner: NetworkRunner): Promise<void> {
  const analysis = createAnalysis(picture, runner);
  const [face] = [...largeEnough(await analysis.found.get())].sort((a, b) => b.size - a.size);
  if (face === undefined) {
    console.log(`${name}: no face, left out`);
    return;
  }
  const skin = await analysis.skin.get();
  const views = (await analysis.spotMaps.get()).filter((maps) => maps.face === face);
  for (const [index, maps] of views.entries())
    await dumpView(picture, maps, skin, maps.view === 'face' ? name : `${name}-body${index}`);
}

async function dumpView(picture: Picture, maps: SpotMaps, skin: Matte, name: string): Promise<void> {
  const { crop, size, face } = maps;
  const image = await CPU_KERNELS.readCrop(cropInput(picture, crop, SIDE));
  const pixels = Buffer.alloc(3 * SIDE * SIDE);
  for (let at = 0; at < SIDE * SIDE; at++)
    for (let channel = 0; channel < 3; channel++)
      pixels[3 * at + channel] = Math.round(255 * image[channel * SIDE * SIDE + at]!);
  await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png({ compressionLevel: 3 })
    .toFile(`${name}.png`);
  await writeFile(
    `${name}.map`,
    Uint16Array.from([...maps.blemish, ...maps.mark], (value) => Math.round(65535 * value)),
  );
  const matte = Uint8Array.from({ length: size * size }, (_, cell) => {
    const { x, y } = placeOf(cell, maps);
    return x < 0 || y < 0 || x >= skin.width || y >= skin.height
      ? 0
      : skin.data[Math.floor(y) * skin.width + Math.floor(x)]!;
  });
  await writeFile(`${name}.skin`, matte);
  const found = connectedSpots(maps.blemish, maps.mark, size, FINDS.threshold, FINDS.reach);
  const finds = await Promise.all(found.map((spot) => describe(picture, spot, maps, skin)));
  const landmarks = [...face.landmarks].map((value) => Math.round(10 * value) / 10);
  await writeFile(
    `${name}.json`,
    JSON.stringify({ view: maps.view, crop, faceSize: face.size, angle: face.angle, landmarks, finds }),
  );
}

function placeOf(cell: number, { crop, size }: SpotMaps): { readonly x: number; readonly y: number } {
  return cropToPicture(crop, ((cell % size) + 0.5) / size, (Math.floor(cell / size) + 0.5) / size);
}

/** A find and the first of the engine's rules that drops it, in the engine's order (`spotsOfView`). */
async function describe(
  picture: Picture,
  spot: ConnectedSpot,
  maps: SpotMaps,
  skin: Matte,
): Promise<Record<string, unknown>> {
  const { crop, size, face, blemish, mark } = maps;
  const probability = (cell: number): number => either(blemish[cell]!, mark[cell]!);
  const isSkin = (cell: number): boolean => {
    const { x, y } = placeOf(cell, maps);
    return isHealableSkin(skin, x, y);
  };
  const centre = cropToPicture(crop, spot.u, spot.v);
  const pixel = { x: Math.floor(centre.x), y: Math.floor(centre.y), width: 1, height: 1 };
  const inFeature = insidePolygons(featuresWithoutSpots(face), pixel).data[0] !== 0;
  const onFace = isHealableSkin(skin, centre.x, centre.y) || (isSetInSkin(spot, size, isSkin) && !inFeature);
  const colours = await readPart(picture, spot, maps);
  const around = localContrast(spot, colours, size);
  const line = followLine(around, size);
  const redness = rednessOf(
    spot,
    colours,
    size,
    probability,
    (cell) => probability(cell) < FINDS.reach && isSkin(cell),
  );
  const drop = (): string | null => {
    if (isAtBorder(spot, size, isSkin)) return 'border';
    if (!onFace) return 'skin';
    if (spot.score < thresholdFor(around.roughness)) return 'rough';
    if (isWrinkle(spot, line)) return 'wrinkle';
    if (isLightOnSkin(spot, redness, line, ((spot.coreRadius / size) * crop.side) / face.size)) return 'light';
    return null;
  };
  const { score, elongation, radius, coreRadius, u, v, cells, core } = spot;
  return {
    x: centre.x,
    y: centre.y,
    u,
    v,
    drop: drop(),
    score,
    elongation,
    radius,
    coreRadius,
    blemish: spot.blemish,
    mark: spot.mark,
    redness,
    roughness: around.roughness,
    line: line.course,
    cells,
    core,
  };
}

/** The colours around a find, at the resolution of the network's input. */
async function readPart(picture: Picture, spot: ConnectedSpot, { crop, size }: SpotMaps): Promise<PartColours> {
  const part = partAround(spot, size, SIDE / size);
  const middle = cropToPicture(crop, (part.left + part.side / 2) / size, (part.top + part.side / 2) / size);
  const square = { ...crop, centerX: middle.x, centerY: middle.y, side: (part.side / size) * crop.side };
  const pixels = (part.side * SIDE) / size;
  return { ...part, size: pixels, data: await CPU_KERNELS.readCrop(cropInput(picture, square, pixels)) };
}

await main();

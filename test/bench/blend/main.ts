/**
 * Compares ways to enlarge the map of the Blend layer: `npm run bench:blend -- PORTRAITS PYRAMID [DETAIL]
 * [PICTURES]`. PYRAMID is the file of `models/training/blend/pyramid.py`, or `train FOLDER` to write what that
 * script learns from. DETAIL is the standard deviation, in face sizes, below which the ideal leaves colour alone.
 *
 * The largest portraits are enlarged to 24 megapixels (Lanczos). The ideal is the treatment of the training on
 * every pixel of the face's crop, on a grid of SIDE pixels. A coarse map is the mean of the ideal over each cell,
 * so a network's own errors play no part. The table shows each way from 128 and from 256 cells.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { sampleCrop } from '../../../ui/engine/picture/sample-crop';
import { sampleMatte } from '../../../ui/engine/picture/sample-matte';
import { createAnalysis, largeEnough } from '../../../ui/engine/pipeline/analysis';
import { bilinear, coarseMap, gated, ours, planar, type CoarseMap } from './enlargements';
import { idealMap } from './ideal';
import { distancesOf, type Distances, type Scene } from './measures';
import { enlargeByPyramid, readPyramid, type Pyramid } from './pyramid';

const PIXELS = 24e6;
/** Side of the grid of a face's crop. */
const SIDE = 2048;
/** Least side of the crop in pixels, so that the grid invents no detail. */
const SMALLEST_CROP = 1400;
/** Blur (σ) of the colour of the ideal in face sizes: what is finer is the noise of the sensor and of JPEG. */
const DETAIL = 0.003;
const FOLDERS = ['faces', 'whole', 'more'];

const [folder, what, ...rest] = process.argv.slice(2);
if (folder === undefined || what === undefined)
  throw new Error('give the portraits, and the pyramid or "train FOLDER"');
const isTraining = what === 'train';
const detail = isTraining ? DETAIL : Number(rest[0] ?? DETAIL);
const PICTURES = isTraining ? 10 : Number(rest[1] ?? 10);
const runner = createWasmRunner(loadAssets());

/** The portraits, the largest first. */
async function largest(): Promise<readonly string[]> {
  const files = FOLDERS.flatMap((part) =>
    readdirSync(join(folder!, part))
      .filter((name) => name.endsWith('.jpg'))
      .map((name) => join(part, name)),
  );
  const sized = await Promise.all(
    files.map(async (file) => {
      const { width, height } = await sharp(join(folder!, file)).metadata();
      return { file, area: width * height };
    }),
  );
  return sized.toSorted((a, b) => b.area - a.area).map(({ file }) => file);
}

/** The crop of the largest face of a portrait at 24 megapixels; null if it is too small. */
async function sceneOf(file: string): Promise<Scene | null> {
  const upright = sharp(join(folder!, file)).rotate();
  const { data: small, info: size } = await upright.raw().toBuffer({ resolveWithObject: true });
  const scale = Math.sqrt(PIXELS / (size.width * size.height));
  const { data, info } = await sharp(small, { raw: size })
    .resize(Math.round(scale * size.width), Math.round(scale * size.height), { kernel: 'lanczos3', fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture: Picture = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
  const analysis = createAnalysis(picture, runner);
  const [face] = largeEnough(await analysis.found.get()).toSorted((a, b) => b.size - a.size);
  if (face === undefined || face.crop.side < SMALLEST_CROP) return null;
  const skin = sampleMatte(await analysis.skin.get(), face.crop, SIDE).data;
  const base = sampleCrop(picture, face.crop, SIDE);
  return { side: SIDE, base, skin, ideal: idealMap(base, skin, SIDE, detail) };
}

type Enlarge = (coarse: CoarseMap, scene: Scene) => Float32Array;

function ways(pyramid: Pyramid): Readonly<Record<string, Enlarge>> {
  const byPyramid: Enlarge = (coarse, { base, side }) =>
    enlargeByPyramid(planar(coarse), coarse.size, base, side, pyramid);
  return {
    bilinear,
    'bilinear × matte': (coarse, scene) => gated(bilinear(coarse, scene), scene),
    pyramid: byPyramid,
    'pyramid × matte': (coarse, scene) => gated(byPyramid(coarse, scene), scene),
    ours,
  };
}

type Row = Distances & { readonly milliseconds: number };

function printTable(rows: ReadonlyMap<string, readonly Row[]>): void {
  console.log('way, cells          PSNR dB     ΔE00     leak     halo       ms  (means)');
  for (const [name, all] of rows) {
    const mean = (key: keyof Row): number => all.reduce((sum, row) => sum + row[key], 0) / all.length;
    const cells = [
      mean('psnr').toFixed(2),
      ...(['deltaE', 'leak', 'halo'] as const).map((key) => mean(key).toFixed(3)),
    ];
    console.log(
      `${name.padEnd(20)}${[...cells, mean('milliseconds').toFixed(0)].map((text) => text.padStart(8)).join(' ')}`,
    );
  }
}

/** Writes base (8 bits), map (16 bits, −.5 to .5) and skin (8 bits) of a scene. */
function writeScene(out: string, name: string, { base, skin, ideal }: Scene): void {
  mkdirSync(out, { recursive: true });
  const write = (part: string, bytes: Uint8Array | Int16Array): void =>
    writeFileSync(join(out, `${name}.${part}`), bytes);
  write(
    'base',
    Uint8Array.from(base, (value) => Math.round(255 * value)),
  );
  write(
    'skin',
    Uint8Array.from(skin, (value) => Math.round(255 * value)),
  );
  write(
    'map',
    Int16Array.from(ideal, (value) => Math.round(65534 * value)),
  );
}

const { heldOut } = JSON.parse(readFileSync('models/training/split.json', 'utf8')) as { heldOut: string[] };
const pyramid = isTraining ? null : readPyramid(what);
const rows = new Map<string, Row[]>();
let found = 0;
for (const file of await largest()) {
  if (found === (isTraining ? 2 : 1) * PICTURES) break;
  // The first ten are compared; the next ten that are not held out teach.
  if (isTraining && found >= PICTURES && heldOut.includes(file)) continue;
  const scene = await sceneOf(file);
  if (scene === null) continue;
  found++;
  if (pyramid === null) {
    if (found > PICTURES) writeScene(rest[0]!, `${found}`, scene);
    continue;
  }
  for (const cells of [128, 256]) {
    const coarse = coarseMap(scene, cells);
    for (const [name, enlarge] of Object.entries(ways(pyramid))) {
      const start = performance.now();
      const map = enlarge(coarse, scene);
      const milliseconds = performance.now() - start;
      const row = { ...distancesOf(map, scene), milliseconds };
      const key = `${name}, ${cells}`;
      rows.set(key, [...(rows.get(key) ?? []), row]);
      console.error(`${file} ${key}: ${JSON.stringify(row)}`);
    }
  }
}
await runner.release();
if (pyramid !== null) printTable(rows);

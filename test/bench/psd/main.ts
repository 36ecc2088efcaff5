/**
 * Lets other programs judge layered files: `npm run check:psd -- [--portraits DIR] [--profiles srgb,grey,p3,adobe]
 * [--depths 8,16]`. The photos are the free samples, or those of DIR. Each is retouched at full strengths, in each
 * profile and depth, and a hidden layer is added.
 *
 * ImageMagick composites PSD and TIFF, and Krita OpenRaster. Krita and GIMP tell the layers that they see in the PSD.
 * Prints a line for each judge and photo. The exit code is 1 if one finds a fault; a program that is missing is named.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findPhotos } from '../../../plugin/cli/find-photos';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { profileOf } from '../../../plugin/cli/png-chunks';
import { readPhoto } from '../../../plugin/cli/read-photo';
import type { Depth } from '../../../ui/engine/codec/layered/layered-picture';
import type { Raster } from '../../../ui/engine/codec/layered/sample-rows';
import { layeredPicture } from '../../../ui/engine/layered-files/layered-files';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { retouchPicture } from '../../../ui/engine/pipeline/retouch-picture';
import { STRONGEST } from '../../guarantees/measure';
import { NO_GIMP } from '../../judges/gimp';
import { NO_IMAGEMAGICK } from '../../judges/imagemagick';
import { NO_KRITA } from '../../judges/krita';
import { judgeStack, type Stack } from './judge-variant';
import { PROFILES, writeVariant, type ProfileName } from './photo-variants';

const SAMPLES = fileURLToPath(new URL('../../../plugin/playground/samples', import.meta.url));

const { values } = parseArgs({
  options: {
    portraits: { type: 'string', default: SAMPLES },
    profiles: { type: 'string', default: PROFILES.join() },
    depths: { type: 'string', default: '8,16' },
  },
});
const profiles = PROFILES.filter((name) => values.profiles.split(',').includes(name));
const depths = ([8, 16] as const).filter((depth) => values.depths.split(',').includes(String(depth)));
for (const missing of [NO_IMAGEMAGICK, NO_KRITA, NO_GIMP]) if (missing !== false) console.log(`skipped: ${missing}`);

const { photos, failed } = findPhotos([values.portraits], process.env['INIT_CWD'] ?? process.cwd());
const runner = createWasmRunner(loadAssets());
let faults = failed.length;
for (const { path } of photos)
  for (const profile of profiles) for (const depth of depths) faults += await check(path, profile, depth);
await runner.release();
console.log(faults === 0 ? 'no faults' : `${faults} faults`);
process.exitCode = faults === 0 && photos.length > 0 ? 0 : 1;

/** Judges one photo in one profile and depth and prints the answers. @returns the number of faults */
async function check(path: string, profile: ProfileName, depth: Depth): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'softlight-psd-'));
  try {
    const stack = await stackOf(await writeVariant(path, profile, depth, folder), profile, runner);
    const title = `${basename(path)}  ${profile}  ${depth} bit`;
    if (stack === null) {
      console.log(`${title}  no face`);
      return 0;
    }
    const answers = await judgeStack(stack, folder);
    for (const { judge, words, fault } of answers)
      console.log(`${title}  ${judge.padEnd(16)}  ${words}${fault ? '  FAULT' : ''}`);
    return answers.filter(({ fault }) => fault).length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The retouch of a photo at full strengths under a hidden layer; null if the photo has no face. */
async function stackOf(path: string, profile: ProfileName, networks: NetworkRunner): Promise<Stack | null> {
  const photo = await readPhoto(path);
  const outcome = await retouchPicture(photo.picture, STRONGEST, networks, () => undefined);
  if (outcome.state === 'unchanged') return null;
  const picture = layeredPicture({
    name: '肖像 é',
    photo: rasterOf(photo.picture),
    layers: outcome.layers.map(({ picture: pixels, ...layer }) => ({ ...layer, raster: rasterOf(pixels), x: 0, y: 0 })),
    facts: { profile: profile === 'srgb' ? null : profileOf(photo.chunks), xmp: null, pixelsPerInch: null },
  });
  const hidden = { ...picture.layers[0]!, name: 'Hidden', visible: false };
  const expected = rasterOf(outcome.retouched).data;
  const scale = expected instanceof Uint16Array ? 1 : 257;
  return {
    picture: { ...picture, layers: [...picture.layers, hidden] },
    expected: Uint16Array.from(expected, (value) => value * scale),
  };
}

function rasterOf({ width, height, data, deep }: Picture): Raster {
  return { width, height, data: deep ?? data };
}

/**
 * Measures the tools for light on portraits of people kept out of every training:
 * `npm run bench:tools -- PORTRAITS [every] [tools]`. PORTRAITS is the folder that `models/training/split.json` names
 * files of; `every` takes each n-th face only; `tools` is a list such as `shine,lines`.
 *
 * Painters put patches (and more) on each face. The engine retouches the clean and the painted picture with one tool at
 * its end. The tables give means by skin tone, in thirds of the mean luma of the skin.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { settingsWith, type RetouchSettings } from '../../../ui/engine/api/settings';
import { protectedFeatures } from '../../../ui/engine/faces/protected-features';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis, largeEnough, type Analysis } from '../../../ui/engine/pipeline/analysis';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { insidePolygons } from '../../guarantees/inside-polygons';
import { NO_CHOICES, type Choices } from '../../../ui/engine/api/choices';
import { toneOf as skinToneOf } from '../../../ui/engine/pipeline/match';
import { deviation, LAMPS, underLamp } from '../../engine/light/lamps';
import { meanTone, TONE_PARTS } from './mean-tone';
import { bandRatios, differences, meanMoved, removedShare } from './measures';
import { paintCircles, paintLines, paintPatches, paintRedness, paintShine, type Painter } from './painters';
import { randomFrom } from './random';
import { lumaOf, type Subject } from './subject';

/** Longer side to which pictures are reduced, and the smallest face that takes part, in pixels. */
const LARGEST = 1000;
const SMALLEST_FACE = 240;
const TONES = ['dark', 'middle', 'light'] as const;

const [folder, every = '1', tools] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of the portraits');
const runner = createWasmRunner(loadAssets());

/** Measures of one face, by their title. */
type Row = Readonly<Record<string, number>>;

async function subjectOf(path: string, name: string): Promise<Subject | null> {
  const { data, info } = await sharp(path)
    .rotate()
    .resize({ width: LARGEST, height: LARGEST, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const picture: Picture = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
  const analysis = createAnalysis(picture, runner);
  const [face] = largeEnough(await analysis.found.get()).toSorted((a, b) => b.size - a.size);
  if (face === undefined || face.size < SMALLEST_FACE) return null;
  return { name, picture, face, skin: await analysis.skin.get(), faceWidth: 0.8 * face.size };
}

/** Measures a subject; `clean` is the analysis of its picture. */
type Measure = (subject: Subject, clean: Analysis, seed: number) => Promise<Row>;

const MEASURES: Readonly<Record<string, Measure>> = {
  /** Even tone at 100 in parts: redness that goes, and the mean movement of L* and hue where they should stay. */
  async even(subject, clean, seed) {
    const moved = async (change: Partial<RetouchSettings>, part: 'light' | 'hue'): Promise<number> =>
      meanMoved(subject, await retouched(clean, { even: 100, ...change }), part);
    const gone = (change: Partial<RetouchSettings>): Promise<number> =>
      removed(subject, clean, { even: 100, ...change }, paintRedness, seed);
    return {
      'even: painted redness removed': await gone({}),
      'even, Light 0: redness removed': await gone({ evenLight: 0 }),
      'even, Light alone: redness removed': await gone({ evenHue: 0, evenSaturation: 0 }),
      'even: L* moved': await moved({}, 'light'),
      'even, Light 0: L* moved': await moved({ evenLight: 0 }, 'light'),
      'even: hue moved, degrees': await moved({}, 'hue'),
      'even, Hue 0: hue moved, degrees': await moved({ evenHue: 0 }, 'hue'),
    };
  },
  async volume(subject, clean, seed) {
    const bands = bandRatios(subject, subject.picture, await retouched(clean, { volume: 100 }));
    return {
      'volume: painted patches removed': await removed(subject, clean, { volume: 100 }, paintPatches, seed),
      'volume: real patches left': bands.patches,
      'volume: pores': bands.pores,
      'volume: form': bands.form,
    };
  },
  async contour(subject, clean) {
    const ratios = async (contour: number) => bandRatios(subject, subject.picture, await retouched(clean, { contour }));
    const [deep, flat] = [await ratios(100), await ratios(-100)];
    return { 'contour 100: form': deep.form, 'contour -100: form': flat.form, 'contour 100: pores': deep.pores };
  },
  async lines(subject, clean, seed) {
    const after = await retouched(clean, { lines: 100 });
    const bands = bandRatios(subject, subject.picture, after);
    return {
      'lines: painted lines removed': await removed(subject, clean, { lines: 100 }, paintLines, seed),
      'lines: pores': bands.pores,
      'lines: form': bands.form,
      'lines: change of features, ΔE': differences(subject.picture, after, featuresOf(subject)).largest,
    };
  },
  async shine(subject, clean, seed) {
    const painted = paintShine(subject, randomFrom(seed));
    const [cleanOut, paintedOut] = [
      await retouched(clean, { shine: -100 }),
      await retouched(createAnalysis(painted, runner), { shine: -100 }),
    ];
    const bands = bandRatios(subject, subject.picture, cleanOut);
    return {
      'shine: painted glare removed': removedShare(subject, { clean: subject.picture, painted, cleanOut, paintedOut }),
      'shine: change elsewhere, ΔE': differences(
        cleanOut,
        paintedOut,
        (index) => subject.skin.data[index]! > 240 && sameAt(subject.picture, painted, index),
      ).mean,
      'shine: pores': bands.pores,
      'shine: form': bands.form,
      'shine: change of features, ΔE': differences(subject.picture, cleanOut, featuresOf(subject)).largest,
    };
  },
  /** One face under eight lamps, matched to the first: the share of the spread between them that goes. */
  async match(subject, clean) {
    const tone = await skinToneOf(clean);
    const lit = LAMPS.map((lamp) => underLamp(subject.picture, lamp));
    const matched: Picture[] = [];
    for (const picture of lit) matched.push(await retouched(createAnalysis(picture, runner), {}, { tone }));
    const [before, after] = [lit, matched].map((pictures) => pictures.map((one) => meanTone(subject, one)));
    return Object.fromEntries(
      TONE_PARTS.map((part) => {
        const spread = (tones = before): number => deviation(tones!.map((one) => one[part]));
        return [`match: spread of ${part} removed`, 1 - spread(after) / spread(before)];
      }),
    );
  },
  async underEyes(subject, clean, seed) {
    return {
      'under-eyes: painted circles removed': await removed(subject, clean, { underEyes: 100 }, paintCircles, seed),
    };
  },
  async texture(subject, clean) {
    const ratios = async (texture: number) => bandRatios(subject, subject.picture, await retouched(clean, { texture }));
    const [soft, half, sharpened] = [await ratios(-100), await ratios(-50), await ratios(100)];
    return {
      'texture -100: pores': soft.pores,
      'texture -50: pores': half.pores,
      'texture 100: pores': sharpened.pores,
      'texture 100: form': sharpened.form,
    };
  },
};

async function measure(subject: Subject, seed: number): Promise<Row> {
  const clean = createAnalysis(subject.picture, runner);
  const chosen = tools === undefined ? Object.keys(MEASURES) : tools.split(',');
  let row: Row = {};
  for (const tool of chosen) row = { ...row, ...(await MEASURES[tool]!(subject, clean, seed)) };
  return row;
}

/** Whether a pixel lies in an eye, a brow, the lips with the teeth, or a nostril. */
function featuresOf({ face, picture }: Subject): (index: number) => boolean {
  const inside = insidePolygons(protectedFeatures(face), picture.width, picture.height);
  return (index) => inside[index] !== 0;
}

function sameAt(a: Picture, b: Picture, index: number): boolean {
  return [0, 1, 2].every((channel) => a.data[4 * index + channel] === b.data[4 * index + channel]);
}

async function removed(
  subject: Subject,
  clean: Analysis,
  change: Partial<RetouchSettings>,
  paint: Painter,
  seed: number,
): Promise<number> {
  const painted = paint(subject, randomFrom(seed));
  return removedShare(subject, {
    clean: subject.picture,
    painted,
    cleanOut: await retouched(clean, change),
    paintedOut: await retouched(createAnalysis(painted, runner), change),
  });
}

/** The picture after one tool alone; the picture itself if there was nothing to change. */
async function retouched(
  analysis: Analysis,
  change: Partial<RetouchSettings>,
  choices: Partial<Choices> = {},
): Promise<Picture> {
  const settings = settingsWith({ heal: 'off', even: 0, ...change });
  const outcome = await retouchAnalysed(analysis, settings, () => undefined, { ...NO_CHOICES, ...choices });
  return outcome.state === 'retouched' ? outcome.retouched : analysis.picture;
}

/** Mean luma of the sure skin. */
function toneOf({ picture, skin }: Subject): number {
  const light = lumaOf(picture);
  let [sum, count] = [0, 0];
  for (let index = 0; index < light.length; index++) {
    if (skin.data[index]! < 240) continue;
    sum += light[index]!;
    count++;
  }
  return sum / count;
}

function printTable(): void {
  const sorted = rows.toSorted((a, b) => a.tone - b.tone);
  const third = (index: number): number => Math.min(2, Math.floor((3 * index) / sorted.length));
  const mean = (title: string, chosen: readonly { readonly row: Row }[]): string =>
    (chosen.reduce((sum, { row }) => sum + row[title]!, 0) / chosen.length).toFixed(3).padStart(8);
  console.log(`${rows.length} faces\n${''.padEnd(34)}     all${TONES.map((tone) => tone.padStart(8)).join('')}`);
  for (const title of Object.keys(sorted[0]?.row ?? {})) {
    const byTone = TONES.map((_, tone) =>
      mean(
        title,
        sorted.filter((__, index) => third(index) === tone),
      ),
    );
    console.log(`${title.padEnd(34)}${mean(title, sorted)}${byTone.join('')}`);
  }
}

const { heldOut } = JSON.parse(readFileSync('models/training/split.json', 'utf8')) as { heldOut: string[] };
const rows: { readonly tone: number; readonly row: Row }[] = [];
for (const [index, file] of heldOut.entries()) {
  if (index % Number(every) !== 0) continue;
  const subject = await subjectOf(join(folder, file), file);
  if (subject === null) continue;
  rows.push({ tone: toneOf(subject), row: await measure(subject, index) });
  console.error(`${file}: ${JSON.stringify(rows.at(-1))}`);
}
await runner.release();
printTable();

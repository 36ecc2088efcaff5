import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NO_CHOICES, type Choices, type SpotPlace } from '../../../ui/engine/api/choices';
import type { PreviewRequest } from '../../../ui/engine/api/engine-api';
import type { Face } from '../../../ui/engine/faces/face';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis, type Analysis } from '../../../ui/engine/pipeline/analysis';
import { retouchAnalysed, retouchPicture, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import type { Picture } from '../../../ui/engine/picture/picture';
import type { Box } from '../../../ui/engine/api/report';
import { DEFAULT_SETTINGS, type RetouchSettings, settingsWith } from '../../../ui/engine/api/settings';
import { scaleByFaces } from '../../../ui/engine/skin/face-strengths';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../../ui/engine/worker/engine';
import { countRuns } from '../count-runs';
import { readPicture, SAMPLE } from '../faces/sample-pictures';
import { layerOf } from '../../../ui/engine/layers/layer';
import { fileData } from '../../../ui/engine/api/picture-data';

const SETTINGS: RetouchSettings = settingsWith({ heal: 'all', even: 80, brighten: 40 });
const counting = countRuns(createWasmRunner(loadAssets()));
const ignore = (): void => undefined;
let file: Uint8Array;
let picture: Picture;
let analysis: Analysis;

/** Two faces side by side. */
before(async () => {
  const one = await sharp(SAMPLE).resize(640).removeAlpha().png().toBuffer();
  file = new Uint8Array(
    await sharp({ create: { width: 1280, height: 640, channels: 3, background: '#888' } })
      .composite([
        { input: one, left: 0, top: 0 },
        { input: one, left: 640, top: 0 },
      ])
      .ensureAlpha()
      .png()
      .toBuffer(),
  );
  picture = await readPicture(sharp(file));
  analysis = createAnalysis(picture, counting);
});
after(() => counting.release());

async function retouch(
  choices: Partial<Choices>,
  settings = SETTINGS,
): Promise<RetouchOutcome & { readonly state: 'retouched' }> {
  const outcome = await retouchAnalysed(analysis, settings, ignore, { ...NO_CHOICES, ...choices });
  assert.ok(outcome.state === 'retouched');
  return outcome;
}

function centre({ x, y, width, height }: Box): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Number of pixels in the box (default: the whole picture) where two pictures differ. */
function changed(a: Picture, b: Picture, box: Box = { x: 0, y: 0, width: a.width, height: a.height }): number {
  let count = 0;
  for (let y = Math.floor(box.y); y < box.y + box.height; y++) {
    for (let x = Math.floor(box.x); x < box.x + box.width; x++) {
      const pixel = (y * a.width + x) * 4;
      if ([0, 1, 2].some((channel) => a.data[pixel + channel] !== b.data[pixel + channel])) count++;
    }
  }
  return count;
}

function around({ x, y, radius }: SpotPlace): Box {
  return { x: x - radius / 2, y: y - radius / 2, width: radius, height: radius };
}

describe("retouch with a designer's choices", () => {
  test('leaves a face that is off and its spots unchanged to the bit', async () => {
    const all = await retouch({});
    const [left, right] = all.report.faces;
    assert.ok(left !== undefined && right !== undefined);
    const one = await retouch({ faces: [{ ...centre(left.box), on: false, own: {} }] });
    const side = left.box.x < 640 ? 0 : 640;
    assert.equal(changed(one.retouched, picture, { x: side, y: 0, width: 560, height: 640 }), 0);
    assert.equal(changed(one.retouched, all.retouched, right.box), 0);
    assert.ok(one.report.spots.length > 0 && one.report.spots.every(({ x }) => (x < 640 ? 0 : 640) !== side));
    const none = all.report.faces.map(({ box }) => ({ ...centre(box), on: false, own: {} }));
    assert.equal(
      (await retouchAnalysed(analysis, SETTINGS, ignore, { ...NO_CHOICES, faces: none })).state,
      'unchanged',
    );
  });

  test('gives each face its own strength; the opacity is the largest of them', async () => {
    const usual = await retouch({}, { ...SETTINGS, even: 30, brighten: 0 });
    const [left, right] = usual.report.faces;
    const own = await retouch(
      { faces: [{ ...centre(left!.box), on: true, own: { even: 90 } }] },
      { ...SETTINGS, even: 30, brighten: 0 },
    );
    assert.equal(layerOf(own.layers, 'blend')!.opacity, 0.9);
    const strong = await retouch({}, { ...SETTINGS, even: 90, brighten: 0 });
    assert.equal(changed(own.retouched, strong.retouched, left!.box), 0);
    const { x, y, width, height } = right!.box;
    let most = 0;
    for (let row = Math.floor(y); row < y + height; row++) {
      for (let pixel = (row * 1280 + Math.floor(x)) * 4; pixel < (row * 1280 + Math.floor(x + width)) * 4; pixel++) {
        most = Math.max(most, Math.abs(own.retouched.data[pixel]! - usual.retouched.data[pixel]!));
      }
    }
    assert.ok(most <= 2, `${most} levels`);
  });

  // Promise: 22
  test('restores a kept spot without running a network', async () => {
    const settings = { ...SETTINGS, even: 0, brighten: 0 };
    const all = await retouch({}, settings);
    const spot = [...all.report.spots].sort((a, b) => b.score - a.score)[0]!;
    assert.ok(changed(all.retouched, picture, around(spot)) > 0);
    const { runs } = counting;
    const kept = await retouch({ kept: [spot] }, settings);
    assert.equal(counting.runs, runs);
    assert.equal(changed(kept.retouched, picture, around(spot)), 0);
    assert.equal(kept.report.spots.length, all.report.spots.length - 1);
    assert.ok(changed(kept.retouched, picture) > 0);
  });

  test('fills an added place once, and changes no other pixel', async () => {
    const settings = { ...SETTINGS, even: 0, brighten: 0 };
    const all = await retouch({}, settings);
    const place = { x: 20, y: 20, radius: 8 };
    const before = counting.runs;
    const added = await retouch({ added: [place] }, settings);
    assert.equal(counting.runs, before + 1);
    assert.ok(changed(added.retouched, all.retouched, around(place)) > 0);
    assert.equal(
      changed(added.retouched, all.retouched),
      changed(added.retouched, all.retouched, { x: 12, y: 12, width: 17, height: 17 }),
    );
    const second = await retouch({ added: [place, { x: 40, y: 22, radius: 8 }] }, settings);
    assert.equal(counting.runs, before + 2, 'the first place keeps its fill');
    assert.equal(changed(second.retouched, added.retouched, around(place)), 0);
    const fresh = await retouchAnalysed(createAnalysis(picture, counting), settings, ignore, {
      ...NO_CHOICES,
      added: [place, { x: 40, y: 22, radius: 8 }],
    });
    assert.ok(fresh.state === 'retouched');
    assert.deepEqual(fresh.retouched.data, second.retouched.data, 'the fills depend on the order of clicks only');
  });

  // Promise: 19
  test('an excluding stroke keeps the picture; an including stroke evens pixels outside the skin matte', async () => {
    const all = await retouch({});
    const { box } = all.report.faces[0]!;
    const { x, y } = centre(box);
    const exclude = await retouch({
      strokes: [{ effect: 'exclude', radius: 30, feather: 0, points: [x, y, x + 30, y] }],
    });
    assert.equal(changed(exclude.retouched, picture, { x: x - 15, y: y - 15, width: 55, height: 30 }), 0);
    assert.ok(changed(exclude.retouched, all.retouched) < changed(all.retouched, picture));
    const include = await retouch({ strokes: [{ effect: 'include', radius: 20, feather: 0.5, points: [30, 30] }] });
    assert.equal(changed(all.retouched, picture, { x: 10, y: 10, width: 40, height: 40 }), 0);
    assert.ok(changed(include.retouched, picture, { x: 10, y: 10, width: 40, height: 40 }) > 0);
  });

  test('previews equal the result at full size', async () => {
    const engine = createEngine(() => ({ runner: counting, kernels: CPU_KERNELS }));
    await engine.start({ networks: {} });
    const analysed = await engine.analyse(fileData(file), ignore);
    assert.ok(analysed.state === 'analysed');
    const found = await engine.spots({ picture: analysed.picture, manualFaces: [], settings: SETTINGS }, ignore);
    assert.ok(found.state === 'found' && found.spots.length > 1);
    const { box } = analysed.faces[0]!;
    const choices: Choices = {
      ...NO_CHOICES,
      kept: [found.spots[0]!],
      added: [{ x: box.x + 10, y: box.y + 60, radius: 6 }],
      strokes: [{ effect: 'exclude', radius: 12, feather: 0.5, points: [box.x + box.width / 2, box.y + 20] }],
    };
    const result = await retouch(choices);
    const region: Box = { x: Math.floor(box.x), y: Math.floor(box.y), width: 100, height: 120 };
    const preview = async (more: Partial<PreviewRequest>): Promise<Picture> => {
      const made = await engine.preview(
        { picture: analysed.picture, settings: SETTINGS, choices, side: 1024, region, ...more },
        ignore,
      );
      assert.ok(made.state === 'preview');
      return { width: made.width, height: made.height, data: made.pixels };
    };
    const cutOut = async (from: Picture): Promise<Picture> =>
      readPicture(
        sharp(from.data, { raw: { width: from.width, height: from.height, channels: 4 } })
          .extract({ left: region.x, top: region.y, width: 100, height: 120 })
          .png(),
      );
    assert.equal(changed(await preview({}), await cutOut(result.retouched)), 0);
    assert.equal(changed(await preview({ subject: 'original' }), await cutOut(picture)), 0);
    const mask = await preview({ subject: 'mask' });
    assert.equal(mask.data[(20 * 100 + Math.round(box.width / 2)) * 4], 0, 'an excluded pixel is black in the mask');
    const blend = await preview({ subject: 'blend' });
    assert.ok(changed(blend, mask) > 0);
  });
});

describe('healPlan', () => {
  // Promise: 22
  test('finds more spots at a higher sensitivity and fewer below a smaller size', async () => {
    const count = async (sensitivity: number, largest: number): Promise<number> => {
      const treatment = await analysis.healPlan({ ...DEFAULT_SETTINGS, sensitivity, largest });
      return treatment.spots.length;
    };
    await analysis.skin.get();
    const [timid, usual, eager] = [await count(0, 20), await count(50, 20), await count(100, 20)];
    assert.ok(timid <= usual && usual < eager, `${timid}, ${usual}, ${eager}`);
    const small = await count(100, 1);
    assert.ok(small < eager, `${small} of ${eager} are small`);
    assert.equal((await analysis.healPlan(DEFAULT_SETTINGS)).spots.length, usual);
  });
});

describe('scaleByFaces', () => {
  test('changes gradually between two faces with different strengths', () => {
    const face = (x: number): Face => ({ size: 100, crop: { centerX: x, centerY: 50, side: 160, angle: 0 } }) as Face;
    const skin = { width: 400, height: 1, data: new Uint8Array(400).fill(200) };
    const { data } = scaleByFaces(skin, [face(100), face(300)], [1, 0]);
    assert.equal(data[100], 200);
    assert.equal(data[230], 0);
    for (let x = 1; x < 400; x++) assert.ok(Math.abs(data[x]! - data[x - 1]!) <= 20);
  });
});

describe('retouchAnalysed', () => {
  test('without choices equals a fresh run to the bit, even after a run with choices', async () => {
    await retouch({
      kept: [{ x: 1, y: 1, radius: 2 }],
      strokes: [{ effect: 'exclude', radius: 9, feather: 1, points: [300, 300] }],
    });
    const again = await retouch({});
    const fresh = await retouchPicture(picture, SETTINGS, counting, ignore);
    assert.ok(fresh.state === 'retouched');
    assert.deepEqual(again.retouched.data, fresh.retouched.data);
  });
});

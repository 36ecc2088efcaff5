import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NO_CHOICES, type ManualFace } from '../../../ui/engine/api/choices';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createAnalysis, type Analysis } from '../../../ui/engine/pipeline/analysis';
import { retouchAnalysed, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import type { Picture } from '../../../ui/engine/picture/picture';
import type { Box, FaceReport } from '../../../ui/engine/api/report';
import { type RetouchSettings, settingsWith } from '../../../ui/engine/api/settings';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../../ui/engine/worker/engine';
import { largestDifference } from '../../guarantees/stack-layers';
import { DRAWN } from '../drawn-pictures';
import { HEAD, head, onGround, readPicture, SAMPLE, samplePicture } from '../faces/sample-pictures';
import { layerOf } from '../../../ui/engine/layers/layer';
import { fileData } from '../../../ui/engine/api/picture-data';

/** Without brightening, because it also changes the skin of people beside a face. */
const SETTINGS: RetouchSettings = settingsWith({ heal: 'all', even: 80, brighten: 0 });
const real = createWasmRunner(loadAssets());
/** The networks that ran, in order. */
const networks: string[] = [];
const runner: NetworkRunner = {
  ...real,
  run: (network, inputs) => (networks.push(network), real.run(network, inputs)),
};
after(() => real.release());
const ignore = (): void => undefined;

/**
 * An upright portrait beside a small lying head. After the search finds an upright face, it looks for lying heads
 * in the whole picture only, so it misses the small one.
 */
const WIDE = { width: 1600, height: 520, head: { left: 1400, top: 200, scale: 0.8 } } as const;
const MISSED: ManualFace = { x: WIDE.head.left + 80, y: WIDE.head.top + 72, size: 104 };
/** A runner whose face detectors find nothing: all their outputs are −100. */
const blind: NetworkRunner = {
  ...real,
  async run(network, inputs) {
    const outputs = await real.run(network, inputs);
    return network.startsWith('face-')
      ? Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, values.map(() => -100)]))
      : outputs;
  },
};

let picture: Picture;
let analysis: Analysis;
before(async () => {
  const turned = await sharp(await head(WIDE.head.scale, false))
    .rotate(90)
    .png()
    .toBuffer();
  picture = await onGround(WIDE.width, WIDE.height, [
    { input: SAMPLE, left: 0, top: 0 },
    { input: turned, left: WIDE.head.left, top: WIDE.head.top },
  ]);
  analysis = createAnalysis(picture, runner);
});

function retouch(outlined: readonly ManualFace[], of = analysis): Promise<RetouchOutcome> {
  return retouchAnalysed(of, SETTINGS, ignore, { ...NO_CHOICES, manualFaces: outlined });
}

async function retouched(
  outlined: readonly ManualFace[],
  of = analysis,
): Promise<RetouchOutcome & { readonly state: 'retouched' }> {
  const outcome = await retouch(outlined, of);
  assert.ok(outcome.state === 'retouched', outcome.state);
  return outcome;
}

/** Number of pixels where two pictures differ, inside and outside the box. */
function differences(a: Picture, b: Picture, box: Box): { readonly inside: number; readonly outside: number } {
  let inside = 0;
  let outside = 0;
  for (let index = 0; index < a.data.length; index += 4) {
    if ([0, 1, 2].every((channel) => a.data[index + channel] === b.data[index + channel])) continue;
    const x = (index / 4) % a.width;
    const y = Math.floor(index / 4 / a.width);
    if (x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height) inside++;
    else outside++;
  }
  return { inside, outside };
}

const states = (faces: readonly FaceReport[]): string[] =>
  faces.map((face) => (face.state === 'done' ? 'done' : face.reason));
const around: Box = {
  x: WIDE.head.left,
  y: WIDE.head.top,
  width: HEAD.height * WIDE.head.scale,
  height: HEAD.width * WIDE.head.scale,
};

describe("retouch with a designer's boxes", () => {
  // Promise: 18
  test('retouches a head in a box that the search missed, and reuses earlier results', async () => {
    const without = await retouched([]);
    assert.deepEqual(states(without.report.faces), ['done'], 'the search misses the small head');
    const blemishRuns = networks.filter((name) => name === 'blemish').length;
    assert.equal(differences(without.retouched, picture, around).inside, 0);
    networks.length = 0;

    const withBox = await retouched([MISSED]);
    assert.deepEqual(states(withBox.report.faces), ['done', 'done']);
    const added = withBox.report.faces[1]!;
    assert.deepEqual(added.manual, MISSED);
    assert.equal(withBox.report.faces[0]!.manual, undefined);
    assert.ok(Math.abs(added.angle - Math.PI / 2) < 0.2, `roll ${added.angle}`);
    assert.ok(
      Math.hypot(added.box.x + added.box.width / 2 - MISSED.x, added.box.y + added.box.height / 2 - MISSED.y) < 25,
      JSON.stringify(added.box),
    );
    const { inside, outside } = differences(withBox.retouched, without.retouched, around);
    assert.ok(inside > 1000, `${inside} pixels of the face are retouched`);
    assert.ok(outside < inside / 20, `${outside} pixels outside the head`);
    assert.ok(!networks.some((name) => name.startsWith('face-')), 'no detector ran again');
    assert.ok(
      networks.filter((name) => name === 'blemish').length <= blemishRuns,
      'the blemish network ran on the new face only',
    );

    networks.length = 0;
    assert.deepEqual(differences((await retouched([])).retouched, without.retouched, around), {
      inside: 0,
      outside: 0,
    });
    assert.deepEqual(differences((await retouched([MISSED])).retouched, withBox.retouched, around), {
      inside: 0,
      outside: 0,
    });
    assert.deepEqual(networks, [], 'removing and redrawing the box runs no network');
  });

  // Promise: 17
  test('reports boxes on a wall, on a suit and on a detected face, and changes no pixel', async () => {
    const without = await retouched([]);
    const [known] = without.report.faces;
    const boxes: ManualFace[] = [
      { x: 900, y: 300, size: 200 },
      { x: 250, y: 400, size: 180 },
      {
        x: Math.round(known!.box.x + known!.box.width / 2) + 6,
        y: Math.round(known!.box.y + known!.box.height / 2) - 8,
        size: 140,
      },
      { x: 10, y: 510, size: 64 },
    ];
    const idle = await retouched(boxes);
    assert.deepEqual(states(idle.report.faces), ['done', 'no-face', 'no-face', 'known-face', 'no-face']);
    assert.deepEqual(
      idle.report.faces.slice(1).map(({ manual: outlined }) => outlined),
      boxes,
    );
    assert.equal(largestDifference(idle.retouched.data, without.retouched.data), 0);
    assert.equal(
      largestDifference(layerOf(idle.layers, 'blend')!.picture.data, layerOf(without.layers, 'blend')!.picture.data),
      0,
    );
    assert.equal(layerOf(idle.layers, 'heal') === null, layerOf(without.layers, 'heal') === null);
  });
});

describe('createEngine', () => {
  // Promise: 18
  test('a box adds a face to the list, the spots, the preview and the result until it is removed', async () => {
    const engine = createEngine(() => ({ runner: blind, kernels: CPU_KERNELS }));
    await engine.start({ networks: {} });
    const file = new Uint8Array(await sharp(SAMPLE).ensureAlpha().png().toBuffer());
    const analysed = await engine.analyse(fileData(file), ignore);
    assert.ok(analysed.state === 'analysed' && analysed.faces.length === 0, JSON.stringify(analysed));
    const { picture: key } = analysed;
    // Off centre, as a box drawn by hand.
    const box: ManualFace = { x: 232, y: 108, size: 150 };
    const wall: ManualFace = { x: 60, y: 60, size: 90 };
    const faces = async (outlined: readonly ManualFace[]): Promise<readonly FaceReport[]> => {
      const answer = await engine.faces({ picture: key, manualFaces: outlined }, ignore);
      assert.ok(answer.state === 'found', JSON.stringify(answer));
      return answer.faces;
    };
    assert.deepEqual(states(await faces([wall])), ['no-face']);
    assert.deepEqual(states(await faces([wall, box])), ['done', 'no-face']);
    assert.deepEqual(
      states(await faces([box, { ...box, x: box.x + 7, size: 140 }])),
      ['done', 'known-face'],
      'two boxes on one face',
    );
    const [face] = await faces([box]);
    assert.ok(
      Math.hypot(face!.box.x + face!.box.width / 2 - 226, face!.box.y + face!.box.height / 2 - 123) < 14,
      JSON.stringify(face!.box),
    );

    const unhealed: RetouchSettings = { ...SETTINGS, heal: 'off' };
    const found = await engine.spots({ picture: key, settings: SETTINGS, manualFaces: [box] }, ignore);
    assert.ok(found.state === 'found' && found.spots.length > 0, JSON.stringify(found));
    assert.deepEqual(await engine.spots({ picture: key, settings: SETTINGS, manualFaces: [] }, ignore), {
      state: 'found',
      spots: [],
      finds: [],
    });
    const preview = async (outlined: readonly ManualFace[]): Promise<Uint8ClampedArray> => {
      const made = await engine.preview(
        { picture: key, settings: unhealed, choices: { ...NO_CHOICES, manualFaces: outlined }, side: 1024 },
        ignore,
      );
      assert.ok(made.state === 'preview', made.state);
      return made.pixels;
    };
    const sample = await samplePicture();
    const original = sample.data;
    const shown = await preview([box]);
    const result = await retouchAnalysed(createAnalysis(sample, blind), unhealed, ignore, {
      ...NO_CHOICES,
      manualFaces: [box],
    });
    assert.ok(result.state === 'retouched', result.state);
    const { data } = result.retouched;
    const { inside } = differences({ ...analysed, data: shown }, { ...analysed, data: original }, HEAD);
    assert.ok(inside > 1500, `${inside} pixels of the preview`);
    assert.ok(largestDifference(data, shown) <= 1, `the preview is off by ${largestDifference(data, shown)}`);
    assert.equal(largestDifference(await preview([]), original), 0);
    assert.deepEqual(await engine.faces({ picture: 999, manualFaces: [] }, ignore), { state: 'forgotten' });
  });
});

describe('retouch of a drawing', () => {
  for (const [name, svg] of Object.entries(DRAWN)) {
    // Promise: 17
    test(`changes a drawn ${name} only on the skin of a confirmed face, with and without a box`, async () => {
      const drawn = await readPicture(sharp(Buffer.from(svg)));
      const of = createAnalysis(drawn, runner);
      for (const outlined of [[], [{ x: 240, y: 245, size: 290 }]]) {
        const outcome = await retouch(outlined, of);
        const confirmed = outcome.report.faces.filter(({ state }) => state === 'done');
        if (name === 'cat')
          assert.deepEqual(
            states(outcome.report.faces),
            outlined.map(() => 'no-face'),
          );
        if (outcome.state === 'unchanged') continue;
        assert.equal(confirmed.length, 1);
        const { x, y, width, height } = confirmed[0]!.box;
        const margin = 0.3 * Math.max(width, height);
        const { inside, outside } = differences(outcome.retouched, drawn, {
          x: x - margin,
          y: y - margin,
          width: width + 2 * margin,
          height: height + 2 * margin,
        });
        assert.equal(outside, 0, `${inside} pixels inside`);
        for (let index = 0; index < drawn.data.length; index++) {
          if (outcome.masks.skin.data[index >> 2] === 0 && (outcome.masks.holes?.data[index >> 2] ?? 0) === 0)
            assert.equal(outcome.retouched.data[index], drawn.data[index]);
        }
      }
    });
  }
});

// The whole engine with small random networks of ModelScope's form, on onnxruntime-web.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { EngineError } from '../../../ui/engine/api/report';
import { MODELSCOPE } from '../../../ui/engine/modelscope/network-set';
import { readImported } from '../../../ui/engine/modelscope/networks';
import { retouchAsModelscope } from '../../../ui/engine/modelscope/retouch-as-modelscope';
import { IMPORTED_NAMES, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createOrtWasmRunner } from '../../../ui/engine/networks/ort-wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { analysedPreview, composePreview, createPreviewParts } from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { LIMITS, measureGuarantees, type Guarantee } from '../../guarantees/measure';
import { head, onGround, ovalHead, readPicture, SAMPLE, samplePicture } from '../faces/sample-pictures';
import { createTinyNetworks } from './tiny-networks';
import { settingsWith } from '../../../ui/engine/api/settings';
import { layerOf } from '../../../ui/engine/layers/layer';

const tiny = createTinyNetworks();
const runner = createOrtWasmRunner(tiny);
after(() => runner.release());

const ignore = (): void => undefined;
const ALL = settingsWith({ heal: 'all', even: 100, brighten: 0 });
const EVEN_ONLY = settingsWith({ heal: 'off', even: 100, brighten: 0 });

/** A runner whose blend network returns a neutral map. */
const neutral: NetworkRunner = {
  ...runner,
  run: (name, inputs) =>
    name === 'modelscope-blend'
      ? Promise.resolve({ map: new Float32Array(3 * 512 * 512).fill(0.5) })
      : runner.run(name, inputs),
};

async function checkGuarantees(picture: Picture, faces: number): Promise<void> {
  const measured = await measureGuarantees(picture, runner, MODELSCOPE);
  assert.ok(measured !== null, 'the picture is unchanged');
  const { outcome, changes } = measured;
  for (const name of Object.keys(LIMITS) as Guarantee[])
    assert.ok(changes[name] <= LIMITS[name], `${name}: ${changes[name]} levels`);
  assert.equal(outcome.report.faces.length, faces);
  assert.ok(
    layerOf(outcome.layers, 'blend') !== null && layerOf(outcome.layers, 'heal') !== null,
    'a layer is missing',
  );
  for (const name of IMPORTED_NAMES) assert.ok(name in outcome.report.networks, name);
  for (const name of ['blemish', 'inpainting', 'blend'])
    assert.ok(!(name in outcome.report.networks), `${name} is a network of Softlight`);
}

describe("a retouch with ModelScope's networks", () => {
  test("keeps the engine's promises on the sample", async () => {
    await checkGuarantees(await samplePicture(), 1);
  });

  test("keeps the engine's promises on two overlapping faces", async () => {
    const picture = await onGround(1200, 800, [
      { input: await head(2, false), left: 300, top: 200 },
      { input: await ovalHead(2, true), left: 450, top: 220 },
    ]);
    await checkGuarantees(picture, 2);
  });

  test('leaves a black-and-white portrait grey', async () => {
    const grey = await samplePicture();
    for (let index = 0; index < grey.data.length; index += 4) grey.data.fill(grey.data[index + 1]!, index, index + 3);
    const outcome = await retouchAnalysed(createAnalysis(grey, runner, MODELSCOPE), ALL, ignore);
    assert.ok(outcome.state === 'retouched');
    const { data } = outcome.retouched;
    for (let index = 0; index < data.length; index += 4)
      assert.ok(data[index] === data[index + 1] && data[index] === data[index + 2]);
  });

  test('reports the file hashes of the networks that ran', async () => {
    const outcome = await retouchAnalysed(createAnalysis(await samplePicture(), runner, MODELSCOPE), ALL, ignore);
    for (const name of IMPORTED_NAMES)
      assert.equal(outcome.report.networks[name], tiny.importedCatalogue.networks[name].sha256);
  });

  test('gives the pixels of a preview at full size', async () => {
    const analysis = createAnalysis(await samplePicture(), runner, MODELSCOPE);
    const outcome = await retouchAnalysed(analysis, ALL, ignore);
    assert.ok(outcome.state === 'retouched');
    const base = await analysedPreview(analysis, createPreviewParts(), ALL, { region: null, side: 512 }, ignore);
    const preview = composePreview(base);
    let largest = 0;
    for (const [index, value] of preview.data.entries())
      largest = Math.max(largest, Math.abs(value - outcome.retouched.data[index]!));
    assert.ok(largest <= 1, `largest difference ${largest}`);
  });

  test("fills a spot added by hand with ModelScope's inpainting network only", async () => {
    const runs: NetworkName[] = [];
    const counted: NetworkRunner = { ...runner, run: (name, inputs) => (runs.push(name), runner.run(name, inputs)) };
    const analysis = createAnalysis(await samplePicture(), counted, MODELSCOPE);
    const outcome = await retouchAnalysed(analysis, ALL, ignore);
    runs.length = 0;
    const choices = { ...NO_CHOICES, added: [{ x: 200, y: 130, radius: 6 }] };
    const edited = await retouchAnalysed(analysis, ALL, ignore, choices);
    assert.ok(edited.state === 'retouched' && edited.report.spots.length === outcome.report.spots.length + 1);
    assert.deepEqual(runs, ['modelscope-inpainting']);
  });

  test('changes nothing with a neutral map, because it rounds levels', async () => {
    const analysis = createAnalysis(await samplePicture(), neutral, MODELSCOPE);
    const outcome = await retouchAnalysed(analysis, EVEN_ONLY, ignore);
    assert.deepEqual(
      [outcome.state, outcome.state === 'unchanged' && outcome.reason],
      ['unchanged', 'nothing-to-change'],
    );
  });
});

describe('retouchAsModelscope', () => {
  test('truncates levels: a neutral map darkens up to 63 of 256 levels by one', async () => {
    const picture = await samplePicture();
    const parity = await retouchAsModelscope(picture, EVEN_ONLY, neutral, ignore);
    assert.ok(parity.state === 'retouched');
    const darkened = new Set<number>();
    for (let index = 0; index < picture.data.length; index++) {
      const change = parity.retouched.data[index]! - picture.data[index]!;
      assert.ok(change === 0 || change === -1);
      if (change === -1) darkened.add(picture.data[index]!);
    }
    assert.ok(darkened.size > 40 && darkened.size <= 63, `${darkened.size} levels`);
  });

  test('reports its detector boxes, covers whole crops, and gives no layers', async () => {
    const parity = await retouchAsModelscope(await samplePicture(), ALL, runner, ignore);
    assert.ok(parity.state === 'retouched');
    assert.deepEqual(parity.layers, []);
    assert.ok(parity.report.faces[0]!.detectorBox!.width > 60);
    assert.ok(parity.masks.skin.data.includes(255));
  });

  test('reports a picture without a face', async () => {
    const suit = await readPicture(sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }));
    const parity = await retouchAsModelscope(suit, ALL, runner, ignore);
    assert.deepEqual([parity.state, parity.state === 'unchanged' && parity.reason], ['unchanged', 'no-face']);
  });
});

describe('readImported', () => {
  const problemOf = (catalogue: unknown): unknown => {
    try {
      readImported(catalogue);
    } catch (error) {
      return error instanceof EngineError ? error.problem : error;
    }
    return null;
  };

  test('names a missing network', () => {
    for (const catalogue of [null, 7, {}, { networks: [] }])
      assert.deepEqual(problemOf(catalogue), { code: 'network-missing', network: 'modelscope-blemish' });
  });

  test('names an entry of another form', () => {
    assert.deepEqual(problemOf({ networks: { 'modelscope-blemish': { file: 1 } } }), {
      code: 'network-damaged',
      network: 'modelscope-blemish',
    });
  });

  test('reads the catalogue of an import', () => {
    assert.equal(problemOf(tiny.importedCatalogue), null);
  });
});

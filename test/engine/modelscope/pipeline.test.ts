// The whole engine with networks of the original's form, small and random, through onnxruntime-web.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { NO_CHOICES } from '../../../ui/engine/api/choices';
import { enterNetworks, IMPORTED_NAMES, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { readImported } from '../../../ui/engine/modelscope/networks';
import { MODELSCOPE } from '../../../ui/engine/modelscope/network-set';
import { retouchAsModelscope } from '../../../ui/engine/modelscope/retouch-as-original';
import type { Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { analysedPreview, composePreview, createPreviewParts } from '../../../ui/engine/pipeline/preview';
import { retouchAnalysed } from '../../../ui/engine/pipeline/retouch-picture';
import { EngineError } from '../../../ui/engine/api/report';
import { LIMITS, measureGuarantees, type Guarantee } from '../../guarantees/measure';
import { head, onGround, ovalHead, readPicture, SAMPLE, samplePicture } from '../faces/sample-pictures';
import { madeNetworks } from './made-networks';
import { settingsWith } from '../../../ui/engine/api/settings';
import { layerOf } from '../../../ui/engine/layers/layer';

const made = madeNetworks();
enterNetworks(readImported(made.catalogue));
const runner = createWasmRunner(made);
after(() => runner.release());

const ignore = (): void => undefined;
const ALL = settingsWith({ heal: 'all', even: 100, brighten: 0 });

async function holds(picture: Picture, faces: number): Promise<void> {
  const measured = await measureGuarantees(picture, runner, MODELSCOPE);
  assert.ok(measured !== null, 'the picture came back unchanged');
  const { outcome, changes } = measured;
  for (const name of Object.keys(LIMITS) as Guarantee[])
    assert.ok(changes[name] <= LIMITS[name], `${name}: ${changes[name]} levels`);
  assert.equal(outcome.report.faces.length, faces);
  assert.ok(
    layerOf(outcome.layers, 'blend') !== null && layerOf(outcome.layers, 'heal') !== null,
    'it evens, and it heals',
  );
  for (const name of IMPORTED_NAMES) assert.ok(name in outcome.report.networks, name);
  for (const name of ['blemish', 'inpainting', 'blend'])
    assert.ok(!(name in outcome.report.networks), `${name} is ours`);
}

test("with the original's networks all that is promised holds: the sample, two faces that overlap", async () => {
  await holds(await samplePicture(), 1);
  await holds(
    await onGround(1200, 800, [
      { input: await head(2, false), left: 300, top: 200 },
      { input: await ovalHead(2, true), left: 450, top: 220 },
    ]),
    2,
  );
});

test('a black-and-white portrait stays one', async () => {
  const grey = await samplePicture();
  for (let index = 0; index < grey.data.length; index += 4) grey.data.fill(grey.data[index + 1]!, index, index + 3);
  const outcome = await retouchAnalysed(createAnalysis(grey, runner, MODELSCOPE), ALL, ignore);
  assert.ok(outcome.state === 'retouched');
  const { data } = outcome.retouched;
  for (let index = 0; index < data.length; index += 4)
    assert.ok(data[index] === data[index + 1] && data[index] === data[index + 2]);
});

test("a preview at full size is the result; a place that is added by hand is filled by the original's network", async () => {
  const ran: NetworkName[] = [];
  const counted: NetworkRunner = { ...runner, run: (name, inputs) => (ran.push(name), runner.run(name, inputs)) };
  const picture = await samplePicture();
  const analysis = createAnalysis(picture, counted, MODELSCOPE);
  const outcome = await retouchAnalysed(analysis, ALL, ignore);
  assert.ok(outcome.state === 'retouched');
  const base = await analysedPreview(analysis, createPreviewParts(), ALL, { region: null, side: 512 }, ignore);
  const preview = composePreview(base);
  let worst = 0;
  for (const [index, value] of preview.data.entries())
    worst = Math.max(worst, Math.abs(value - outcome.retouched.data[index]!));
  assert.ok(worst <= 1, `largest difference ${worst}`);

  ran.length = 0;
  const added = { ...NO_CHOICES, added: [{ x: 200, y: 130, radius: 6 }] };
  const edited = await retouchAnalysed(analysis, ALL, ignore, added);
  assert.ok(edited.state === 'retouched' && edited.report.spots.length === outcome.report.spots.length + 1);
  assert.deepEqual(ran, ['modelscope-inpainting']);
});

/** A runner that finds faces as ever, and whose blend network says "nothing". */
function neutral(): NetworkRunner {
  return {
    ...runner,
    run: (name, inputs) =>
      name === 'modelscope-blend'
        ? Promise.resolve({ map: new Float32Array(3 * 512 * 512).fill(0.5) })
        : runner.run(name, inputs),
  };
}

test('parity cuts levels as the original does, darkening 63 of 256 where it evens nothing; the engine rounds', async () => {
  const picture = await samplePicture();
  const settings = settingsWith({ heal: 'off', even: 100, brighten: 0 });
  const parity = await retouchAsModelscope(picture, settings, neutral(), ignore);
  assert.ok(parity.state === 'retouched');
  const darkened = new Set<number>();
  for (let index = 0; index < picture.data.length; index++) {
    const change = parity.retouched.data[index]! - picture.data[index]!;
    assert.ok(change === 0 || change === -1);
    if (change === -1) darkened.add(picture.data[index]!);
  }
  assert.ok(darkened.size > 40 && darkened.size <= 63, `${darkened.size} levels`);
  const ours = await retouchAnalysed(createAnalysis(picture, neutral(), MODELSCOPE), settings, ignore);
  assert.deepEqual([ours.state, ours.state === 'unchanged' && ours.reason], ['unchanged', 'nothing-to-change']);
});

test('parity says which boxes it used, covers the whole crop, and gives no layers; without a face it says so', async () => {
  const picture = await samplePicture();
  const parity = await retouchAsModelscope(picture, ALL, runner, ignore);
  assert.ok(parity.state === 'retouched');
  assert.deepEqual(parity.layers, []);
  assert.ok(parity.report.faces[0]!.detectorBox!.width > 60);
  assert.ok(parity.masks.skin.data.includes(255));
  const suit = await readPicture(sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }));
  const faceless = await retouchAsModelscope(suit, ALL, runner, ignore);
  assert.deepEqual([faceless.state, faceless.state === 'unchanged' && faceless.reason], ['unchanged', 'no-face']);
});

test('a catalogue of imported networks is not trusted: what is missing or of another kind is named', () => {
  const code = (catalogue: unknown): unknown => {
    try {
      readImported(catalogue);
    } catch (error) {
      return error instanceof EngineError ? error.problem : error;
    }
    return null;
  };
  for (const catalogue of [null, 7, {}, { networks: [] }])
    assert.deepEqual(code(catalogue), { code: 'network-missing', network: 'modelscope-blemish' });
  assert.deepEqual(code({ networks: { 'modelscope-blemish': { file: 1 } } }), {
    code: 'network-damaged',
    network: 'modelscope-blemish',
  });
  assert.equal(code(made.catalogue), null);
});

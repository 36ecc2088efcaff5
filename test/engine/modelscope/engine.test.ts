// The engine of the engine page with the original's networks beside it: small random ones, as the import leaves them.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { layImported } from '../../../build/imported.mjs';
import type { EngineApi, ReadImported } from '../../../ui/engine/api/engine-api';
import { enterNetworks, IMPORTED_NAMES, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { readImported } from '../../../ui/engine/modelscope/networks';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../../ui/engine/worker/engine';
import { temporaryFolder } from '../../cli/temporary-folder';
import { withGolden } from '../../golden/make-golden';
import { SAMPLE } from '../faces/sample-pictures';
import { madeNetworks } from './made-networks';
import { settingsWith } from '../../../ui/engine/api/settings';
import { fileData } from '../../../ui/engine/api/picture-data';

const made = madeNetworks();
const SETTINGS = settingsWith({ heal: 'all', even: 100, brighten: 0 });
const photo = new Uint8Array(await sharp(SAMPLE).ensureAlpha().png().toBuffer());
const ignore = (): void => undefined;
const shipped = Object.fromEntries(Object.entries(made.networks).filter(([name]) => !name.startsWith('modelscope-')));
const fileOf: ReadImported = (file) => Promise.resolve(made.networks[file.replace('.onnx', '')]!);

interface Opened {
  readonly engine: EngineApi;
  readonly ran: NetworkName[];
  /** Files of the original's that were asked for. */
  readonly read: string[];
}

/** A started engine, and what it does. @param change of the runner */
async function open(
  imported: unknown,
  readFile = fileOf,
  change: (runner: NetworkRunner) => NetworkRunner = (runner) => runner,
): Promise<Opened> {
  const [ran, read]: [NetworkName[], string[]] = [[], []];
  const engine = createEngine((assets) => {
    const wasm = change(createWasmRunner(assets));
    return {
      runner: { ...wasm, run: (name, inputs) => (ran.push(name), wasm.run(name, inputs)) },
      kernels: CPU_KERNELS,
    };
  }, []);
  const started = await engine.start(
    { wasm: made.wasm, networks: { ...shipped }, imported },
    ignore,
    (file) => (read.push(file), readFile(file)),
  );
  assert.ok(started.state === 'started');
  assert.deepEqual(started.networkSets, imported === null ? ['softlight'] : ['softlight', 'modelscope']);
  return { engine, ran, read };
}

async function seen(
  engine: EngineApi,
  networks?: 'softlight' | 'modelscope',
): Promise<{ readonly picture: number; readonly pixels: Uint8ClampedArray }> {
  const analysed = await engine.analyse(fileData(photo), ignore, networks);
  assert.ok(analysed.state === 'analysed', JSON.stringify(analysed));
  const preview = await engine.preview({ picture: analysed.picture, settings: SETTINGS, side: 512 }, ignore);
  assert.ok(preview.state === 'preview', JSON.stringify(preview));
  return { picture: analysed.picture, pixels: preview.pixels };
}

test("the engine reads the original's networks when they are asked for, once; what they make of a picture is kept apart from what ours make", async () => {
  const { engine, ran, read } = await open(made.catalogue);
  const ours = await seen(engine);
  assert.deepEqual(read, []);
  assert.deepEqual(await engine.load('modelscope'), { state: 'loaded' });
  assert.deepEqual(
    read,
    IMPORTED_NAMES.map((name) => `${name}.onnx`),
  );

  ran.length = 0;
  const original = await seen(engine, 'modelscope');
  assert.notEqual(original.picture, ours.picture);
  assert.notDeepEqual(original.pixels, ours.pixels);
  for (const name of IMPORTED_NAMES) assert.ok(ran.includes(name), name);
  for (const name of ['blemish', 'inpainting', 'blend'] as const) assert.ok(!ran.includes(name), name);

  ran.length = 0;
  assert.deepEqual(await seen(engine), ours);
  assert.deepEqual(await seen(engine, 'modelscope'), original);
  assert.deepEqual([ran, read.length], [[], 3]);
});

// Promise: 30
test("a file of the original's that is missing, cut or another is named; ours go on, and a later try may go well", async () => {
  const cut: ReadImported = async (file) => (await fileOf(file)).subarray(0, 1000);
  let wrong: ReadImported | null = null;
  const { engine } = await open(made.catalogue, (file) =>
    wrong !== null && file === 'modelscope-blend.onnx' ? wrong(file) : fileOf(file),
  );
  const reasons: [ReadImported, string][] = [
    [() => Promise.reject(new Error('404')), 'missing'],
    [cut, 'damaged'],
    [() => fileOf('modelscope-blemish.onnx'), 'damaged'],
  ];
  for (const [fault, reason] of reasons) {
    wrong = fault;
    const failed = { state: 'failed', problem: { code: 'imported-unusable', network: 'modelscope-blend', reason } };
    assert.deepEqual(await engine.load('modelscope'), failed);
    assert.deepEqual(await engine.analyse(fileData(photo), ignore, 'modelscope'), failed);
    assert.equal((await engine.analyse(fileData(photo), ignore)).state, 'analysed');
  }
  wrong = null;
  assert.deepEqual(await engine.load('modelscope'), { state: 'loaded' });

  const damaged = await open({ networks: { 'modelscope-blemish': { file: '../elsewhere' } } });
  assert.deepEqual(await damaged.engine.load('modelscope'), {
    state: 'failed',
    problem: { code: 'imported-unusable', network: 'modelscope-blemish', reason: 'damaged' },
  });
});

test('an engine without them says so', async () => {
  const { engine } = await open(null);
  assert.deepEqual(await engine.load('modelscope'), { state: 'failed', problem: { code: 'imported-absent' } });
  assert.deepEqual(await engine.analyse(fileData(photo), ignore, 'modelscope'), {
    state: 'failed',
    problem: { code: 'imported-absent' },
  });
});

// Promise: 27
test('on a GPU they must give what the import stored, and what gives anything else is not used', async () => {
  enterNetworks(readImported(made.catalogue, 'float16'));
  const catalogue = await withGolden(made.catalogue, createWasmRunner(made));
  const spoilt = (runner: NetworkRunner): NetworkRunner => ({
    ...onGpu(runner),
    run: async (name, inputs) => {
      const outputs = await runner.run(name, inputs);
      return name === 'modelscope-inpainting' ? { filled: outputs['filled']!.map((value) => value * 1.1) } : outputs;
    },
  });
  const failed = (network: string): unknown => ({
    state: 'failed',
    problem: { code: 'imported-unusable', network, reason: 'failed-test' },
  });
  assert.deepEqual(await (await open(catalogue, fileOf, onGpu)).engine.load('modelscope'), { state: 'loaded' });
  assert.deepEqual(
    await (await open(catalogue, fileOf, spoilt)).engine.load('modelscope'),
    failed('modelscope-inpainting'),
  );
  assert.deepEqual(
    await (await open(made.catalogue, fileOf, onGpu)).engine.load('modelscope'),
    failed('modelscope-blemish'),
    'nothing was stored',
  );
});

function onGpu(runner: NetworkRunner): NetworkRunner {
  return { ...runner, executionProvider: 'webgpu' };
}

test('a build lays the files that a GPU runs beside the engine page, and says so where nothing was imported', async () => {
  const root = temporaryFolder();
  const [from, to] = [join(root, 'from'), join(root, 'to')];
  await layImported(from, to);
  assert.equal(await readFile(join(to, 'catalogue.json'), 'utf8'), 'null');
  await mkdir(from);
  const text = JSON.stringify({
    networks: { 'modelscope-blend': { file: 'blend.onnx', half: { file: 'blend.half.onnx' } } },
  });
  for (const [file, content] of [
    ['catalogue.json', text],
    ['blend.onnx', 'full'],
    ['blend.half.onnx', 'half'],
  ] as const)
    await writeFile(join(from, file), content);
  await layImported(from, to);
  assert.deepEqual((await readdir(to)).sort(), ['blend.half.onnx', 'catalogue.json']);
  assert.equal(await readFile(join(to, 'catalogue.json'), 'utf8'), text);
});

// The engine of the engine page with imported networks: small random ones, in the form that the import writes.
import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { layImported } from '../../../build/imported.mjs';
import type { EngineApi, ReadImported } from '../../../ui/engine/api/engine-api';
import { IMPORTED_NAMES, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { createOrtWasmRunner } from '../../../ui/engine/networks/ort-wasm-runner';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../../ui/engine/worker/engine';
import { temporaryFolder } from '../../cli/temporary-folder';
import { withGolden } from '../../golden/make-golden';
import { SAMPLE } from '../faces/sample-pictures';
import { createTinyNetworks } from './tiny-networks';
import { settingsWith } from '../../../ui/engine/api/settings';
import { fileData } from '../../../ui/engine/api/picture-data';

const tiny = createTinyNetworks();
const SETTINGS = settingsWith({ heal: 'all', even: 100, brighten: 0 });
const photo = new Uint8Array(await sharp(SAMPLE).ensureAlpha().png().toBuffer());
const ignore = (): void => undefined;
const shipped = Object.fromEntries(Object.entries(tiny.networks).filter(([name]) => !name.startsWith('modelscope-')));
const readFileOf: ReadImported = (file) => Promise.resolve(tiny.networks[file.replace('.onnx', '')]!);

interface StartedEngine {
  readonly engine: EngineApi;
  /** Networks, in the order of their runs. */
  readonly runs: NetworkName[];
  /** Imported files, in the order of their reads. */
  readonly reads: string[];
}

/** Starts an engine that records its runs and reads. @param change of the runner */
async function startEngine(
  imported: unknown,
  readImported = readFileOf,
  change: (runner: NetworkRunner) => NetworkRunner = (runner) => runner,
): Promise<StartedEngine> {
  const [runs, reads]: [NetworkName[], string[]] = [[], []];
  const engine = createEngine((assets) => {
    const wasm = change(createOrtWasmRunner(assets));
    return {
      runner: { ...wasm, run: (name, inputs) => (runs.push(name), wasm.run(name, inputs)) },
      kernels: CPU_KERNELS,
    };
  }, []);
  const started = await engine.start(
    { wasm: tiny.wasm, networks: { ...shipped }, imported },
    ignore,
    (file) => (reads.push(file), readImported(file)),
  );
  assert.ok(started.state === 'started');
  assert.deepEqual(started.networkSets, imported === null ? ['softlight'] : ['softlight', 'modelscope']);
  return { engine, runs, reads };
}

async function previewOf(
  engine: EngineApi,
  networks?: 'softlight' | 'modelscope',
): Promise<{ readonly picture: number; readonly pixels: Uint8ClampedArray }> {
  const analysed = await engine.analyse(fileData(photo), ignore, networks);
  assert.ok(analysed.state === 'analysed', JSON.stringify(analysed));
  const preview = await engine.preview({ picture: analysed.picture, settings: SETTINGS, side: 512 }, ignore);
  assert.ok(preview.state === 'preview', JSON.stringify(preview));
  return { picture: analysed.picture, pixels: preview.pixels };
}

function onGpu(runner: NetworkRunner): NetworkRunner {
  return { ...runner, executionProvider: 'webgpu' };
}

describe('an engine with imported networks', () => {
  test('reads them at their first use', async () => {
    const { engine, reads } = await startEngine(tiny.importedCatalogue);
    await previewOf(engine);
    assert.deepEqual(reads, []);
    assert.deepEqual(await engine.load('modelscope'), { state: 'loaded' });
    assert.deepEqual(
      reads,
      IMPORTED_NAMES.map((name) => `${name}.onnx`),
    );
  });

  test('caches the results of each network set apart', async () => {
    const { engine, runs, reads } = await startEngine(tiny.importedCatalogue);
    const softlight = await previewOf(engine);
    runs.length = 0;
    const modelscope = await previewOf(engine, 'modelscope');
    assert.notEqual(modelscope.picture, softlight.picture);
    assert.notDeepEqual(modelscope.pixels, softlight.pixels);
    for (const name of IMPORTED_NAMES) assert.ok(runs.includes(name), name);
    for (const name of ['blemish', 'inpainting', 'blend'] as const) assert.ok(!runs.includes(name), name);

    runs.length = 0;
    assert.deepEqual(await previewOf(engine), softlight);
    assert.deepEqual(await previewOf(engine, 'modelscope'), modelscope);
    assert.deepEqual([runs, reads.length], [[], 3]);
  });

  // Promise: 30
  test("names a file that is missing, truncated or another; Softlight's networks still work, and a later load can succeed", async () => {
    const truncated: ReadImported = async (file) => (await readFileOf(file)).subarray(0, 1000);
    let fault: ReadImported | null = null;
    const { engine } = await startEngine(tiny.importedCatalogue, (file) =>
      fault !== null && file === 'modelscope-blend.onnx' ? fault(file) : readFileOf(file),
    );
    const reasons: [ReadImported, string][] = [
      [() => Promise.reject(new Error('404')), 'missing'],
      [truncated, 'damaged'],
      [() => readFileOf('modelscope-blemish.onnx'), 'damaged'],
    ];
    for (const [read, reason] of reasons) {
      fault = read;
      const failed = { state: 'failed', problem: { code: 'imported-unusable', network: 'modelscope-blend', reason } };
      assert.deepEqual(await engine.load('modelscope'), failed);
      assert.deepEqual(await engine.analyse(fileData(photo), ignore, 'modelscope'), failed);
      assert.equal((await engine.analyse(fileData(photo), ignore)).state, 'analysed');
    }
    fault = null;
    assert.deepEqual(await engine.load('modelscope'), { state: 'loaded' });
  });

  test('names a damaged entry of the catalogue', async () => {
    const { engine } = await startEngine({ networks: { 'modelscope-blemish': { file: '../elsewhere' } } });
    assert.deepEqual(await engine.load('modelscope'), {
      state: 'failed',
      problem: { code: 'imported-unusable', network: 'modelscope-blemish', reason: 'damaged' },
    });
  });
});

describe('an engine without imported networks', () => {
  test('reports that they are absent', async () => {
    const { engine } = await startEngine(null);
    const failed = { state: 'failed', problem: { code: 'imported-absent' } };
    assert.deepEqual(await engine.load('modelscope'), failed);
    assert.deepEqual(await engine.analyse(fileData(photo), ignore, 'modelscope'), failed);
  });
});

describe('the self-test of imported networks on a GPU', async () => {
  const withOutputs = await withGolden(tiny.importedCatalogue, createOrtWasmRunner(tiny));
  const failed = (network: string): unknown => ({
    state: 'failed',
    problem: { code: 'imported-unusable', network, reason: 'failed-test' },
  });

  test('accepts the outputs that the import stored', async () => {
    const { engine } = await startEngine(withOutputs, readFileOf, onGpu);
    assert.deepEqual(await engine.load('modelscope'), { state: 'loaded' });
  });

  // Promise: 27
  test('refuses other outputs', async () => {
    const wrong = (runner: NetworkRunner): NetworkRunner => ({
      ...onGpu(runner),
      run: async (name, inputs) => {
        const outputs = await runner.run(name, inputs);
        return name === 'modelscope-inpainting' ? { filled: outputs['filled']!.map((value) => value * 1.1) } : outputs;
      },
    });
    const { engine } = await startEngine(withOutputs, readFileOf, wrong);
    assert.deepEqual(await engine.load('modelscope'), failed('modelscope-inpainting'));
  });

  test('refuses networks without stored outputs', async () => {
    const { engine } = await startEngine(tiny.importedCatalogue, readFileOf, onGpu);
    assert.deepEqual(await engine.load('modelscope'), failed('modelscope-blemish'));
  });
});

describe('layImported', () => {
  test('writes a null catalogue if nothing was imported', async () => {
    const root = temporaryFolder();
    const to = join(root, 'to');
    await layImported(join(root, 'from'), to);
    assert.equal(await readFile(join(to, 'catalogue.json'), 'utf8'), 'null');
  });

  test('copies the files with float16 weights and their catalogue', async () => {
    const root = temporaryFolder();
    const [from, to] = [join(root, 'from'), join(root, 'to')];
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
});

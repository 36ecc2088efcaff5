// Imported networks from the engine page: small random ones that the wasm execution provider runs. The software GPU,
// the only one that every machine has, needs minutes for a picture.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createOrtWasmRunner } from '../../ui/engine/networks/ort-wasm-runner';
import { MODELSCOPE } from '../../ui/engine/modelscope/network-set';
import { createAnalysis } from '../../ui/engine/pipeline/analysis';
import { retouchAnalysed } from '../../ui/engine/pipeline/retouch-picture';
import { samplePicture } from '../engine/faces/sample-pictures';
import { createTinyNetworks } from '../engine/modelscope/tiny-networks';
import { largestDifference } from '../guarantees/stack-layers';
import { axeFindings } from './axe';
import { SAMPLE, Session } from './session';
import { layerOf } from '../../ui/engine/layers/layer';
import { settingsWith } from '../../ui/engine/api/settings';

const made = createTinyNetworks();
const wasm = createOrtWasmRunner(made);

let session: Session;
/** The file of this name in the engine page's folder of imported networks. */
let folder: (file: string) => Buffer;
before(async () => {
  session = await Session.open('en-US', [], '?engine-page');
  await session.page.addInitScript(pretendGpu);
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./ort-engine-entry.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['browser'],
    define: { 'import.meta.url': 'undefined' },
  });
  await session.page.route('**/engine/engine.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: outputFiles[0]!.text }),
  );
  await session.page.route('**/engine/ort.wasm', (route) => route.fulfill({ body: Buffer.from(made.wasm) }));
  await session.page.route('**/engine/networks/modelscope/*', (route) =>
    route.fulfill({ body: folder(new URL(route.request().url()).pathname.split('/').at(-1)!) }),
  );
});
after(async () => {
  await session?.close();
  await wasm.release();
});

/** Opens the plugin on the sample. Returns a function that lists the imported files requested since. */
async function openPlugin(): Promise<() => string[]> {
  await session.clear();
  await session.select([await session.addPhoto(SAMPLE, 'Portrait.png', { x: 0, y: 0 })]);
  const before = session.requests.length;
  await session.runPlugin();
  return () =>
    session.requests
      .slice(before)
      .filter((url) => url.includes('modelscope'))
      .map((url) => url.replace(`${session.engineOrigin}/engine/networks/modelscope/`, ''));
}

const choice = () => session.panel.getByRole('radiogroup', { name: 'Networks' });
const message = () => session.panel.locator('.networks-message');

describe('imported networks', () => {
  // Promise: N10
  test('are not offered where the engine page has none', async () => {
    folder = () => Buffer.from('null');
    const asked = await openPlugin();
    assert.equal(await choice().count(), 0);
    assert.deepEqual(asked(), ['catalogue.json']);
  });

  // Promise: N10
  test('load on first use, are refused if damaged, and make the layers until the GPU is given up', async () => {
    const catalogue = JSON.stringify(made.importedCatalogue);
    let damaged = true;
    folder = (file) => {
      if (file === 'catalogue.json') return Buffer.from(catalogue);
      const bytes = Buffer.from(made.networks[file.replace('.onnx', '')]!);
      return damaged && file.startsWith('modelscope-blend') ? bytes.subarray(0, 1000) : bytes;
    };
    const asked = await openPlugin();
    const [ours, originals] = [
      choice().getByRole('radio', { name: 'Softlight' }),
      choice().getByRole('radio', { name: 'ModelScope' }),
    ];
    await ours.waitFor();
    assert.ok(await ours.isChecked());
    assert.deepEqual(asked(), ['catalogue.json']);

    await originals.check();
    await message().filter({ hasText: 'modelscope-blend is damaged' }).waitFor();
    assert.deepEqual(await axeFindings(session.panel), []);
    assert.ok(await ours.isChecked());

    damaged = false;
    await originals.check();
    await message().filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
    assert.ok(await originals.isChecked());
    const settings = settingsWith({ heal: 'blemishes', even: 100, brighten: 0 });
    await session.choose({ heal: 'Blemishes', even: 100 });
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done'],
    );
    const wanted = await retouchAnalysed(
      createAnalysis(await samplePicture(), wasm, MODELSCOPE),
      settings,
      () => undefined,
    );
    assert.ok(wanted.state === 'retouched' && layerOf(wanted.layers, 'blend') !== null);
    const apart = largestDifference((await session.render()).data, wanted.retouched.data);
    assert.ok(apart <= 1, `${apart} levels from what these networks give`);

    await session.page.workers().at(-1)!.evaluate('setTimeout(() => { throw new Error("gone"); })');
    const [row] = await session.retouch();
    assert.equal(row!.state, 'failed');
    assert.match(row!.text, /no ModelScope networks/);
    await message().filter({ hasText: 'Softlight’s own networks are chosen now' }).waitFor();
    assert.equal(await choice().count(), 0);
    assert.deepEqual(
      (await session.retouch()).map(({ state }) => state),
      ['done'],
    );
  });
});

/** Runs in the engine page: gives it a GPU as far as it checks for one. */
function pretendGpu(): void {
  const adapter = {
    info: { isFallbackAdapter: false },
    limits: { maxStorageBufferBindingSize: 2 ** 31, maxBufferSize: 2 ** 31 },
    features: [],
  };
  Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: () => Promise.resolve(adapter) } });
}

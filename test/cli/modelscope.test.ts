// The command line with small random networks in ModelScope's form, on disk as after an import.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { createTinyNetworks } from '../engine/modelscope/tiny-networks';
import { largestDifference, normal, softLight, stackLayer } from '../guarantees/stack-layers';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const root = temporaryFolder();
let program = '';

before(async () => {
  program = await buildProgram();
  writeSet('set');
});

/** Writes a network set as the import does. `change` may damage a file. */
function writeSet(folder: string, change: (file: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes): void {
  const { networks, importedCatalogue: catalogue } = createTinyNetworks();
  mkdirSync(join(root, folder));
  for (const [name, bytes] of Object.entries(networks)) {
    if (name.startsWith('modelscope-')) writeFileSync(join(root, folder, `${name}.onnx`), change(name, bytes));
  }
  writeFileSync(join(root, folder, 'catalogue.json'), JSON.stringify(catalogue));
}

function run(...argv: string[]): Promise<{ readonly code: number; readonly errors: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [program, SAMPLE, '--networks', 'modelscope', ...argv],
      { cwd: root },
      (error, _, errors) => resolve({ code: error === null ? 0 : Number(error.code), errors }),
    );
  });
}

const pixelsOf = (file: string): Promise<Buffer> => sharp(file, { ignoreIcc: true }).ensureAlpha().raw().toBuffer();
const pixels = (path: string): Promise<Buffer> => pixelsOf(join(root, path));
const readReport = (path: string): PhotoReport => JSON.parse(readFileSync(join(root, path), 'utf8')) as PhotoReport;

describe('retouch program with --networks modelscope', () => {
  test('runs the imported networks and writes layers that give the result', async () => {
    const { code, errors } = await run('--models', 'set', '--out', 'done', '--even', '80');
    assert.equal(code, 0, errors);
    const report = readReport('done/astronaut.json');
    assert.equal(report.state, 'retouched');
    assert.ok(report.spots.length > 0);
    assert.deepEqual(
      Object.keys(report.networks)
        .filter((name) => name.startsWith('modelscope-'))
        .sort(),
      ['modelscope-blemish', 'modelscope-blend', 'modelscope-inpainting'],
    );
    let stacked: Uint8Array = await pixelsOf(SAMPLE);
    for (const { file, blendMode } of report.layers)
      stacked = stackLayer(stacked, await pixels(`done/${file}`), blendMode === 'normal' ? normal : softLight);
    const result = await pixels('done/astronaut.png');
    const [apart, change] = [largestDifference(stacked, result), largestDifference(await pixelsOf(SAMPLE), result)];
    assert.ok(apart <= 1, `the layers are ${apart} levels off`);
    assert.ok(change > 3, `${change} levels of change`);
  });

  test('--parity writes the picture, the detector boxes and strength 100', async () => {
    const { code, errors } = await run('--models', 'set', '--out', 'parity', '--parity');
    assert.equal(code, 0, errors);
    assert.deepEqual(readdirSync(join(root, 'parity')).sort(), ['astronaut.json', 'astronaut.png']);
    const report = readReport('parity/astronaut.json');
    assert.deepEqual([report.layers, report.settings.even], [[], 100]);
    assert.ok(report.faces[0]!.detectorBox !== undefined);
  });

  test('names a missing or damaged network and writes nothing', async () => {
    mkdirSync(join(root, 'empty'));
    const missing = await run('--models', 'empty', '--out', 'none');
    assert.equal(missing.code, 1);
    assert.match(
      missing.errors,
      /Nothing was done: the network "modelscope-blemish" is not there; npm run models:import/,
    );

    writeSet('spoilt', (name, bytes) => (name === 'modelscope-blend' ? bytes.subarray(0, bytes.length >> 1) : bytes));
    const spoilt = await run('--models', 'spoilt', '--out', 'none');
    assert.equal(spoilt.code, 1);
    assert.match(spoilt.errors, /Nothing was done: the network "modelscope-blend" is damaged/);
    assert.equal(existsSync(join(root, 'none')), false);
  });
});

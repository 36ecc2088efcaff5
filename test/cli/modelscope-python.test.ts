// Checks that run in Python: the layers of ModelScope's networks, their import, and the reference for --parity.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { IMPORTED_NAMES } from '../../ui/engine/networks/catalogue';
import { ORIGINAL_NETWORKS } from '../bench/speed/modelscope-networks';
import { findPython } from '../python';

const ROOT = join(import.meta.dirname, '../..');
const python = findPython();
const skip = python === null ? 'this machine has no Python with PyTorch, ONNX and OpenCV' : false;

const run = async (...argv: string[]): Promise<string> => {
  // One thread, because other tests use the other cores.
  const { stdout } = await promisify(execFile)(python!, ['-m', ...argv], {
    cwd: ROOT,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  return stdout;
};

describe("ModelScope's networks", () => {
  test("the benchmark's networks have the weights and multiplications of the PyTorch ones", { skip }, async () => {
    const counted = JSON.parse(await run('models.training.modelscope.count')) as Record<
      string,
      { readonly macs: number; readonly weights: number }
    >;
    for (const name of IMPORTED_NAMES) {
      const { macs, weights } = ORIGINAL_NETWORKS[name]();
      assert.deepEqual([macs, weights], [counted[name]!.macs, counted[name]!.weights], name);
    }
  });

  // Promise: N7
  test('an import has the published keys, shapes and activations, and is complete or absent', { skip }, async () => {
    await run('unittest', 'models.training.modelscope.test_modelscope');
  });

  test('--parity equals the PyTorch reference to within one level on small networks', { skip }, async () => {
    assert.match(await run('models.training.modelscope.parity', '--base', '4'), /The same, to within one level/);
  });

  test("the benchmark's networks have the published number of multiplications", () => {
    const giga = (name: keyof typeof ORIGINAL_NETWORKS): string => (ORIGINAL_NETWORKS[name]().macs / 1e9).toFixed(2);
    assert.deepEqual(IMPORTED_NAMES.map(giga), ['72.66', '83.01', '123.72']);
  });
});

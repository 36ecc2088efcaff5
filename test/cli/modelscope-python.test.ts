// What is said in Python of the original's networks: their layers, their import, and the reference that parity is
// held against.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { IMPORTED_NAMES } from '../../ui/engine/networks/catalogue';
import { ORIGINAL_NETWORKS } from '../bench/speed/modelscope-networks';
import { findPython } from '../python';

const ROOT = join(import.meta.dirname, '../..');
const python = findPython();
const skip = python === null ? 'this machine has no Python with PyTorch, ONNX and OpenCV' : false;

const run = async (...argv: string[]): Promise<string> => {
  // One thread, as an engine: the other cores have tests of their own.
  const { stdout } = await promisify(execFile)(python!, ['-m', ...argv], {
    cwd: ROOT,
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  return stdout;
};

test(
  "the benchmark's networks have the layers of those in PyTorch: as many weights and multiplications",
  { skip },
  async () => {
    const counted = JSON.parse(await run('models.training.modelscope.count')) as Record<
      string,
      { readonly macs: number; readonly weights: number }
    >;
    for (const name of IMPORTED_NAMES) {
      const { macs, weights } = ORIGINAL_NETWORKS[name]();
      assert.deepEqual([macs, weights], [counted[name]!.macs, counted[name]!.weights], name);
    }
  },
);

// Promise: N7
test(
  'keys, shapes and activations are the published ones; an import takes weights only, and is whole or not at all',
  { skip },
  async () => {
    await run('unittest', 'models.training.modelscope.test_original');
  },
);

test(
  '--networks modelscope --parity is the reference in PyTorch, to within one level, on small networks',
  { skip },
  async () => {
    assert.match(await run('models.training.modelscope.parity', '--base', '4'), /The same, to within one level/);
  },
);

test("the benchmark's networks have the published arithmetic", () => {
  const giga = (name: keyof typeof ORIGINAL_NETWORKS): string => (ORIGINAL_NETWORKS[name]().macs / 1e9).toFixed(2);
  assert.deepEqual(IMPORTED_NAMES.map(giga), ['72.66', '83.01', '123.72']);
});

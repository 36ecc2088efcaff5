// Softlight's own kernels against onnxruntime-web, network by network.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { compileKernels, KERNELS_FILE } from '../../../build/kernels.mjs';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { EngineError } from '../../../ui/engine/api/report';
import { networkInfo, SHIPPED_NAMES, SHIPPED_NETWORKS, type NetworkName } from '../../../ui/engine/networks/catalogue';
import { createOrtWasmRunner } from '../../../ui/engine/networks/ort-wasm-runner';
import type { Tensors } from '../../../ui/engine/networks/runner';
import { goldenInputs } from '../../../ui/engine/networks/self-test/golden-inputs';
import { sha256 } from '../../../ui/engine/networks/sha256';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { ortBinary } from './ort-binary';

/** Largest difference, as a share of the largest value of an output. */
const TOLERANCE = 1e-3;

const assets = loadAssets();
const compiled = JSON.parse(readFileSync(KERNELS_FILE, 'utf8')) as Record<'plain' | 'relaxed', string>;
const binaries = Object.entries(compiled)
  .map(([name, base64]) => [name, new Uint8Array(Buffer.from(base64, 'base64'))] as const)
  .filter(([, binary]) => WebAssembly.validate(binary));
const reference = createOrtWasmRunner({ ...assets, wasm: ortBinary() });
after(() => reference.release());

function difference(one: Tensors, other: Tensors): number {
  return Math.max(
    ...Object.entries(one).map(([name, values]) => {
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const apart = values.reduce((most, value, index) => Math.max(most, Math.abs(value - other[name]![index]!)), 0);
      return values.length === other[name]!.length ? apart / largest : Infinity;
    }),
  );
}

describe('the kernels of the networks', () => {
  // Promise: K1
  for (const [kind, binary] of binaries) {
    test(`give the numbers of onnxruntime-web for every network (${kind})`, async () => {
      const runner = createWasmRunner(assets, binary);
      for (const name of SHIPPED_NAMES) {
        const inputs = goldenInputs(networkInfo(name));
        const apart = difference(await reference.run(name, inputs), await runner.run(name, inputs));
        assert.ok(apart < TOLERANCE, `${name} differs by ${apart}`);
      }
    });
  }

  test('give the same numbers to the bit again, also after a network that moves the values in memory', async () => {
    const runner = createWasmRunner(assets);
    const run = (name: NetworkName): Promise<Tensors> => runner.run(name, goldenInputs(networkInfo(name)));
    const first = await run('landmarks');
    await run('blend');
    assert.deepEqual(await run('landmarks'), first);
    await runner.release();
    assert.deepEqual(await run('landmarks'), first);
  });

  test('fill holes in every size of window', async () => {
    const runner = createWasmRunner(assets);
    const info = networkInfo('inpainting');
    const step = info.sideStep!;
    for (const side of [step, 3 * step]) {
      const inputs = Object.fromEntries(
        info.inputs.map(({ name, shape }) => [
          name,
          Float32Array.from({ length: shape[1]! * side * side }, (_, index) => Math.abs(Math.sin(index * 12.9898))),
        ]),
      );
      const apart = difference(await reference.run('inpainting', inputs), await runner.run('inpainting', inputs));
      assert.ok(apart < TOLERANCE, `side ${side}: ${apart}`);
    }
  });

  test('refuse a file with another operator as damaged', async () => {
    const file = Uint8Array.from(assets.networks['landmarks']!);
    const relu = Buffer.from(file).indexOf('PRelu');
    file.set(Buffer.from('Gelu!'), relu);
    const catalogue = { ...SHIPPED_NETWORKS, landmarks: { ...networkInfo('landmarks'), sha256: sha256(file) } };
    const runner = createWasmRunner({ networks: { landmarks: file }, catalogue });
    await assert.rejects(
      runner.run('landmarks', goldenInputs(networkInfo('landmarks'))),
      (error: unknown) => error instanceof EngineError && error.problem.code === 'network-damaged',
    );
  });

  test('are the compiled form of their source', async () => {
    assert.equal(await compileKernels(), readFileSync(KERNELS_FILE, 'utf8'));
  });
});

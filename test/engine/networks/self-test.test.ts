import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import { goldenInputs } from '../../../ui/engine/networks/self-test/golden-inputs';
import { goldenNetwork } from '../../../ui/engine/networks/self-test/golden-outputs';
import { selfTest } from '../../../ui/engine/networks/self-test/self-test';
import type { NetworkRunner, Tensors } from '../../../ui/engine/networks/runner';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { EngineError } from '../../../ui/engine/api/report';
import { createEngine } from '../../../ui/engine/worker/engine';

const wasm = createWasmRunner(loadAssets());
const outputs = new Map<NetworkName, Promise<Tensors>>();
after(() => wasm.release());

/** What the wasm execution provider gives for the golden inputs, computed once for all tests. */
function rightOutputs(network: NetworkName): Promise<Tensors> {
  const known = outputs.get(network) ?? wasm.run(network, goldenInputs(networkInfo(network)));
  outputs.set(network, known);
  return known;
}

/** A runner that is right but for one network, whose outputs go through `spoil`. */
function spoiled(network: NetworkName, spoil: (values: Float32Array) => Float32Array): NetworkRunner {
  return {
    executionProvider: 'webgpu',
    async run(name) {
      const right = await rightOutputs(name);
      if (name !== network) return right;
      return Object.fromEntries(Object.entries(right).map(([output, values]) => [output, spoil(values)]));
    },
    release: () => Promise.resolve(),
  };
}

test('outputs are stored of every network as it is now', () => {
  const stale = NETWORK_NAMES.filter((name) => goldenNetwork(name, networkInfo(name)) === null);
  assert.deepEqual(stale, [], 'these networks were changed: npm run golden');
});

test('the wasm execution provider passes', async () => {
  const runner: NetworkRunner = { executionProvider: 'wasm', run: rightOutputs, release: () => Promise.resolve() };
  assert.deepEqual(await selfTest(runner), { state: 'passed' });
});

const FAULTS: Readonly<Record<string, (values: Float32Array) => Float32Array>> = {
  zeros: (values) => values.map(() => 0),
  'not a number in one place of a hundred': (values) => values.map((value, index) => (index % 100 === 0 ? NaN : value)),
  'a twentieth too much': (values) => values.map((value) => value * 1.05),
  'the same value everywhere': (values) => new Float32Array(values.length).fill(values.length === 1 ? 0 : mean(values)),
  'the right values in the wrong places': (values) => (values.length === 1 ? values : values.toReversed()),
  'a half never written': (values) => values.map((value, index) => (index * 2 < values.length ? 0 : value)),
};

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

for (const [fault, spoil] of Object.entries(FAULTS)) {
  test(`a runner that gives ${fault} is refused, whichever network it is`, async () => {
    for (const network of NETWORK_NAMES) {
      const result = await selfTest(spoiled(network, spoil), [network]);
      assert.ok(result.state === 'failed' && result.network === network, `${network}: ${JSON.stringify(result)}`);
    }
  });
}

test('differences of rounding are no fault', async () => {
  for (const network of NETWORK_NAMES) {
    assert.deepEqual(
      await selfTest(
        spoiled(network, (values) => values.map((value, index) => value * (1 + (index % 2 === 0 ? 2e-4 : -2e-4)))),
        [network],
      ),
      { state: 'passed' },
    );
  }
});

test('a runner that throws is refused, and says why; a GPU that is lost computes nothing wrong', async () => {
  for (const [error, reason, detail] of [
    [new Error('no kernel'), 'wrong-numbers', 'no kernel'],
    [new EngineError({ code: 'gpu-lost', detail: 'destroyed' }), 'gpu-lost', 'destroyed'],
  ] as const) {
    const runner: NetworkRunner = {
      executionProvider: 'webgpu',
      run: () => Promise.reject(error),
      release: () => Promise.resolve(),
    };
    assert.deepEqual(await selfTest(runner), { state: 'failed', reason, network: NETWORK_NAMES[0], detail });
  }
});

test('a runner is refused where the stored outputs are of another file', () => {
  assert.equal(goldenNetwork('skin', { ...networkInfo('skin'), sha256: 'another' }), null);
});

// Promise: 27
test('an engine starts on another execution provider only if that one passes', async () => {
  // Packed as build.mjs packs: gzip, base64.
  const assets = { wasm: gzipSync('').toString('base64'), networks: {} };
  const refused = await createEngine(() => ({
    runner: spoiled('blend', (values) => values.map(() => 0.5)),
    kernels: CPU_KERNELS,
  })).start(assets);
  assert.deepEqual(refused, {
    state: 'refused',
    reason: 'wrong-numbers',
    detail: 'self-test of blend: output map is wrong',
  });
  const told: number[] = [];
  const findings = { compose: { device: 'cpu', reason: 'slower', detail: '' } } as const;
  const started = await createEngine(() => ({
    runner: spoiled('blend', (values) => values),
    kernels: CPU_KERNELS,
    placements: findings,
  })).start(assets, (done) => told.push(done));
  assert.deepEqual(started, {
    state: 'started',
    executionProvider: 'webgpu',
    networkSets: ['softlight'],
    gpu: { kernels: findings, half: [] },
  });
  assert.deepEqual(
    told,
    NETWORK_NAMES.map((_, index) => index / NETWORK_NAMES.length),
  );
});

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import type { StartResponse } from '../../../ui/engine/api/engine-api';
import { EngineError } from '../../../ui/engine/api/report';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import type { NetworkRunner, Tensors } from '../../../ui/engine/networks/runner';
import { goldenInputs } from '../../../ui/engine/networks/self-test/golden-inputs';
import { goldenNetwork } from '../../../ui/engine/networks/self-test/golden-outputs';
import { selfTest } from '../../../ui/engine/networks/self-test/self-test';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { createEngine } from '../../../ui/engine/worker/engine';

type Change = (values: Float32Array) => Float32Array;

const wasm = createWasmRunner(loadAssets());
const outputs = new Map<NetworkName, Promise<Tensors>>();
after(() => wasm.release());

/** The outputs of the wasm execution provider for the golden inputs, computed once for all tests. */
function rightOutputs(network: NetworkName): Promise<Tensors> {
  const pending = outputs.get(network) ?? wasm.run(network, goldenInputs(networkInfo(network)));
  outputs.set(network, pending);
  return pending;
}

/** A runner with correct outputs, except for one network, whose outputs go through `change`. */
function runnerWith(network: NetworkName, change: Change): NetworkRunner {
  return {
    executionProvider: 'webgpu',
    async run(name) {
      const right = await rightOutputs(name);
      if (name !== network) return right;
      return Object.fromEntries(Object.entries(right).map(([output, values]) => [output, change(values)]));
    },
    release: () => Promise.resolve(),
  };
}

function failingRunner(error: Error): NetworkRunner {
  return {
    executionProvider: 'webgpu',
    run: () => Promise.reject(error),
    release: () => Promise.resolve(),
  };
}

const FAULTS: Readonly<Record<string, Change>> = {
  zeros: (values) => values.map(() => 0),
  'NaN in one value of a hundred': (values) => values.map((value, index) => (index % 100 === 0 ? NaN : value)),
  'values that are 5 % too large': (values) => values.map((value) => value * 1.05),
  'one value everywhere': (values) => new Float32Array(values.length).fill(values.length === 1 ? 0 : mean(values)),
  'the right values in reverse order': (values) => (values.length === 1 ? values : values.toReversed()),
  'zeros in the first half': (values) => values.map((value, index) => (index * 2 < values.length ? 0 : value)),
};

function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('goldenNetwork', () => {
  test('has outputs for the present file of every network', () => {
    const stale = NETWORK_NAMES.filter((name) => goldenNetwork(name, networkInfo(name)) === null);
    assert.deepEqual(stale, [], 'these networks have changed: run npm run golden');
  });

  test('has no outputs for another file', () => {
    assert.equal(goldenNetwork('skin', { ...networkInfo('skin'), sha256: 'another' }), null);
  });
});

describe('selfTest', () => {
  test('accepts the wasm execution provider', async () => {
    const runner: NetworkRunner = { executionProvider: 'wasm', run: rightOutputs, release: () => Promise.resolve() };
    assert.deepEqual(await selfTest(runner), { state: 'passed' });
  });

  for (const [fault, change] of Object.entries(FAULTS)) {
    test(`refuses ${fault} from any network`, async () => {
      for (const network of NETWORK_NAMES) {
        const result = await selfTest(runnerWith(network, change), [network]);
        assert.ok(result.state === 'failed' && result.network === network, `${network}: ${JSON.stringify(result)}`);
      }
    });
  }

  test('accepts differences of rounding', async () => {
    const rounded: Change = (values) => values.map((value, index) => value * (1 + (index % 2 === 0 ? 2e-4 : -2e-4)));
    for (const network of NETWORK_NAMES)
      assert.deepEqual(await selfTest(runnerWith(network, rounded), [network]), { state: 'passed' });
  });

  test('refuses a runner that throws, and gives its message', async () => {
    assert.deepEqual(await selfTest(failingRunner(new Error('no kernel'))), {
      state: 'failed',
      reason: 'wrong-numbers',
      network: NETWORK_NAMES[0],
      detail: 'no kernel',
    });
  });

  test('tells a lost GPU from wrong numbers', async () => {
    assert.deepEqual(await selfTest(failingRunner(new EngineError({ code: 'gpu-lost', detail: 'destroyed' }))), {
      state: 'failed',
      reason: 'gpu-lost',
      network: NETWORK_NAMES[0],
      detail: 'destroyed',
    });
  });

  test('refuses a network that the catalogue of the runner does not hold', async () => {
    assert.deepEqual(await selfTest(failingRunner(new Error('not run')), ['modelscope-blend']), {
      state: 'failed',
      reason: 'wrong-numbers',
      network: 'modelscope-blend',
      detail: 'network-missing',
    });
  });
});

describe('createEngine on another execution provider than wasm', () => {
  const placements = { compose: { device: 'cpu', reason: 'slower', detail: '' } } as const;

  /** Starts an engine whose blend network's output goes through `change`. */
  function start(change: Change, onTested?: (done: number) => void): Promise<StartResponse> {
    const engine = createEngine(() => ({ runner: runnerWith('blend', change), kernels: CPU_KERNELS, placements }));
    return engine.start({ networks: {} }, onTested);
  }

  // Promise: 27
  test('does not start if the self-test fails', async () => {
    assert.deepEqual(await start((values) => values.map(() => 0.5)), {
      state: 'refused',
      reason: 'wrong-numbers',
      detail: 'self-test of blend: output map is wrong',
    });
  });

  test('starts if the self-test passes, and reports its progress', async () => {
    const progress: number[] = [];
    assert.deepEqual(
      await start(
        (values) => values,
        (done) => progress.push(done),
      ),
      {
        state: 'started',
        executionProvider: 'webgpu',
        networkSets: ['softlight'],
        gpu: { kernels: placements, half: [] },
      },
    );
    assert.deepEqual(
      progress,
      NETWORK_NAMES.map((_, index) => index / NETWORK_NAMES.length),
    );
  });
});

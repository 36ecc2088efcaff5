import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Remote } from 'comlink';
import type { EngineApi, GpuUse } from '../../../ui/engine/api/engine-api';
import { engineFact } from '../../../ui/panel/diagnostics/engine-fact';
import { createEngineClient } from '../../../ui/panel/engine-client/engine-client';
import { LaunchRefused, type LaunchedEngine } from '../../../ui/panel/engine-client/launcher';

const engine = {} as Remote<EngineApi>;

describe('engineFact', () => {
  // Promise: 27
  test('names the kernels and half-precision networks of a GPU, or why the CPU runs', async () => {
    const stages: GpuUse['kernels'] = {
      readCrop: { device: 'gpu', milliseconds: 1.5, plainMilliseconds: 30 },
      mergeViews: { device: 'cpu', reason: 'wrong', detail: '7 of 9 pixels differ' },
      compose: { device: 'cpu', reason: 'slower', detail: '9 ms instead of 4' },
    };
    const gpu: LaunchedEngine = {
      engine,
      executionProvider: 'webgpu',
      networkSets: ['softlight'],
      gpu: { kernels: stages, half: ['skin', 'blemish'] },
    };
    assert.match(
      await engineFact(createEngineClient([() => Promise.resolve(gpu)])),
      /^webgpu, readCrop gpu \(1\.5 ms instead of 30\), mergeViews cpu \(wrong: 7 of 9 pixels differ\), compose cpu \(slower: 9 ms instead of 4\), half precision: skin, blemish, ready in \d+ ms$/,
    );
    const cpu: LaunchedEngine = { engine, executionProvider: 'wasm', networkSets: ['softlight'] };
    const refused = createEngineClient([
      () => Promise.reject(new LaunchRefused('small-gpu')),
      () => Promise.resolve(cpu),
    ]);
    assert.match(await engineFact(refused), /^wasm \(small-gpu\), ready in \d+ ms$/);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Remote } from 'comlink';
import type { EngineApi, GpuUse } from '../../../ui/engine/api/engine-api';
import { engineFact } from '../../../ui/panel/diagnostics/engine-fact';
import { createEngineBridge } from '../../../ui/panel/engine-client/engine-client';
import { HomeRefused, type EngineHome } from '../../../ui/panel/engine-client/launcher';

const engine = {} as Remote<EngineApi>;

test('Diagnostics says which of the work on pixels a GPU does, why not the rest of it, and what it runs in half precision; of a CPU, why it is no GPU', async () => {
  const stages: GpuUse['stages'] = {
    readCrop: { home: 'gpu', milliseconds: 1.5, plainMilliseconds: 30 },
    mergeViews: { home: 'cpu', reason: 'wrong', detail: '7 of 9 pixels differ' },
    compose: { home: 'cpu', reason: 'slower', detail: '9 ms instead of 4' },
  };
  const gpu: EngineHome = {
    engine,
    executionProvider: 'webgpu',
    networkSets: ['softlight'],
    gpu: { stages, half: ['skin', 'blemish'] },
  };
  assert.match(
    await engineFact(createEngineBridge([() => Promise.resolve(gpu)])),
    /^webgpu, readCrop gpu \(1\.5 ms instead of 30\), mergeViews cpu \(wrong: 7 of 9 pixels differ\), compose cpu \(slower: 9 ms instead of 4\), half precision: skin, blemish, ready in \d+ ms$/,
  );
  const cpu: EngineHome = { engine, executionProvider: 'wasm', networkSets: ['softlight'] };
  const refused = createEngineBridge([() => Promise.reject(new HomeRefused('small-gpu')), () => Promise.resolve(cpu)]);
  assert.match(await engineFact(refused), /^wasm \(small-gpu\), ready in \d+ ms$/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as ort from 'onnxruntime-web/wasm';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import { contentsOf, numbersOf, readFields, textsOf, writeFields } from '../../../ui/engine/networks/onnx/fields';
import { halfGraph } from '../../../ui/engine/networks/onnx/half-graph';
import { createOrtRunner, type OrtBuild } from '../../../ui/engine/networks/ort-runner';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { selfTest } from '../../../ui/engine/networks/self-test/self-test';

const { wasm, networks } = loadAssets();
ort.env.wasm.wasmBinary = wasm.slice().buffer;
ort.env.wasm.numThreads = 1;

/** A runner on the CPU, whose execution provider computes float16 in float32: it shows that a graph is right, not what rounding costs. */
function runnerOf(
  half: readonly NetworkName[],
  create: OrtBuild['InferenceSession']['create'] = (file, options) => ort.InferenceSession.create(file, options),
): NetworkRunner {
  return createOrtRunner(
    { InferenceSession: { create }, Tensor: ort.Tensor },
    {
      executionProvider: 'webgpu',
      networks,
      half,
      session: { executionProviders: ['wasm'], graphOptimizationLevel: 'all' },
    },
  );
}

/** What the casts of a network's file cast to (types of onnx.proto): float32 is 1, float16 is 10. */
function casts(file: Uint8Array): number[] {
  const graph = readFields(contentsOf(readFields(file), 7)[0]!);
  const nodes = contentsOf(graph, 1)
    .map(readFields)
    .filter((node) => textsOf(node, 4)[0] === 'Cast');
  return nodes.flatMap((node) => contentsOf(node, 5).flatMap((attribute) => numbersOf(readFields(attribute), 3)));
}

test('a file that is read and written field by field is the same to the byte', () => {
  for (const name of NETWORK_NAMES)
    assert.deepEqual(Buffer.compare(writeFields(readFields(networks[name]!)), networks[name]!), 0, name);
});

test('every network gives what it must from its graph in half precision, and nothing inside that graph is float32', async () => {
  const runner = runnerOf(NETWORK_NAMES);
  assert.deepEqual(await selfTest(runner), { state: 'passed' });
  assert.deepEqual(runner.half?.networks(), NETWORK_NAMES);
  await runner.release();
  for (const name of NETWORK_NAMES) {
    const { inputs, outputs } = networkInfo(name);
    const [before, after] = [casts(networks[name]!), casts(halfGraph(networks[name]!))];
    assert.ok(
      before.every((type) => type === 1) && before.length > 25,
      `${name} has another kind of casts: ${before.join()}`,
    );
    assert.equal(after.filter((type) => type === 1).length, outputs.length, name);
    assert.ok(after.filter((type) => type === 10).length >= inputs.length, name);
  }
});

// Promise: 27
test('a network that is wrong, or cannot be made, in half precision runs in single precision; others keep theirs', async () => {
  const halves = ['skin', 'blemish'].map((name) => Buffer.from(halfGraph(networks[name]!)));
  const made: string[] = [];
  const runner = runnerOf(['skin', 'blemish', 'person'], async (file, options) => {
    const which = halves.findIndex((half) => half.equals(file));
    made.push(which < 0 ? 'other' : ['skin in half', 'blemish in half'][which]!);
    if (which === 1) throw new Error('no such kernel');
    return ort.InferenceSession.create(which === 0 ? halfGraph(networks['blemish']!) : file, options);
  });
  for (const name of ['skin', 'blemish', 'person'] as const)
    assert.deepEqual(await selfTest(runner, [name]), { state: 'passed' }, name);
  assert.deepEqual(made, ['skin in half', 'other', 'blemish in half', 'other', 'other']);
  assert.deepEqual(runner.half?.networks(), ['person']);
  await runner.release();
});

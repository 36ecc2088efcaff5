import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as ort from 'onnxruntime-web/wasm';
import { ortBinary } from './ort-binary';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NETWORK_NAMES, networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';
import { contentsOf, numbersOf, readFields, textsOf, writeFields } from '../../../ui/engine/networks/onnx/fields';
import { ATTRIBUTE, GRAPH, MODEL, NODE, TENSOR_TYPE } from '../../../ui/engine/networks/onnx/graph';
import { halfGraph } from '../../../ui/engine/networks/onnx/half-graph';
import { createOrtRunner, type OrtBuild } from '../../../ui/engine/networks/ort-runner';
import type { NetworkRunner } from '../../../ui/engine/networks/runner';
import { selfTest } from '../../../ui/engine/networks/self-test/self-test';

const { networks } = loadAssets();
ort.env.wasm.wasmBinary = new Uint8Array(ortBinary()).buffer;
ort.env.wasm.numThreads = 1;

/**
 * A runner on the CPU, whose execution provider computes float16 in float32. It shows that a graph is correct, and does
 * not show the error of rounding.
 */
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

/** The target types (onnx.proto) of the Cast nodes of a network's file. */
function castTypes(file: Uint8Array): number[] {
  const graph = readFields(contentsOf(readFields(file), MODEL.graph)[0]!);
  const nodes = contentsOf(graph, GRAPH.node)
    .map(readFields)
    .filter((node) => textsOf(node, NODE.op)[0] === 'Cast');
  return nodes.flatMap((node) =>
    contentsOf(node, NODE.attribute).flatMap((attribute) => numbersOf(readFields(attribute), ATTRIBUTE.integer)),
  );
}

describe('readFields and writeFields', () => {
  test('reproduce every network file to the byte', () => {
    for (const name of NETWORK_NAMES)
      assert.deepEqual(Buffer.compare(writeFields(readFields(networks[name]!)), networks[name]!), 0, name);
  });
});

describe('halfGraph', () => {
  test('gives graphs that pass the self-test', async () => {
    const runner = runnerOf(NETWORK_NAMES);
    assert.deepEqual(await selfTest(runner), { state: 'passed' });
    assert.deepEqual(runner.half?.networks(), NETWORK_NAMES);
    await runner.release();
  });

  test('leaves float32 casts at the outputs only', () => {
    for (const name of NETWORK_NAMES) {
      const { inputs, outputs } = networkInfo(name);
      const [before, after] = [castTypes(networks[name]!), castTypes(halfGraph(networks[name]!))];
      assert.ok(
        before.every((type) => type === TENSOR_TYPE.float32) && before.length > 25,
        `${name} has casts of another type: ${before.join()}`,
      );
      assert.equal(after.filter((type) => type === TENSOR_TYPE.float32).length, outputs.length, name);
      assert.ok(after.filter((type) => type === TENSOR_TYPE.float16).length >= inputs.length, name);
    }
  });
});

describe('a runner in half precision', () => {
  // Promise: 27
  test('changes a network that is wrong, or has no session, to single precision', async () => {
    const halves = ['skin', 'blemish'].map((name) => Buffer.from(halfGraph(networks[name]!)));
    const created: string[] = [];
    const runner = runnerOf(['skin', 'blemish', 'person'], async (file, options) => {
      const index = halves.findIndex((half) => half.equals(file));
      created.push(index < 0 ? 'other' : ['skin in half', 'blemish in half'][index]!);
      if (index === 1) throw new Error('no such kernel');
      return ort.InferenceSession.create(index === 0 ? halfGraph(networks['blemish']!) : file, options);
    });
    for (const name of ['skin', 'blemish', 'person'] as const)
      assert.deepEqual(await selfTest(runner, [name]), { state: 'passed' }, name);
    assert.deepEqual(created, ['skin in half', 'other', 'blemish in half', 'other', 'other']);
    assert.deepEqual(runner.half?.networks(), ['person']);
    await runner.release();
  });
});

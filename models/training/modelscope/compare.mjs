// Runs networks through onnxruntime-web and says how far they are from what PyTorch gave for the same inputs.
//   node models/training/modelscope/compare.mjs MANIFEST
// MANIFEST is JSON: [{ file, inputs: [tensor…], outputs: [tensor…] }], a tensor { name, shape, data: file of float32 }.
// Prints one line of JSON: the largest difference of each network, in the manifest's order.
import { readFile } from 'node:fs/promises';
import * as ort from 'onnxruntime-web/wasm';

ort.env.wasm.wasmBinary = await readFile(new URL(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')));
ort.env.wasm.numThreads = 1;

async function values(file) {
  const bytes = await readFile(file);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

const differences = [];
for (const { file, inputs, outputs } of JSON.parse(await readFile(process.argv[2], 'utf8'))) {
  const session = await ort.InferenceSession.create(await readFile(file), { executionProviders: ['wasm'] });
  const feeds = {};
  for (const { name, shape, data } of inputs) feeds[name] = new ort.Tensor('float32', await values(data), shape);
  const results = await session.run(feeds);
  let largest = 0;
  for (const { name, shape, data } of outputs) {
    const given = results[name];
    if (given.dims.join() !== shape.join()) throw new Error(`${file} ${name}: shape ${given.dims} is not ${shape}`);
    const expected = await values(data);
    for (let index = 0; index < expected.length; index++) {
      const difference = Math.abs(given.data[index] - expected[index]);
      if (!(difference <= largest)) largest = difference;
    }
  }
  await session.release();
  differences.push(largest);
}
console.log(JSON.stringify(differences.map((value) => (Number.isFinite(value) ? value : null))));

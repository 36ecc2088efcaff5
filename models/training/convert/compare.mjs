// Runs our conversions beside reference conversions on the sample portrait and prints the largest differences.
//   node models/training/convert/compare.mjs FOLDER   (FOLDER holds face_detection_short_range.onnx and so on)
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import sharp from 'sharp';

const REFERENCES = {
  'face-short-range': 'face_detection_short_range',
  'face-full-range': 'face_detection_full_range',
  landmarks: 'face_landmark',
  person: 'selfie_segmentation',
};
const TOLERANCE = 1e-4;

const models = new URL('../../', import.meta.url);
const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder that holds the reference conversions.');
const { networks } = JSON.parse(await readFile(new URL('catalogue.json', models), 'utf8'));
ort.env.wasm.wasmBinary = await readFile(new URL(import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm')));
ort.env.wasm.numThreads = 1;

const sample = new URL('../plugin/playground/samples/astronaut.png', models);
/** The sample as planar RGB; random noise would leave the person mask near zero and compare nothing. */
async function portrait(size, low, high) {
  const { data } = await sharp(await readFile(sample))
    .removeAlpha()
    .resize(size, size, { fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Float32Array.from({ length: 3 * size * size }, (_, i) => {
    const channel = Math.floor(i / (size * size));
    return low + ((high - low) * data[(i % (size * size)) * 3 + channel]) / 255;
  });
}

for (const [name, reference] of Object.entries(REFERENCES)) {
  const entry = networks[name];
  const ours = await ort.InferenceSession.create(await readFile(new URL(entry.file, models)));
  const theirs = await ort.InferenceSession.create(await readFile(path.join(folder, `${reference}.onnx`)));
  const input = entry.inputs[0];
  const tensor = new ort.Tensor('float32', await portrait(input.shape[3], ...input.range), input.shape);
  const a = await ours.run({ [input.name]: tensor });
  const b = await theirs.run({ [theirs.inputNames[0]]: tensor });
  entry.outputs.forEach((output, index) => {
    const x = a[output.name];
    const y = b[theirs.outputNames[index]];
    if (x.dims.join() !== output.shape.join())
      throw new Error(`${name} ${output.name}: shape ${x.dims} is not ${output.shape}`);
    let difference = 0;
    let scale = 0;
    for (let i = 0; i < x.data.length; i++) {
      difference = Math.max(difference, Math.abs(x.data[i] - y.data[i]));
      scale = Math.max(scale, Math.abs(y.data[i]));
    }
    const agrees = difference <= TOLERANCE * Math.max(1, scale);
    console.log(
      `${name} ${output.name}: largest difference ${difference.toExponential(1)} of ${scale.toFixed(2)}${agrees ? '' : '  DIFFERS'}`,
    );
    if (!agrees) process.exitCode = 1;
  });
}

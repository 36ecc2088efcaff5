import type { NetworkInfo, TensorInfo } from '../catalogue';
import type { Tensors } from '../runner';

/** Pixels between the lattice points of each octave: the sizes of facial features, of spots, and of grain. */
const OCTAVES = [64, 16, 4, 1];
const WEIGHTS = [8 / 15, 4 / 15, 2 / 15, 1 / 15];

/**
 * The inputs of a network's self-test: smooth noise of several scales that fills each input's range, or standard normal
 * noise for an input without a range. Hashed integers and basic arithmetic give the same bits in every browser.
 * @returns input name → values, NCHW
 */
export function goldenInputs({ inputs }: NetworkInfo): Tensors {
  return Object.fromEntries(
    inputs.map((input, index) => [
      input.name,
      input.range === null ? normalNoise(input, index) : smoothNoise(input, input.range, index),
    ]),
  );
}

/**
 * Smooth noise of several scales, with another pattern in each channel.
 * @param shape NCHW, with N = 1
 * @param range smallest and largest possible value
 * @returns planes, row-major, channel after channel
 */
export function smoothNoise(
  { shape }: Pick<TensorInfo, 'shape'>,
  [low, high]: readonly [number, number],
  seed: number,
): Float32Array {
  const [channels, height, width] = [shape[1]!, shape[2]!, shape[3]!];
  const values = new Float32Array(channels * height * width);
  for (let channel = 0, index = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, index++) {
        let value = 0;
        for (const [octave, cell] of OCTAVES.entries())
          value += latticeNoise(x / cell, y / cell, (seed * 8 + channel) * OCTAVES.length + octave) * WEIGHTS[octave]!;
        values[index] = low + (high - low) * value;
      }
    }
  }
  return values;
}

/** Value noise, 0–1: hashed values at integer coordinates, bilinear between them. */
function latticeNoise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const upper = hash(left, top, seed) * (1 - right) + hash(left + 1, top, seed) * right;
  const lower = hash(left, top + 1, seed) * (1 - right) + hash(left + 1, top + 1, seed) * right;
  return upper * (1 - down) + lower * down;
}

/** The sum of four uniform values, with mean 0 and standard deviation 1: nearly a normal distribution. */
function normalNoise({ shape }: TensorInfo, seed: number): Float32Array {
  const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
  for (let index = 0; index < values.length; index++) {
    values[index] =
      (hash(index, 0, seed) + hash(index, 1, seed) + hash(index, 2, seed) + hash(index, 3, seed) - 2) * 1.7320508;
  }
  return values;
}

/** A uniform value, 0–1, from three integers (the finaliser of MurmurHash3). */
function hash(x: number, y: number, seed: number): number {
  let bits = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca77) ^ Math.imul(seed + 1, 0xc2b2ae3d);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
}

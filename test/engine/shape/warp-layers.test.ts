import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { flatten } from '../../../ui/engine/layers/flatten';
import type { Layer } from '../../../ui/engine/layers/layer';
import { deepPicture } from '../../../ui/engine/picture/deep-picture';
import { emptyPicture, type Matte, type Picture } from '../../../ui/engine/picture/picture';
import type { Displacement } from '../../../ui/engine/shape/displacement';
import { warpLayers, warpMatte } from '../../../ui/engine/shape/warp-layers';
import { randomNumbers } from './drawn-figures';

const WIDTH = 80;
const HEIGHT = 60;

/** Moves the pixels of a box by (dx, dy), and nothing else. */
function shiftIn(left: number, right: number, dx: number, dy: number): Displacement {
  const x = new Float32Array(WIDTH).fill(dx);
  const y = new Float32Array(WIDTH).fill(dy);
  return { row: (row) => (row < 20 || row >= 50 ? null : { from: left, to: right, x, y }) };
}

function noise(seed: number): Picture {
  const random = randomNumbers(seed);
  const picture = emptyPicture(WIDTH, HEIGHT);
  for (let at = 0; at < picture.data.length; at++) picture.data[at] = at % 4 === 3 ? 255 : 60 + 120 * random();
  return picture;
}

/** A layer that acts in a box. */
function layerIn(role: string, blendMode: Layer['blendMode'], from: number, to: number, colours: Picture): Layer {
  const picture = emptyPicture(WIDTH, HEIGHT);
  for (let y = 15; y < 45; y++) {
    for (let x = from; x < to; x++) {
      const at = 4 * (y * WIDTH + x);
      picture.data.set(colours.data.subarray(at, at + 4), at);
    }
  }
  return { role, picture, blendMode, opacity: blendMode === 'normal' ? 1 : 0.6 };
}

function pixel({ data }: Picture, x: number, y: number): number[] {
  return [...data.subarray(4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 4)];
}

const source = noise(1);
const layers = [
  layerIn('heal', 'normal', 30, 40, noise(2)),
  { ...layerIn('shine', 'normal', 35, 60, noise(4)), opacity: 0.4 },
  layerIn('blend', 'soft-light', 20, 70, noise(3)),
];

describe('warpLayers', () => {
  // Promise: S1
  test('changes no bit where nothing moves, in any layer', () => {
    const [shape, ...moved] = warpLayers(source, layers, shiftIn(10, 60, 5, 3));
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        if (y >= 20 && y < 50 && x >= 10 && x < 60) continue;
        const acts = moved.some(({ picture }) => pixel(picture, x, y)[3] === 255);
        assert.deepEqual(pixel(shape!.picture, x, y), acts ? pixel(source, x, y) : [0, 0, 0, 0]);
        for (const [index, layer] of moved.entries())
          assert.deepEqual(pixel(layer.picture, x, y), pixel(layers[index]!.picture, x, y));
      }
    }
  });

  // Promise: S3
  test('moves every layer by the same field', () => {
    const result = flatten(source, warpLayers(source, layers, shiftIn(10, 60, 5, 3)));
    const still = flatten(source, layers);
    for (let y = 24; y < 40; y++)
      for (let x = 14; x < 54; x++) assert.deepEqual(pixel(result, x, y), pixel(still, x + 5, y + 3), `${x}, ${y}`);
  });

  // Promise: S3
  test('has Shape under every pixel of the other layers', () => {
    const [shape, ...moved] = warpLayers(source, layers, shiftIn(10, 60, 5, 3));
    for (const { picture } of moved)
      for (let at = 3; at < picture.data.length; at += 4)
        if (picture.data[at] !== 0) assert.equal(shape!.picture.data[at], 255);
  });

  test('gives layers that are opaque or transparent', () => {
    for (const { picture } of warpLayers(source, layers, shiftIn(10, 60, 4.4, -2.7)))
      for (let at = 3; at < picture.data.length; at += 4) assert.ok(picture.data[at] === 0 || picture.data[at] === 255);
  });

  test('keeps flat colour and sharp detail between pixels', () => {
    const flat = emptyPicture(WIDTH, HEIGHT);
    flat.data.fill(255).forEach((_, at) => (flat.data[at] = at % 4 === 3 ? 255 : 90));
    const [shape] = warpLayers(flat, [], shiftIn(10, 60, 2.5, 1.3));
    assert.deepEqual(pixel(shape!.picture, 30, 30), [90, 90, 90, 255]);
  });

  test('keeps 16 bits', () => {
    const deep = deepPicture(
      WIDTH,
      HEIGHT,
      Uint16Array.from(source.data, (value) => value * 257),
    );
    const heal = layers[0]!;
    const deepHeal = {
      ...heal,
      picture: deepPicture(
        WIDTH,
        HEIGHT,
        Uint16Array.from(heal.picture.data, (value) => value * 257),
      ),
    };
    const moved = warpLayers(deep, [deepHeal], shiftIn(10, 60, 5, 3));
    assert.ok(moved.every(({ picture }) => picture.deep !== undefined));
    const result = flatten(deep, moved);
    const at = 4 * (30 * WIDTH + 30);
    const from = 4 * (33 * WIDTH + 35);
    assert.deepEqual(result.deep!.subarray(at, at + 4), deepHeal.picture.deep.subarray(from, from + 4));
  });
});

describe('warpMatte', () => {
  test('moves a matte by the field', () => {
    const matte: Matte = { width: WIDTH, height: HEIGHT, data: new Uint8Array(WIDTH * HEIGHT) };
    matte.data[33 * WIDTH + 35] = 200;
    const moved = warpMatte(matte, shiftIn(10, 60, 5, 3));
    assert.equal(moved.data[30 * WIDTH + 30], 200);
    assert.equal(moved.data[33 * WIDTH + 35], 0);
  });
});

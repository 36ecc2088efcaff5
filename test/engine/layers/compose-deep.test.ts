import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MapRows } from '../../../ui/engine/blend/map-rows';
import { blendLayer } from '../../../ui/engine/layers/blend-layer';
import { brightenLayer } from '../../../ui/engine/layers/brighten-layer';
import type { LayerInput } from '../../../ui/engine/layers/compose';
import { composeDeep } from '../../../ui/engine/layers/compose-deep';
import { blendDeepValue, DEEP_NEUTRAL } from '../../../ui/engine/layers/deep-row';
import { flatten } from '../../../ui/engine/layers/flatten';
import { layerOf, type Layer } from '../../../ui/engine/layers/layer';
import { deepPicture, roundDeep, type DeepPicture } from '../../../ui/engine/picture/deep-picture';
import { copyPicture, emptyMatte, type Matte } from '../../../ui/engine/picture/picture';
import { softLight } from '../../guarantees/stack-layers';

const WIDTH = 256;
const HEIGHT = 24;
const LAST_SKIN = 200;

/**
 * A smooth gradient from dark to light; skin on its left part, fading at its edge. The map changes slowly along a row,
 * as one does whose cells are several pixels wide.
 */
function scene(): { source: DeepPicture; healed: DeepPicture; holes: Matte; skin: Matte; map: MapRows } {
  const values = new Uint16Array(WIDTH * HEIGHT * 4);
  const skin = emptyMatte(WIDTH, HEIGHT);
  for (let index = 0; index < WIDTH * HEIGHT; index++) {
    const x = index % WIDTH;
    values.set([20000 + 17 * x, 30000 + 11 * x, 9000 + 23 * x, 65535], 4 * index);
    skin.data[index] = x >= LAST_SKIN ? 0 : Math.min(255, 2 * (LAST_SKIN - x));
  }
  const source = deepPicture(WIDTH, HEIGHT, values);
  const holes = emptyMatte(WIDTH, HEIGHT);
  const healed = copyPicture(source) as DeepPicture;
  for (let index = 10 * WIDTH + 10; index < 10 * WIDTH + 20; index++) {
    holes.data[index] = 255;
    healed.deep.set([12345, 23456, 34567], index * 4);
    roundDeep(healed, index * 4, index * 4 + 4);
  }
  const row = new Float32Array(WIDTH * 3);
  const map: MapRows = {
    row(y) {
      for (let x = 0; x < WIDTH; x++)
        for (let channel = 0; channel < 3; channel++)
          row[x * 3 + channel] = (skin.data[y * WIDTH + x]! / 255) * 0.1 * Math.sin(x / 400 + channel + y / 30);
      return { from: 0, to: WIDTH, values: row };
    },
  };
  return { source, healed, holes, skin, map };
}

function inputs({ map, skin }: { readonly map: MapRows; readonly skin: Matte }, opacity: number): LayerInput[] {
  return [
    { role: 'blend', blendMode: 'soft-light', opacity, rows: blendLayer(map) },
    { role: 'brighten', blendMode: 'soft-light', opacity: opacity * 0.6, rows: brightenLayer(skin) },
  ];
}

function composed(opacity: number): { readonly source: DeepPicture; readonly layers: readonly Layer[] } {
  const { source, healed, holes, ...rest } = scene();
  return { source, layers: composeDeep({ source, healed, holes, layers: inputs(rest, opacity) }) };
}

const deepOf = (picture: { readonly deep?: Uint16Array | undefined }): Uint16Array => picture.deep!;

describe('composeDeep', () => {
  // Promise: C1
  test('layers composite to the flattened picture to within one of 65,535 steps', () => {
    for (const opacity of [1, 0.37]) {
      const { source, layers } = composed(opacity);
      assert.deepEqual(
        layers.map(({ role }) => role),
        ['heal', 'blend', 'brighten'],
      );
      const flattened = deepOf(flatten(source, layers));
      for (let at = 0; at < flattened.length; at++) {
        if (at % 4 === 3) continue;
        let value = source.deep[at]!;
        for (const { picture, blendMode, opacity: share } of layers) {
          if (deepOf(picture)[at | 3] === 0) continue;
          const above = deepOf(picture)[at]! / 65535;
          const blended = blendMode === 'normal' ? above : softLight(value / 65535, above);
          value = Math.round(value + share * (65535 * blended - value));
        }
        assert.ok(Math.abs(value - flattened[at]!) <= 1, `${value} ${flattened[at]}`);
      }
    }
  });

  // Promise: C1
  test('keeps every pixel outside skin and holes at 16 bits, and alpha everywhere', () => {
    const { source, layers } = composed(1);
    const flattened = deepOf(flatten(source, layers));
    for (let index = 0; index < WIDTH * HEIGHT; index++) {
      assert.equal(flattened[4 * index + 3], source.deep[4 * index + 3]);
      if (index % WIDTH < LAST_SKIN) continue;
      assert.deepEqual(flattened.subarray(4 * index, 4 * index + 3), source.deep.subarray(4 * index, 4 * index + 3));
    }
  });

  // Promise: C1
  test('makes no step in a smooth gradient larger than before by more than 1/4096', () => {
    const { source, layers } = composed(1);
    const flattened = deepOf(flatten(source, layers));
    for (let x = 1; x < LAST_SKIN - 128; x++) {
      for (let channel = 0; channel < 3; channel++) {
        const at = 4 * x + channel;
        const step = Math.abs(flattened[at]! - flattened[at - 4]!) - Math.abs(source.deep[at]! - source.deep[at - 4]!);
        assert.ok(step <= 65535 / 4096 + 2, `${step} of 65535 at ${x}`);
      }
    }
    assert.ok(new Set(flattened.map((value) => value % 257)).size > 200, 'the result has more than 8 bits');
  });

  test('gives the 8-bit levels of every layer and of the flattened picture', () => {
    const { source, layers } = composed(1);
    for (const { data, deep } of [...layers.map(({ picture }) => picture), flatten(source, layers)])
      assert.deepEqual(
        data,
        Uint8ClampedArray.from(deep!, (value) => Math.round(value / 257)),
      );
  });

  test('writes no pixel where the map is neutral', () => {
    const { source, healed, skin } = scene();
    const still: MapRows = { row: () => ({ from: 0, to: WIDTH, values: new Float32Array(3 * WIDTH) }) };
    const layers = composeDeep({ source, healed, holes: null, layers: inputs({ map: still, skin }, 1).slice(0, 1) });
    assert.equal(layerOf(layers, 'blend'), null);
  });
});

describe('blendDeepValue', () => {
  // Promise: C1
  test('changes no value under the neutral layer value', () => {
    for (let base = 0; base <= 65535; base++) assert.equal(blendDeepValue(base, DEEP_NEUTRAL, 1), base);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MapRows } from '../../../ui/engine/blend/map-rows';
import { compose, type LayerInput } from '../../../ui/engine/layers/compose';
import { flatten } from '../../../ui/engine/layers/flatten';
import { softLight } from '../../../ui/engine/layers/soft-light';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../ui/engine/picture/picture';
import { blendLayer } from '../../../ui/engine/layers/blend-layer';
import { brightenLayer } from '../../../ui/engine/layers/brighten-layer';
import { layerOf, type Layer } from '../../../ui/engine/layers/layer';

const WIDTH = 64;
const HEIGHT = 48;
const ALL = { even: 100, brighten: 100 };

/** A scene where every colour level meets many map values. The left half is skin. */
function scene(): { source: Picture; healed: Picture; holes: Matte; skin: Matte; map: MapRows } {
  const source = emptyPicture(WIDTH, HEIGHT);
  for (let index = 0; index < WIDTH * HEIGHT; index++) {
    source.data.set([(index * 7) % 256, (index * 13 + 40) % 256, (index * 29 + 90) % 256, 255], index * 4);
  }
  const healed: Picture = { ...source, data: source.data.slice() };
  const holes = emptyMatte(WIDTH, HEIGHT);
  const skin = emptyMatte(WIDTH, HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH / 2; x++) skin.data[y * WIDTH + x] = x < 4 ? x * 60 : 255;
  }
  for (let index = 10 * WIDTH + 10; index < 10 * WIDTH + 20; index++) {
    holes.data[index] = 255;
    healed.data.set([1, 2, 3], index * 4);
  }
  const row = new Float32Array(WIDTH * 3);
  const map: MapRows = {
    row(y) {
      for (let x = 0; x < WIDTH; x++) {
        for (let channel = 0; channel < 3; channel++) {
          row[x * 3 + channel] = (skin.data[y * WIDTH + x]! / 255) * 0.4 * Math.sin(x + y * (channel + 1));
        }
      }
      return { from: 0, to: WIDTH, values: row };
    },
  };
  return { source, healed, holes, skin, map };
}

/** Blend and Brighten at these percentages. */
function layersOf(
  { map, skin }: { readonly map: MapRows; readonly skin: Matte },
  { even, brighten }: { readonly even: number; readonly brighten: number },
): LayerInput[] {
  return [
    { role: 'blend', blendMode: 'soft-light', opacity: even / 100, rows: blendLayer(map) },
    { role: 'brighten', blendMode: 'soft-light', opacity: brighten / 100, rows: brightenLayer(skin) },
  ];
}

function composed(strengths: { readonly even: number; readonly brighten: number }): {
  readonly source: Picture;
  readonly holes: Matte;
  readonly layers: Layer[];
} {
  const { source, healed, holes, ...rest } = scene();
  return { source, holes, layers: compose({ source, healed, holes, layers: layersOf(rest, strengths) }) };
}

/** The layers over the source as a host draws them, each rounded to 8 bits. Follows the W3C text, not the engine. */
function stack(source: Picture, layers: readonly Layer[]): Uint8ClampedArray {
  const out = source.data.slice();
  for (let pixel = 0; pixel < out.length; pixel += 4) {
    for (const { picture, blendMode, opacity } of layers) {
      if (picture.data[pixel + 3] === 0) continue;
      for (let channel = pixel; channel < pixel + 3; channel++) {
        const base = out[channel]! / 255;
        const above = picture.data[channel]! / 255;
        const blended = blendMode === 'normal' ? above : softLight(base, above);
        out[channel] = Math.round(255 * (base + opacity * (blended - base)));
      }
    }
  }
  return out;
}

describe('compose', () => {
  test('layers composite to the retouched picture to within one level, at full and at half strength', () => {
    for (const strengths of [ALL, { even: 37, brighten: 61 }]) {
      const { source, layers } = composed(strengths);
      assert.deepEqual(
        layers.map(({ role }) => role),
        ['heal', 'blend', 'brighten'],
      );
      const composite = stack(source, layers);
      const flattened = flatten(source, layers);
      const worst = composite.reduce(
        (most, value, index) => Math.max(most, Math.abs(value - flattened.data[index]!)),
        0,
      );
      assert.ok(worst <= 1, `largest difference ${worst}`);
    }
  });

  // Promise: 33
  test('gives no layers and the picture itself with everything off', () => {
    const { source, ...rest } = scene();
    const layers = compose({ source, healed: source, holes: null, layers: layersOf(rest, { even: 0, brighten: 0 }) });
    assert.deepEqual(layers, []);
    assert.deepEqual(flatten(source, layers).data, source.data);
  });

  test('changes no pixel outside the skin', () => {
    const { source, layers } = composed(ALL);
    const flattened = flatten(source, layers);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = WIDTH / 2; x < WIDTH; x++) {
        const pixel = (y * WIDTH + x) * 4;
        assert.deepEqual(flattened.data.subarray(pixel, pixel + 4), source.data.subarray(pixel, pixel + 4));
        for (const { picture } of layers) assert.equal(picture.data[pixel + 3], 0);
      }
    }
  });

  test('gives opaque or transparent pixels only, because hosts round half-transparent ones', () => {
    for (const { picture } of composed(ALL).layers) {
      for (let index = 3; index < picture.data.length; index += 4)
        assert.ok(picture.data[index] === 0 || picture.data[index] === 255);
    }
  });

  test('fills the Heal layer in the holes only', () => {
    const { holes, layers } = composed(ALL);
    const heal = layerOf(layers, 'heal')!;
    for (let index = 0; index < WIDTH * HEIGHT; index++)
      assert.equal(heal.picture.data[index * 4 + 3], holes.data[index] === 0 ? 0 : 255);
  });
});

describe('brightenLayer', () => {
  test('lifts dark and light skin by the same number of levels', () => {
    const source = emptyPicture(2, 1);
    source.data.set([80, 80, 80, 255, 175, 175, 175, 255]);
    const skin: Matte = { width: 2, height: 1, data: new Uint8Array([255, 255]) };
    const retouched = flatten(
      source,
      compose({
        source,
        healed: source,
        holes: null,
        layers: layersOf({ skin, map: { row: () => null } }, { even: 0, brighten: 100 }),
      }),
    );
    const lifts = [retouched.data[0]! - 80, retouched.data[4]! - 175];
    assert.ok(lifts[0]! > 10 && Math.abs(lifts[0]! - lifts[1]!) <= 1, `lifts ${lifts.join(' and ')}`);
  });
});

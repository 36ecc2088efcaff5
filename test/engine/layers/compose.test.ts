import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapRows } from '../../../ui/engine/blend/map-rows';
import { compose } from '../../../ui/engine/layers/compose';
import { flatten } from '../../../ui/engine/layers/flatten';
import { softLight } from '../../../ui/engine/layers/soft-light';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../ui/engine/picture/picture';

const WIDTH = 64;
const HEIGHT = 48;
const ALL = { heal: 'all', even: 100, brighten: 100 } as const;

/** Every colour level meets many map values; the left half is skin. */
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

/** What a host draws: the layers over the source, each rounded to 8 bits. Written from the W3C text, not from the engine. */
function stack(source: Picture, composition: ReturnType<typeof compose>): Uint8ClampedArray {
  const out = source.data.slice();
  const { heal, blend, brighten } = composition;
  for (let pixel = 0; pixel < out.length; pixel += 4) {
    if (heal !== null && heal.data[pixel + 3] === 255) out.set(heal.data.subarray(pixel, pixel + 3), pixel);
    for (const layer of [blend, brighten]) {
      if (layer === null || layer.picture.data[pixel + 3] === 0) continue;
      for (let channel = pixel; channel < pixel + 3; channel++) {
        const base = out[channel]! / 255;
        out[channel] = Math.round(
          255 * (base + layer.opacity * (softLight(base, layer.picture.data[channel]! / 255) - base)),
        );
      }
    }
  }
  return out;
}

test('the layers composite to the retouched picture, to within one level, at full and half strength', () => {
  const { source, ...rest } = scene();
  for (const settings of [ALL, { heal: 'all', even: 37, brighten: 61 } as const]) {
    const composition = compose({ source, ...rest, settings });
    const composite = stack(source, composition);
    const flattened = flatten(source, composition);
    const worst = composite.reduce((most, value, index) => Math.max(most, Math.abs(value - flattened.data[index]!)), 0);
    assert.ok(worst <= 1, `largest difference ${worst}`);
  }
});

// Promise: 33
test('everything off gives no layers and the picture itself', () => {
  const { source, skin, map } = scene();
  const result = compose({
    source,
    healed: source,
    holes: null,
    skin,
    map,
    settings: { heal: 'off', even: 0, brighten: 0 },
  });
  assert.deepEqual([result.heal, result.blend, result.brighten], [null, null, null]);
  assert.deepEqual(flatten(source, result).data, source.data);
});

test('outside the skin no pixel and no layer changes', () => {
  const { source, ...rest } = scene();
  const result = compose({ source, ...rest, settings: ALL });
  const flattened = flatten(source, result);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = WIDTH / 2; x < WIDTH; x++) {
      const pixel = (y * WIDTH + x) * 4;
      assert.deepEqual(flattened.data.subarray(pixel, pixel + 4), source.data.subarray(pixel, pixel + 4));
      for (const layer of [result.heal, result.blend?.picture, result.brighten?.picture])
        assert.equal(layer!.data[pixel + 3], 0);
    }
  }
});

test('layers are opaque or transparent, never between: a half-transparent layer would be rounded by its host', () => {
  const { source, ...rest } = scene();
  const result = compose({ source, ...rest, settings: ALL });
  for (const layer of [result.heal!, result.blend!.picture, result.brighten!.picture]) {
    for (let index = 3; index < layer.data.length; index += 4)
      assert.ok(layer.data[index] === 0 || layer.data[index] === 255);
  }
});

test('the heal layer has pixels only in the holes', () => {
  const { source, ...rest } = scene();
  const { heal } = compose({ source, ...rest, settings: ALL });
  for (let index = 0; index < WIDTH * HEIGHT; index++)
    assert.equal(heal!.data[index * 4 + 3], rest.holes.data[index] === 0 ? 0 : 255);
});

test('brightening lifts dark and light skin by the same number of levels', () => {
  const source = emptyPicture(2, 1);
  source.data.set([80, 80, 80, 255, 175, 175, 175, 255]);
  const skin: Matte = { width: 2, height: 1, data: new Uint8Array([255, 255]) };
  const retouched = flatten(
    source,
    compose({
      source,
      healed: source,
      holes: null,
      skin,
      map: { row: () => null },
      settings: { heal: 'off', even: 0, brighten: 100 },
    }),
  );
  const lifts = [retouched.data[0]! - 80, retouched.data[4]! - 175];
  assert.ok(lifts[0]! > 10 && Math.abs(lifts[0]! - lifts[1]!) <= 1, `lifts ${lifts.join(' and ')}`);
});

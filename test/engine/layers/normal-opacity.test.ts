import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mergedRows } from '../../../ui/engine/codec/layered/merged-rows';
import { rasterRows } from '../../../ui/engine/codec/layered/sample-rows';
import { flatten } from '../../../ui/engine/layers/flatten';
import { deepPicture, isDeep } from '../../../ui/engine/picture/deep-picture';
import type { Picture } from '../../../ui/engine/picture/picture';

const SIDE = 64;
const OPACITY = 0.37;

/** Levels of a pattern; alpha is full where `acts` says so. */
function drawn(seed: number, acts: (pixel: number) => boolean): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 4 * SIDE * SIDE }, (_, at) =>
    at % 4 === 3 ? (acts(at >> 2) ? 255 : 0) : (at * seed + (at >> 5)) % 256,
  );
}

const below = drawn(37, () => true);
const above = drawn(91, (pixel) => pixel % 3 !== 0);

for (const depth of [8, 16] as const) {
  describe(`a normal layer that is not fully opaque, in ${depth} bits`, () => {
    const picture = (data: Uint8ClampedArray): Picture =>
      depth === 8
        ? { width: SIDE, height: SIDE, data }
        : deepPicture(
            SIDE,
            SIDE,
            Uint16Array.from(data, (level) => 257 * level),
          );
    const samples = (of: Picture): Uint8ClampedArray | Uint16Array => (isDeep(of) ? of.deep : of.data);
    const layer = { role: 'shine', blendMode: 'normal', opacity: OPACITY, picture: picture(above) } as const;
    const flat = samples(flatten(picture(below), [layer]));
    const most = depth === 8 ? 255 : 65535;

    test('is mixed into the picture below by its opacity, and keeps alpha', () => {
      for (let at = 0; at < flat.length; at++) {
        const [base, top] = [(below[at]! / 255) * most, (above[at]! / 255) * most];
        const isMixed = at % 4 !== 3 && above[at | 3] === 255;
        const expected = isMixed ? base + OPACITY * (top - base) : base;
        assert.ok(Math.abs(flat[at]! - expected) <= 0.5001, `${flat[at]} for ${expected}`);
      }
    });

    test('is mixed the same way into the merged picture of a layered file', () => {
      const raster = (of: Picture) => {
        const data = samples(of);
        return rasterRows({
          width: SIDE,
          height: SIDE,
          data: depth === 8 ? Uint8Array.from(data) : Uint16Array.from(data),
        });
      };
      const merged = mergedRows({
        background: raster(picture(below)),
        transparent: false,
        groupName: 'Retouch',
        layers: [
          {
            name: 'Shine',
            blendMode: 'normal',
            opacity: Math.round(255 * OPACITY),
            visible: true,
            mask: 'white',
            box: { x: 0, y: 0, width: SIDE, height: SIDE },
            rows: raster(layer.picture),
          },
        ],
        facts: { profile: null, xmp: null, pixelsPerInch: null },
      });
      for (let y = 0; y < SIDE; y++) {
        const row = merged.row(y);
        for (let at = 0; at < row.length; at++) {
          const level = (Math.abs(row[at]! - flat[4 * SIDE * y + at]!) * 255) / most;
          assert.ok(level <= 1, `${row[at]}, ${flat[4 * SIDE * y + at]}`);
        }
      }
    });
  });
}

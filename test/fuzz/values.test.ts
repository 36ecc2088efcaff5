import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseChoices } from '../../ui/engine/api/choices';
import { ADJUSTMENTS } from '../../ui/engine/api/adjustments';
import { parseSettings } from '../../ui/engine/api/settings';
import { blendLayer } from '../../ui/engine/layers/blend-layer';
import { brightenLayer } from '../../ui/engine/layers/brighten-layer';
import { mapRows } from '../../ui/engine/blend/map-rows';
import { stackPlanes } from '../../ui/engine/geometry/plane-stack';
import { compose } from '../../ui/engine/layers/compose';
import { flatten } from '../../ui/engine/layers/flatten';
import { emptyMatte, emptyPicture } from '../../ui/engine/picture/picture';
import { largestDifference, normal, softLight, stackLayer } from '../guarantees/stack-layers';
import { check } from './check';

/** Any value of JavaScript or of JSON: storage returns data of every version. */
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true, withDate: true }),
  fc.jsonValue(),
);

const WIDTH = 9;

const HEIGHT = 7;

const CELLS = 4;

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

const level = fc.float({ min: -0.5, max: 0.5, noNaN: true });

describe('settings, choices and layers', () => {
  // Promise: R4
  test('settings are in range, whatever storage holds', () => {
    const stored = fc.oneof(
      anything,
      fc.record(
        Object.fromEntries(
          ADJUSTMENTS.map((adjustment) => [
            adjustment.key,
            fc.oneof(adjustment.kind === 'choice' ? fc.constantFrom(...adjustment.options) : fc.double(), anything),
          ]),
        ),
      ),
    );
    return check(3000, stored, (value) => {
      const settings = parseSettings(value);
      for (const adjustment of ADJUSTMENTS) {
        const one = settings[adjustment.key];
        if (adjustment.kind === 'choice') assert.ok((adjustment.options as readonly unknown[]).includes(one));
        else assert.ok(Number(one) >= adjustment.min && Number(one) <= adjustment.max);
      }
      assert.deepEqual(parseSettings(settings), settings);
    });
  });

  // Promise: R4
  test('choices from any layer data are numbers that can be drawn, and reading them back changes nothing', () => {
    const number = fc.oneof(fc.double(), anything);
    const place = fc.oneof(anything, fc.record({ x: number, y: number, radius: number }));
    const stored = fc.oneof(
      anything,
      fc.record({
        faces: fc.oneof(
          anything,
          fc.array(
            fc.oneof(
              anything,
              fc.record({
                x: number,
                y: number,
                on: fc.oneof(fc.boolean(), anything),
                own: fc.oneof(anything, fc.record({ even: number, brighten: number })),
              }),
            ),
          ),
        ),
        manualFaces: fc.oneof(
          anything,
          fc.array(fc.oneof(anything, fc.record({ x: number, y: number, size: number }))),
        ),
        kept: fc.oneof(anything, fc.array(place)),
        added: fc.oneof(anything, fc.array(place)),
        strokes: fc.oneof(
          anything,
          fc.array(
            fc.oneof(
              anything,
              fc.record({
                effect: fc.oneof(fc.constantFrom('exclude', 'include'), anything),
                radius: number,
                feather: number,
                points: fc.oneof(fc.array(number), anything),
              }),
            ),
          ),
        ),
      }),
    );
    return check(3000, stored, (value) => {
      const choices = parseChoices(value);
      for (const { radius } of [...choices.kept, ...choices.added, ...choices.strokes])
        assert.ok(radius > 0 && Number.isFinite(radius));
      assert.ok(choices.manualFaces.length <= 50);
      for (const { x, y, size } of choices.manualFaces)
        assert.ok(Math.min(x, y) >= 0 && size >= 16 && Math.max(x, y, size) <= 12_000);
      for (const { points } of choices.strokes) assert.ok(points.length % 2 === 0 && points.every(Number.isFinite));
      assert.deepEqual(parseChoices(JSON.parse(JSON.stringify(choices))), JSON.parse(JSON.stringify(choices)));
    });
  });

  // Promise: R6
  test('layers of any picture, matte, map and strength give the retouched picture within one level, and alpha to the bit', () => {
    const input = fc.record({
      source: bytes(WIDTH * HEIGHT * 4),
      healed: bytes(WIDTH * HEIGHT * 4),
      holes: bytes(WIDTH * HEIGHT),
      skin: bytes(WIDTH * HEIGHT),
      colours: fc.array(fc.array(level, { minLength: CELLS * CELLS, maxLength: CELLS * CELLS }), {
        minLength: 3,
        maxLength: 3,
      }),
      even: fc.double({ min: 0, max: 100, noNaN: true }),
      brighten: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    return check(3000, input, ({ source: pixels, healed: others, holes, skin, colours, even, brighten }) => {
      const source = emptyPicture(WIDTH, HEIGHT);
      source.data.set(pixels);
      const matte = emptyMatte(WIDTH, HEIGHT);
      const hole = emptyMatte(WIDTH, HEIGHT);
      const healed = emptyPicture(WIDTH, HEIGHT);
      healed.data.set(pixels);
      for (let index = 0; index < WIDTH * HEIGHT; index++) {
        // As in the pipeline: nothing acts where the picture is not fully opaque.
        if (pixels[index * 4 + 3] !== 255) continue;
        matte.data[index] = skin[index]!;
        hole.data[index] = holes[index]! < 200 ? 0 : holes[index]!;
        if (hole.data[index] !== 0) healed.data.set(others.subarray(index * 4, index * 4 + 3), index * 4);
      }
      const map = mapRows(
        [
          {
            crop: { centerX: 4, centerY: 3, side: 8, angle: 0.3 },
            colours: stackPlanes(colours.map((data) => ({ size: CELLS, data: Float32Array.from(data) }))),
          },
        ],
        matte,
      );
      const made = compose({
        source,
        healed,
        holes: hole,
        layers: [
          { role: 'blend', blendMode: 'soft-light', opacity: even / 100, rows: blendLayer(map) },
          { role: 'brighten', blendMode: 'soft-light', opacity: brighten / 100, rows: brightenLayer(matte) },
        ],
      });
      let stacked: Uint8Array = Uint8Array.from(source.data);
      for (const { picture, blendMode, opacity } of made)
        stacked = stackLayer(stacked, picture.data, blendMode === 'normal' ? normal : softLight, opacity);
      const flattened = flatten(source, made);
      assert.ok(largestDifference(stacked, flattened.data) <= 1);
      for (let index = 3; index < pixels.length; index += 4) assert.equal(flattened.data[index], pixels[index]);
    });
  });
});

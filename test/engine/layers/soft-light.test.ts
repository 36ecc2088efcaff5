import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  blendLevel,
  NEUTRAL_LEVEL,
  pegtopSoftLight,
  SOFT_LIGHT_LEVELS,
  softLight,
  solveSoftLight,
} from '../../../ui/engine/layers/soft-light';

describe('blendLevel', () => {
  test('changes no grey level under the neutral layer level', () => {
    for (let base = 0; base < 256; base++) assert.equal(blendLevel(base, NEUTRAL_LEVEL, 1), base);
  });
});

describe('softLight', () => {
  test('equals known values of the W3C formula', () => {
    assert.equal(softLight(0.5, 0), 0.25);
    assert.ok(Math.abs(softLight(0.5, 1) - Math.SQRT1_2) < 1e-12);
    // D(b) is a cubic below 0.25, where other programs' variant keeps the root.
    assert.ok(Math.abs(softLight(0.1, 1) - ((16 * 0.1 - 12) * 0.1 + 4) * 0.1) < 1e-12);
    assert.equal(SOFT_LIGHT_LEVELS.length, 65536);
  });
});

describe('solveSoftLight', () => {
  test('changes every base to every target within reach, to within one level', () => {
    for (let base = 0; base < 256; base++) {
      const darkest = 255 * softLight(base / 255, 0);
      const lightest = 255 * softLight(base / 255, 1);
      for (let target = Math.ceil(darkest); target <= lightest; target++) {
        const layer = Math.round(255 * solveSoftLight(base / 255, target / 255));
        assert.ok(Math.abs(blendLevel(base, layer, 1) - target) <= 1, `${base} → ${target} by ${layer}`);
      }
    }
  });

  test('gives the nearest end for a target out of reach, and neutral for black and white', () => {
    assert.equal(solveSoftLight(0.5, 1), 1);
    assert.equal(solveSoftLight(0.5, 0), 0);
    assert.equal(solveSoftLight(0, 0.5), 0.5);
    assert.equal(solveSoftLight(1, 0.5), 0.5);
  });
});

describe('pegtopSoftLight', () => {
  test('lifts a dark and a light base alike, unlike the W3C formula', () => {
    const lift = (formula: typeof softLight, base: number): number => formula(base, 0.66) - base;
    assert.ok(Math.abs(lift(pegtopSoftLight, 0.3) - lift(pegtopSoftLight, 0.7)) < 1e-12);
    assert.ok(lift(softLight, 0.3) > 1.3 * lift(softLight, 0.7));
  });
});

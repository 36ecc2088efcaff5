import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { luminosity, markClipped, solarise, tintMask } from '../../../ui/panel/preview/view-filters';

const pixels = (...values: readonly number[]): Uint8ClampedArray => new Uint8ClampedArray(values);

describe('check views', () => {
  test('luminosity is grey as light as the colour', () => {
    const shown = pixels(255, 0, 0, 255, 90, 90, 90, 7);
    luminosity(shown);
    assert.deepEqual([...shown], [54, 54, 54, 255, 90, 90, 90, 7]);
  });

  test('solarise makes a faint difference of mid tones large', () => {
    const shown = pixels(140, 140, 140, 255, 150, 150, 150, 255);
    solarise(shown);
    assert.ok(Math.abs(shown[0]! - shown[4]!) > 20, `${shown[0]} and ${shown[4]}`);
  });

  test('marks only the pixels that the retouch clips', () => {
    const before = pixels(255, 1, 1, 255, 250, 9, 9, 255, 5, 5, 5, 255);
    const after = pixels(255, 1, 1, 255, 255, 9, 9, 255, 0, 5, 5, 255);
    assert.equal(markClipped(after, before), 2);
    assert.deepEqual([...after.slice(0, 4)], [255, 1, 1, 255]);
    assert.deepEqual([...after.slice(4, 7)], [...after.slice(8, 11)]);
  });

  test('the mask is a colour, clear where there is no skin', () => {
    const mask = pixels(0, 0, 0, 255, 255, 255, 255, 255);
    tintMask(mask);
    assert.deepEqual([mask[3], mask[7]], [0, 128]);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalNoise } from '../../../../ui/engine/heal/fill/noise';

describe('normalNoise', () => {
  test('has mean 0 and variance 1', () => {
    const noise = normalNoise(100_000, 7);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
    assert.ok(Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03);
  });

  test('repeats for a seed and differs for another', () => {
    assert.deepEqual(normalNoise(64, 7), normalNoise(64, 7));
    assert.notDeepEqual(normalNoise(64, 7), normalNoise(64, 8));
  });
});

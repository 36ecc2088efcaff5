import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { heal } from '../../../ui/engine/heal/heal';
import { inputValues, type NetworkRunner } from '../../../ui/engine/networks/runner';
import { emptyPicture } from '../../../ui/engine/picture/picture';
import { allSkin, spotAt } from './example-spots';

/** A runner whose fill is mid grey. */
const grey: NetworkRunner = {
  executionProvider: 'wasm',
  run: (_, inputs) => Promise.resolve({ filled: new Float32Array(inputValues(inputs['image']!).length).fill(0.5) }),
  release: () => Promise.resolve(),
};

describe('heal', () => {
  test('returns the given picture without spots', async () => {
    const picture = emptyPicture(64, 64);
    const { healed, holes } = await heal(picture, [], allSkin(64, 64), grey, () => undefined);
    assert.equal(healed, picture);
    assert.equal(holes, null);
  });

  test('fills holes on a copy and leaves the given picture as it is', async () => {
    const picture = emptyPicture(300, 300);
    picture.data.fill(255);
    const before = picture.data.slice();
    const line = { ...spotAt(20, 20, 300), isLine: true };
    const { healed, holes, spots } = await heal(picture, [line], allSkin(300, 300), grey, () => undefined);
    assert.deepEqual(picture.data, before);
    assert.equal(healed.data[holes!.data.indexOf(255) * 4], 128);
    assert.deepEqual(spots, [line]);
  });
});

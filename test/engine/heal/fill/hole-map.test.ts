import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawHoles } from '../../../../ui/engine/heal/fill/hole-map';
import { allSkin, spotAt } from '../example-spots';

describe('drawHoles', () => {
  test('keeps a hole inside the skin matte', () => {
    const skin = allSkin(640, 640);
    for (let y = 0; y < 640; y++) skin.data.fill(0, y * 640 + 320, (y + 1) * 640);
    const { matte } = drawHoles([spotAt(31, 31, 640)], skin);
    let onSkin = 0;
    for (let y = 0; y < 640; y++) {
      for (let x = 0; x < 640; x++) {
        const value = matte.data[y * 640 + x]!;
        if (x >= 320) assert.equal(value, 0);
        else if (value > 0) onSkin++;
      }
    }
    assert.ok(onSkin > 100);
  });
});

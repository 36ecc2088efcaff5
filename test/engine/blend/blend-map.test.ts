import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { predictBlendMap } from '../../../ui/engine/blend/blend-map';
import { mapRows } from '../../../ui/engine/blend/map-rows';
import { emptyMatte, emptyPicture } from '../../../ui/engine/picture/picture';

describe('predictBlendMap', () => {
  test("keeps the map's value up to the edge of the skin, without a fade towards the hair", async () => {
    const skin = emptyMatte(512, 512);
    for (let y = 0; y < 512; y++) skin.data.fill(255, y * 512, y * 512 + 256);
    const out = new Float32Array(3 * 128 * 128);
    for (let index = 0; index < out.length; index++) out[index] = index % 128 < 64 ? 0.7 : 0.5;
    const map = await predictBlendMap(
      emptyPicture(512, 512),
      {
        box: { x: 0, y: 0, width: 512, height: 512 },
        score: 1,
        landmarks: new Float32Array(936),
        angle: 0,
        size: 320,
        crop: { centerX: 256, centerY: 256, side: 512, angle: 0 },
      },
      skin,
      { executionProvider: 'wasm', run: () => Promise.resolve({ map: out }), release: () => Promise.resolve() },
    );
    const row = mapRows([map], skin).row(256)!.values;
    assert.ok(Math.abs(row[250 * 3]! - 0.2) < 0.02, `at the edge: ${row[250 * 3]}`);
    assert.equal(row[260 * 3], 0);
  });
});

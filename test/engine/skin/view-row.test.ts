import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowSpan } from '../../../ui/engine/geometry/row-span';
import type { SquareCrop } from '../../../ui/engine/geometry/square-crop';
import { emptyPicture } from '../../../ui/engine/picture/picture';
import { guidedFilter } from '../../../ui/engine/skin/guided-filter';
import { readViewRow, seenSpan, skinView } from '../../../ui/engine/skin/view-row';

describe('readViewRow', () => {
  test('follows an edge of colour that the coarse matte shows blurred and displaced', () => {
    const size = 64;
    const side = 256;
    const guide = new Float32Array(3 * size * size);
    const coarse = new Float32Array(size * size);
    for (let index = 0; index < size * size; index++) {
      const column = index % size;
      for (let channel = 0; channel < 3; channel++) guide[channel * size * size + index] = column < 32 ? 0.7 : 0.2;
      coarse[index] = Math.min(1, Math.max(0, (33 - column) / 6));
    }
    const picture = emptyPicture(side, side);
    for (let index = 0; index < side * side; index++)
      picture.data.fill(index % side < 128 ? 179 : 51, index * 4, index * 4 + 3);
    const crop: SquareCrop = { centerX: side / 2, centerY: side / 2, side, angle: 0 };
    const view = skinView(crop, { size, data: coarse }, guidedFilter(guide, { size, data: coarse }, 4, 1e-4));
    const row = new Float32Array(side).fill(9);
    readViewRow(view, rowSpan(crop, 100, side)!, picture, 100, null, row);
    const seen = seenSpan(view, 100, side)!;
    assert.ok(row[127]! > 0.6, 'skin colour up to the edge is skin');
    assert.ok(row[128]! < 0.1, 'the other colour right after it is not');
    assert.ok(row[40] === 1 && row[250] === 0);
    assert.ok(seen.from === 0 && seen.to < 150, 'the span ends near the skin of the coarse matte');
  });
});

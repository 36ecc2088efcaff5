import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { planViews, type ViewPlan } from '../../../ui/engine/faces/view-plan';

/** True if a view shows the face whole, with a tenth of its side to spare, and large enough for the detector. */
function isSeen({ whole, tiles }: ViewPlan, centerX: number, centerY: number, side: number): boolean {
  return [whole, ...tiles].some((view) => {
    const reach = view.side / 2 - 0.6 * side;
    return (
      side / view.side >= 0.068 &&
      Math.abs(centerX - view.centerX) <= reach &&
      Math.abs(centerY - view.centerY) <= reach
    );
  });
}

/** The first position, on a grid of 37 px, where no view shows a face of this side (pixels); null if all are seen. */
function firstUnseen(width: number, height: number, side: number): string | null {
  const plan = planViews(width, height);
  const first = Math.ceil(side * 0.6);
  for (let y = first; y <= height - first; y += 37) {
    for (let x = first; x <= width - first; x += 37) if (!isSeen(plan, x, y, side)) return `${x},${y}`;
  }
  return null;
}

describe('planViews', () => {
  test('shows each face of 100 px and more in a 5000 px picture whole, in a view where it is large enough', () => {
    for (const side of [100, 140, 200, 260, 340, 420, 800, 2000])
      assert.equal(firstUnseen(5000, 5000, side), null, `face of ${side} px`);
  });

  test('shows faces of 64 px while few tiles suffice', () => {
    for (const [width, height] of [
      [512, 512],
      [1200, 800],
      [2000, 3000],
      [3200, 3200],
    ] as const) {
      for (const side of [64, 90, 150, 300])
        assert.equal(firstUnseen(width, height, side), null, `face of ${side} px in ${width} × ${height}`);
    }
  });

  test('leaves no gap between the levels of long and very large pictures', () => {
    for (const [width, height] of [
      [8000, 1000],
      [900, 6000],
      [12000, 6000],
    ] as const) {
      for (const side of [100, 250, 400, 700])
        assert.equal(firstUnseen(width, height, side), null, `face of ${side} px in ${width} × ${height}`);
    }
  });

  test('plans no tiles for small pictures and at most 25 for large ones', () => {
    assert.equal(planViews(900, 900).tiles.length, 0);
    assert.ok(planViews(4096, 4096).tiles.length <= 25);
    assert.ok(planViews(5000, 5000).tiles.length <= 25);
    assert.ok(planViews(5000, 5000).tiles.every(({ side }) => side <= 1400));
  });
});

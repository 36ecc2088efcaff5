import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planViews, type ViewPlan } from '../../../ui/engine/faces/view-plan';

/** True if some view holds the face whole, with a tenth of its side to spare, large enough for the full-range detector. */
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

function firstUnseen(width: number, height: number, side: number): string | null {
  const plan = planViews(width, height);
  const first = Math.ceil(side * 0.6);
  for (let y = first; y <= height - first; y += 37) {
    for (let x = first; x <= width - first; x += 37) if (!isSeen(plan, x, y, side)) return `${x},${y}`;
  }
  return null;
}

test('every face of 100 px and more in a 5000 px picture lies whole in a view where it is large enough', () => {
  for (const side of [100, 140, 200, 260, 340, 420, 800, 2000])
    assert.equal(firstUnseen(5000, 5000, side), null, `face of ${side} px`);
});

test('faces of 64 px are seen while few tiles suffice', () => {
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

test('long and very large pictures have no gap between their levels', () => {
  for (const [width, height] of [
    [8000, 1000],
    [900, 6000],
    [12000, 6000],
  ] as const) {
    for (const side of [100, 250, 400, 700])
      assert.equal(firstUnseen(width, height, side), null, `face of ${side} px in ${width} × ${height}`);
  }
});

test('no more is looked at than needed', () => {
  assert.equal(planViews(900, 900).tiles.length, 0);
  assert.ok(planViews(4096, 4096).tiles.length <= 25);
  assert.ok(planViews(5000, 5000).tiles.length <= 25);
  assert.ok(planViews(5000, 5000).tiles.every(({ side }) => side <= 1400));
});

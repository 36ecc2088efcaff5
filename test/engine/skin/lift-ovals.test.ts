import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faceFromLandmarks } from '../../../ui/engine/faces/face-from-landmarks';
import { faceOval } from '../../../ui/engine/faces/protected-features';
import { insidePolygons } from '../../../ui/engine/picture/rasterise-polygon';
import { liftOvals } from '../../../ui/engine/skin/lift-ovals';

const SIZE = 64;
const PICTURE = 640;
const crop = { centerX: PICTURE / 2, centerY: PICTURE / 2, side: PICTURE, angle: 0 };

/** A round face of 468 landmarks: vertex 4 k of the mesh's outline lies at its own angle, all others in the middle. */
function roundFace(): ReturnType<typeof faceFromLandmarks> {
  const outline = faceOvalIndices();
  const landmarks = new Float32Array(936).fill(PICTURE / 2);
  for (const [at, index] of outline.entries()) {
    const angle = (2 * Math.PI * at) / outline.length;
    landmarks[2 * index] = PICTURE / 2 + 160 * Math.sin(angle);
    landmarks[2 * index + 1] = PICTURE / 2 - 160 * Math.cos(angle);
  }
  return faceFromLandmarks(landmarks, 1, PICTURE, PICTURE);
}

/** Indices of the outline's landmarks, in its order: a landmark at x = its index says which one it is. */
function faceOvalIndices(): number[] {
  const landmarks = Float32Array.from({ length: 936 }, (_, index) => index >> 1);
  return faceOval({ ...faceFromLandmarks(landmarks, 1, PICTURE, PICTURE), landmarks }).map(({ x }) => x);
}

const face = roundFace();
const plane = (value: number): { size: number; data: Float32Array } => ({
  size: SIZE,
  data: new Float32Array(SIZE * SIZE).fill(value),
});
const middle = (SIZE / 2) * SIZE + SIZE / 2;

/** Even coverages, with glasses everywhere or nowhere. */
function lift(seen: number, elsewhere: number, glasses = 0): ReturnType<typeof plane> {
  return liftOvals({ seen: plane(seen), elsewhere: plane(elsewhere), glasses: plane(glasses) }, crop, [face]);
}

describe('liftOvals', () => {
  test('makes doubtful cells skin inside the outline of a face, and takes the others from elsewhere', () => {
    const { data } = lift(0.4, 0.3);
    const inside = insidePolygons([faceOval(face)], { x: 0, y: 0, width: PICTURE, height: PICTURE }).data;
    assert.ok(data[middle]! > 0.5);
    assert.equal(data[0], plane(0.3).data[0]);
    for (let index = 0; index < data.length; index++) {
      const [x, y] = [10 * (index % SIZE) + 5, 10 * Math.floor(index / SIZE) + 5];
      const here = inside[y * PICTURE + x]! > 0;
      const nearBorder = Math.abs(Math.hypot(x - PICTURE / 2, y - PICTURE / 2) - 160) < 15;
      if (!nearBorder) assert.equal(data[index]! > 0.5, here, `${x}, ${y}`);
    }
  });

  test('leaves out what is surely no skin, and never exceeds 1', () => {
    assert.ok(lift(0.2, 0.2).data[middle]! < 0.3);
    assert.equal(lift(0, 0).data[middle], 0);
    assert.equal(lift(1, 1).data[middle], 1);
  });

  test('leaves glasses as they are', () => {
    assert.equal(lift(0.4, 0.4, 0.9).data[middle], plane(0.4).data[0]);
  });

  test('changes nothing without faces', () => {
    const elsewhere = plane(0.4);
    assert.equal(liftOvals({ seen: plane(1), elsewhere, glasses: plane(0) }, crop, []), elsewhere);
  });
});

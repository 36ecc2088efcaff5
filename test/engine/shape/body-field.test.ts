import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_SHAPE, SHAPE_ADJUSTMENTS, type ShapeValues } from '../../../ui/engine/api/shape';
import { bodyField, movementAt, narrowingIn } from '../../../ui/engine/shape/body-field';
import { displacementOf } from '../../../ui/engine/shape/displacement';
import { invertField } from '../../../ui/engine/shape/invert-field';
import { areaRange } from '../../../ui/engine/shape/keep-order';
import { warpLayers } from '../../../ui/engine/shape/warp-layers';
import { flatten } from '../../../ui/engine/layers/flatten';
import type { Picture } from '../../../ui/engine/picture/picture';
import { figure, greyPicture, personOf, randomNumbers, withEdges } from './drawn-figures';

/** `SOFTLIGHT_POSES=1000` tries as many poses. */
const POSES = Number(process.env['SOFTLIGHT_POSES'] ?? 25);
const WIDTH = 640;
const HEIGHT = 960;
const picture = greyPicture(WIDTH, HEIGHT);
const standing = figure({ x: 320, y: 240, unit: 130 });

function fieldOf(values: Partial<ShapeValues>, one = standing): NonNullable<ReturnType<typeof bodyField>> {
  const field = bodyField(picture, [personOf(one, { ...NO_SHAPE, ...values }, picture)]);
  assert.ok(field !== null);
  return field;
}

function moved(source: Picture, field: NonNullable<ReturnType<typeof bodyField>>): Picture {
  return flatten(source, warpLayers(source, [], displacementOf([invertField(field)], source.width)));
}

describe('bodyField', () => {
  // Promise: S2
  test('folds nothing, whatever the pose and the settings', () => {
    const random = randomNumbers(3);
    for (let count = 0; count < POSES; count++) {
      const one = figure({ x: 200 + 240 * random(), y: 200 + 120 * random(), unit: 70 + 80 * random(), random });
      const values = Object.fromEntries(
        SHAPE_ADJUSTMENTS.map(({ key }) => [key, Math.round(200 * random() - 100)]),
      ) as ShapeValues;
      const field = bodyField(picture, [personOf(one, values, picture)]);
      if (field === null) continue;
      const [least] = areaRange(field);
      const [, most] = areaRange(invertField(field));
      assert.ok(least > 0.3 && most < 1 / 0.3, `pose ${count}: areas from ${least} to ${most}`);
    }
  });

  test('narrows each part by the share that was asked', () => {
    const { limbs } = personOf(standing, NO_SHAPE, picture);
    const [trunk, arm] = [limbs.find(({ part }) => part === 'waist')!, limbs.find(({ part }) => part === 'arms')!];
    const thigh = limbs.find(({ part }) => part === 'legs')!;
    for (const [key, limb, share] of [
      ['waist', trunk, 0.16],
      ['arms', arm, 0.14],
      ['legs', thigh, 0.12],
    ] as const) {
      for (const sign of [1, -1]) {
        const got = narrowingIn(fieldOf({ [key]: 100 * sign }), limb, 0.65) * sign;
        assert.ok(got > 0.6 * share && got < 1.35 * share, `${key}: ${got} of ${share}`);
      }
    }
  });

  test('slims more, the more is asked', () => {
    const half = fieldOf({ slim: 50 });
    const full = fieldOf({ slim: 100 });
    const { limbs } = personOf(standing, NO_SHAPE, picture);
    assert.ok(narrowingIn(full, limbs[0]!, 0.6) > 1.6 * narrowingIn(half, limbs[0]!, 0.6));
  });

  test('makes legs longer and shorter', () => {
    const { leftFoot } = standing.joints;
    const longer = movementAt(fieldOf({ length: 100 }), leftFoot.x, leftFoot.y).y;
    const shorter = movementAt(fieldOf({ length: -100 }), leftFoot.x, leftFoot.y).y;
    assert.ok(longer > 8 && shorter < -8, `feet move by ${longer} and ${shorter}`);
  });

  // Promise: S1
  test('does not move the head', () => {
    const { crop, size } = standing.face;
    const field = fieldOf({ slim: 100, length: 100 });
    for (let turn = 0; turn < 16; turn++) {
      for (const radius of [0, 0.3, 0.6, 0.8]) {
        const x = crop.centerX + radius * size * Math.cos((turn * Math.PI) / 8);
        const y = crop.centerY + radius * size * Math.sin((turn * Math.PI) / 8);
        assert.deepEqual(movementAt(field, x, y), { x: 0, y: 0 });
      }
    }
  });

  test('moves hands as a whole', () => {
    const { leftHand, rightHand } = standing.joints;
    const field = fieldOf({ slim: 100 });
    for (const hand of [leftHand, rightHand]) {
      const width = movementAt(field, hand.x + 10, hand.y).x - movementAt(field, hand.x - 10, hand.y).x;
      const height = movementAt(field, hand.x, hand.y + 10).y - movementAt(field, hand.x, hand.y - 10).y;
      assert.ok(Math.abs(width) / 20 < 0.05 && Math.abs(height) / 20 < 0.05, `${width} and ${height} of 20 pixels`);
    }
  });

  // Promise: S1
  test('moves a second person within reach by less than a pixel', () => {
    const near = figure({ x: 540, y: 260, unit: 110 });
    const people = [
      personOf(figure({ x: 240, y: 240, unit: 130 }), { ...NO_SHAPE, slim: 100 }, picture),
      { ...personOf(near, NO_SHAPE, picture), strengths: null },
    ];
    const field = bodyField(picture, people);
    assert.ok(field !== null);
    for (const { x, y } of Object.values(near.joints)) {
      const movement = movementAt(field, x, y);
      assert.ok(Math.hypot(movement.x, movement.y) < 1, `${movement.x}, ${movement.y} at ${x}, ${y}`);
    }
  });

  // Promise: S6
  test('moves nothing under a freeze stroke, and the rest as before', () => {
    const person = personOf(standing, { ...NO_SHAPE, slim: 100 }, picture);
    const stroke = { effect: 'freeze', radius: 25, feather: 0, points: [400, 380, 400, 460] } as const;
    const free = bodyField(picture, [person]);
    const frozen = bodyField(picture, [person], [stroke]);
    assert.ok(free !== null && frozen !== null);
    const back = displacementOf([invertField(frozen)], WIDTH);
    let largest = 0;
    for (let y = 360; y < 480; y++) {
      largest = Math.max(largest, Math.abs(movementAt(free, 400, y).x));
      const row = back.row(y);
      for (let x = 380; x < 420; x++) assert.ok(row === null || Math.abs(row.x[x]!) < 1e-3, `${x}, ${y}`);
    }
    assert.ok(largest > 1, `without the stroke the place moves by ${largest} px`);
    assert.ok(Math.abs(movementAt(frozen, 250, 420).x) > 1);
  });

  test('is nothing where nobody changes', () => {
    assert.equal(bodyField(picture, [{ ...personOf(standing, NO_SHAPE, picture), strengths: null }]), null);
  });

  // Promise: S2
  test('keeps straight edges behind a body straight', () => {
    const random = randomNumbers(7);
    for (let count = 0; count < 6; count++) {
      const edges = [0.12, 0.3, 0.72, 0.9].map((share) => ({
        x: WIDTH * (share + 0.05 * random()),
        slope: 0.06 * (2 * random() - 1),
      }));
      const scene = withEdges(picture, edges);
      const one = figure({ x: 320, y: 240, unit: 120, random });
      const field = bodyField(scene, [personOf(one, { ...NO_SHAPE, slim: 100 }, scene)]);
      assert.ok(field !== null);
      const result = moved(scene, field);
      for (const edge of edges) {
        const bent = bendOfEdge(result, edge, one);
        assert.ok(bent <= 0.002 * HEIGHT, `scene ${count}: an edge is bent by ${bent} px of ${HEIGHT}`);
      }
    }
  });
});

/** Largest distance, in pixels, of an edge's places from their own straight line, outside of the body. */
function bendOfEdge(
  result: Picture,
  { x, slope }: { readonly x: number; readonly slope: number },
  { joints }: { readonly joints: ReturnType<typeof figure>['joints'] },
): number {
  const places: { y: number; x: number }[] = [];
  for (let y = 8; y < result.height - 8; y += 4) {
    const expected = x + slope * (y + 0.5);
    const isHidden = Object.values(joints).some((joint) => Math.hypot(joint.x - expected, joint.y - y) < 90);
    const place = isHidden ? null : edgeNear(result, y, expected);
    if (place !== null) places.push({ y, x: place });
  }
  const [meanY, meanX] = [mean(places.map((place) => place.y)), mean(places.map((place) => place.x))];
  const lean =
    places.reduce((sum, place) => sum + (place.y - meanY) * (place.x - meanX), 0) /
    places.reduce((sum, place) => sum + (place.y - meanY) ** 2, 0);
  return Math.max(...places.map((place) => Math.abs(place.x - meanX - lean * (place.y - meanY))));
}

/** Where a row crosses the level between both sides of an edge, nearest to the expected place. */
function edgeNear({ data, width }: Picture, y: number, expected: number): number | null {
  let best: number | null = null;
  for (let x = Math.max(0, Math.floor(expected) - 12); x < Math.min(width - 1, expected + 12); x++) {
    const [a, b] = [data[4 * (y * width + x)]!, data[4 * (y * width + x + 1)]!];
    if (a < 130 === b < 130) continue;
    const place = x + 0.5 + (130 - a) / (b - a);
    if (best === null || Math.abs(place - expected) < Math.abs(best - expected)) best = place;
  }
  return best;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

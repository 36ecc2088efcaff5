import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faceFromLandmarks } from '../../../ui/engine/faces/face-from-landmarks';
import { faceOval, protectedFeature, protectedFeatures } from '../../../ui/engine/faces/protected-features';
import { classMatte, MATTE_CLASSES, type MatteClass } from '../../../ui/engine/skin/class-mattes';
import { emptyMatte } from '../../../ui/engine/picture/picture';
import { insidePolygons } from '../../../ui/engine/picture/rasterise-polygon';

const SIDE = 400;
const MIDDLE = 160;
const RADIUS = 80;
const box = { x: 0, y: 0, width: SIDE, height: SIDE };

/** An upright round face: the outline and the jaw's corners lie on a circle, all other landmarks in its middle. */
function roundFace(): ReturnType<typeof faceFromLandmarks> {
  const numbered = Float32Array.from({ length: 936 }, (_, index) => index >> 1);
  const outline = faceOval({ ...faceFromLandmarks(numbered, 1, SIDE, SIDE), landmarks: numbered }).map(({ x }) => x);
  const landmarks = new Float32Array(936).fill(MIDDLE);
  // The eyes decide which way is up: 33 and 263 are their outer corners.
  for (const [index, x] of [33, 263].entries()) landmarks[2 * x] = MIDDLE + (index === 0 ? -20 : 20);
  for (const [at, index] of outline.entries()) {
    const angle = (2 * Math.PI * at) / outline.length;
    landmarks[2 * index] = MIDDLE + RADIUS * Math.sin(angle);
    landmarks[2 * index + 1] = MIDDLE - RADIUS * Math.cos(angle);
  }
  return faceFromLandmarks(landmarks, 1, SIDE, SIDE);
}

const face = roundFace();
const skin = { ...emptyMatte(SIDE, SIDE), data: Uint8Array.from({ length: SIDE * SIDE }, (_, at) => at % 251) };
const matte = (name: MatteClass): Uint8Array => classMatte(skin, [face], name).data;
const at = (x: number, y: number): number => y * SIDE + x;

describe('classMatte', () => {
  test('splits the skin matte: both parts add up to it, and pixels off the border belong to one of them', () => {
    const [onFace, onBody] = [matte('face-skin'), matte('body-skin')];
    let both = 0;
    for (let index = 0; index < skin.data.length; index++) {
      assert.equal(onFace[index]! + onBody[index]!, skin.data[index]);
      if (onFace[index]! > 0 && onBody[index]! > 0) both++;
    }
    assert.ok(both > 0 && both < 0.1 * skin.data.length);
  });

  test('the border below the chin is a curve with a soft rim, not a polygon with a hard one', () => {
    const full = { ...emptyMatte(SIDE, SIDE), data: new Uint8Array(SIDE * SIDE).fill(255) };
    const { data } = classMatte(full, [face], 'face-skin');
    // The lower half of a round face: between two landmarks a polygon's edge lies up to .3 pixels inside the circle.
    for (let x = MIDDLE - 40; x <= MIDDLE + 40; x++) {
      let half = MIDDLE;
      while (data[at(x, half)]! > 127) half++;
      assert.ok(Math.abs(half - (MIDDLE + Math.sqrt(RADIUS ** 2 - (x + 0.5 - MIDDLE) ** 2))) <= 1);
      assert.ok(data[at(x, half - 1)]! < 255 && data[at(x, half)]! > 0, 'the rim is soft');
    }
  });

  test('counts the outline of the face, ears and a bald head as face skin, and what is below or far off as body', () => {
    const onFace = matte('face-skin');
    const [chin, ear, scalp] = [at(MIDDLE, MIDDLE + 70), at(MIDDLE + 100, MIDDLE), at(MIDDLE, MIDDLE - 110)];
    for (const index of [chin, ear, scalp]) assert.equal(onFace[index], skin.data[index]);
    const [neck, shoulder, hand] = [at(MIDDLE, MIDDLE + 95), at(MIDDLE + 100, MIDDLE + 90), at(390, MIDDLE)];
    for (const index of [neck, shoulder, hand]) assert.equal(matte('body-skin')[index], skin.data[index]);
  });

  test('draws the features as the retouch leaves them alone', () => {
    const all = new Uint8Array(SIDE * SIDE);
    for (const name of ['eyes', 'brows', 'lips', 'nostrils'] as const) {
      const drawn = matte(name);
      assert.deepEqual(drawn, insidePolygons(protectedFeature(face, name), box).data);
      drawn.forEach((value, index) => (all[index] = Math.max(all[index]!, value)));
    }
    assert.deepEqual(all, insidePolygons(protectedFeatures(face), box).data);
    assert.ok(all.includes(255));
  });

  test('without faces, all skin is body skin', () => {
    assert.deepEqual(classMatte(skin, [], 'body-skin').data, skin.data);
    for (const name of MATTE_CLASSES.filter((one) => one !== 'body-skin'))
      assert.ok(classMatte(skin, [], name).data.every((value) => value === 0));
  });
});

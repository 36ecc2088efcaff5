import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Face } from '../../../ui/engine/faces/face';
import { faceFromLandmarks } from '../../../ui/engine/faces/face-from-landmarks';
import { findFaces } from '../../../ui/engine/faces/find-faces';
import { faceOval, featuresWithoutSpots, protectedFeatures } from '../../../ui/engine/faces/protected-features';
import { fillPolygon } from '../../../ui/engine/picture/rasterise-polygon';
import type { Point } from '../../../ui/engine/geometry/square-crop';
import { emptyMatte, type Matte } from '../../../ui/engine/picture/picture';
import { createFaceRunner } from './face-runner';
import { samplePicture } from './sample-pictures';

const runner = createFaceRunner();
after(() => runner.release());
const [face] = await findFaces(await samplePicture(), runner);
assert.ok(face !== undefined);

describe('protectedFeatures', () => {
  // Promise: 19
  test('covers eyes, brows and lips of the sample, and leaves cheeks, forehead and chin free', () => {
    const matte = covered(protectedFeatures(face));
    const features = {
      leftPupil: [203, 101],
      rightPupil: [246, 103],
      teeth: [222, 146],
      lowerLip: [222, 152],
      leftBrow: [199, 88],
      rightBrow: [255, 92],
    } as const;
    const skin = {
      leftCheek: [195, 130],
      rightCheek: [250, 130],
      chin: [222, 168],
      forehead: [226, 83],
      bridge: [225, 108],
    } as const;
    for (const [name, [x, y]] of Object.entries(features)) assert.equal(matte.data[y * 512 + x], 255, name);
    for (const [name, [x, y]] of Object.entries(skin)) assert.equal(matte.data[y * 512 + x], 0, name);
  });

  test('covers the landmarks of eyes, lips and nostrils, and leaves most of the face free', () => {
    const matte = covered(protectedFeatures(face));
    for (const index of [33, 133, 159, 145, 263, 362, 386, 374, 61, 291, 0, 17, 13, 14, 79, 60, 309, 290]) {
      const x = Math.floor(face.landmarks[2 * index]!);
      const y = Math.floor(face.landmarks[2 * index + 1]!);
      assert.equal(matte.data[y * 512 + x], 255, `landmark ${index}`);
    }
    const share = area(matte) / area(covered([faceOval(face)]));
    assert.ok(share > 0.08 && share < 0.25, `${share} of the face is protected`);
  });

  test('leaves the lids and the skin under the eyes free', () => {
    const matte = covered(protectedFeatures(face));
    // Landmarks of the lid folds, and below the lower lids.
    for (const index of [223, 443, 119, 348, 230, 450]) {
      const x = Math.floor(face.landmarks[2 * index]!);
      const y = Math.floor(face.landmarks[2 * index + 1]!);
      assert.equal(matte.data[y * 512 + x], 0, `landmark ${index}`);
    }
  });

  test('scales its margins with the face', () => {
    const larger = protectedFeatures(transformed(face, (x, y) => [2 * x, 2 * y]));
    for (const [index, polygon] of protectedFeatures(face).entries()) {
      for (const [corner, { x, y }] of polygon.entries()) {
        assert.ok(Math.hypot(larger[index]![corner]!.x - 2 * x, larger[index]![corner]!.y - 2 * y) < 0.01);
      }
    }
  });

  test('gives valid outlines for a profile whose far half folds onto the near one', () => {
    const middle = face.landmarks[2]!;
    const profile = transformed(face, (x, y) => [x > middle ? middle - 0.25 * (x - middle) : x, y]);
    const polygons = protectedFeatures(profile);
    assert.ok(
      polygons.every(
        (polygon) => polygon.length >= 3 && polygon.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
      ),
    );
    const matte = covered(polygons);
    for (const index of [33, 133, 263, 362, 386, 374, 61, 291, 0, 17]) {
      const x = Math.floor(profile.landmarks[2 * index]!);
      const y = Math.floor(profile.landmarks[2 * index + 1]!);
      assert.equal(matte.data[y * 512 + x], 255, `landmark ${index}`);
    }
  });

  test('widens the margins of a face with a low landmark score', () => {
    assert.ok(area(covered(protectedFeatures({ ...face, score: 0.7 }))) > 1.3 * area(covered(protectedFeatures(face))));
  });
});

describe('featuresWithoutSpots', () => {
  test('hold the protected features, and lids and lashes too', () => {
    const narrow = covered(protectedFeatures(face));
    const wide = covered(featuresWithoutSpots(face));
    const left = narrow.data.filter((value, index) => value > 0 && wide.data[index] === 0).length;
    assert.ok(left < 0.02 * area(narrow), `${left} pixels of the features are searched`);
    assert.ok(area(wide) > 1.15 * area(narrow));
  });
});

describe('faceOval', () => {
  test('holds the cheeks, the chin and the features, and no background', () => {
    const oval = covered([faceOval(face)]);
    for (const [x, y] of [
      [195, 130],
      [250, 130],
      [222, 168],
      [203, 101],
      [222, 146],
    ] as const)
      assert.equal(oval.data[y * 512 + x], 255, `${x},${y}`);
    for (const [x, y] of [
      [150, 100],
      [300, 100],
      [222, 200],
    ] as const)
      assert.equal(oval.data[y * 512 + x], 0, `${x},${y}`);
  });
});

function covered(polygons: readonly (readonly Point[])[]): Matte {
  const matte = emptyMatte(512, 512);
  for (const polygon of polygons) fillPolygon(matte, polygon, 255);
  return matte;
}

function area(matte: Matte): number {
  return matte.data.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0);
}

function transformed(source: Face, move: (x: number, y: number) => readonly [number, number]): Face {
  const landmarks = new Float32Array(source.landmarks.length);
  for (let index = 0; index < landmarks.length; index += 2)
    landmarks.set(move(source.landmarks[index]!, source.landmarks[index + 1]!), index);
  return faceFromLandmarks(landmarks, source.score, 2048, 2048);
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { anchorCenters, FULL_RANGE_LAYERS, SHORT_RANGE_LAYERS } from '../../../ui/engine/faces/anchors';
import { BOX_VALUES, decodeDetections } from '../../../ui/engine/faces/decode-detections';
import { detectionAngle, detectionInPicture, type Detection } from '../../../ui/engine/faces/detection';
import { suppressOverlaps } from '../../../ui/engine/faces/suppress-overlaps';
import { networkInfo, type NetworkName } from '../../../ui/engine/networks/catalogue';

describe('anchorCenters', () => {
  test('gives one anchor for each box of the detectors, in the order of cells', () => {
    const detectors = [
      ['face-short-range', SHORT_RANGE_LAYERS],
      ['face-full-range', FULL_RANGE_LAYERS],
    ] as const;
    for (const [name, layers] of detectors) {
      const [boxes, logits] = networkInfo(name satisfies NetworkName).outputs;
      const centers = anchorCenters(layers);
      assert.equal(centers.length, 2 * boxes!.shape[1]!);
      assert.equal(boxes!.shape[1], logits!.shape[1]);
      assert.equal(boxes!.shape[2], BOX_VALUES);
      assert.ok(centers.every((value) => value > 0 && value < 1));
    }
    const short = anchorCenters(SHORT_RANGE_LAYERS);
    assert.deepEqual([...short.subarray(0, 6)], [1 / 32, 1 / 32, 1 / 32, 1 / 32, 3 / 32, 1 / 32]);
    const secondLayer = 2 * 512;
    assert.deepEqual([...short.subarray(secondLayer + 10, secondLayer + 14)], [1 / 16, 1 / 16, 3 / 16, 1 / 16]);
  });
});

describe('decodeDetections', () => {
  test('reads offsets from the anchor and leaves out weak detections', () => {
    const anchors = Float32Array.of(0.25, 0.25, 0.75, 0.5);
    const boxes = new Float32Array(2 * BOX_VALUES);
    boxes.set([10, -20, 30, 40, -5, -10, 15, -10, 0, 5, 1, 20, -30, 2, 40, 3], BOX_VALUES);
    const [only, ...others] = decodeDetections(boxes, Float32Array.of(-3, 2), anchors, 100, 0.5);
    assert.equal(others.length, 0);
    assert.ok(only !== undefined);
    near(only.centerX, 0.85);
    near(only.centerY, 0.3);
    near(only.side, 0.4);
    near(only.score, 1 / (1 + Math.exp(-2)));
    assert.equal(only.keypoints.length, 6);
    near(only.keypoints[0]!.x, 0.7);
    near(only.keypoints[1]!.x, 0.9);
    near(only.keypoints[5]!.x, 1.15);
    near(only.keypoints[5]!.y, 0.53);
  });
});

describe('detectionInPicture', () => {
  test("turns a detection of a turned view upright and adds the view's roll", () => {
    const inView = at(0.25, 0.5, 0.2, 0.9);
    const view = { centerX: 100, centerY: 50, side: 200, angle: Math.PI / 2 };
    const inPicture = detectionInPicture(inView, view);
    near(inPicture.centerX, 100);
    near(inPicture.centerY, 0);
    near(inPicture.side, 40);
    near(detectionAngle(inView), 0);
    near(detectionAngle(inPicture), Math.PI / 2);
  });
});

describe('suppressOverlaps', () => {
  test('gives the mean detection of each head, with the best score', () => {
    const merged = suppressOverlaps([at(0.5, 0.5, 0.2, 0.6), at(0.53, 0.5, 0.2, 0.9), at(0.2, 0.2, 0.1, 0.7)]);
    assert.deepEqual(
      merged.map(({ score }) => score),
      [0.9, 0.7],
    );
    near(merged[0]!.centerX, (0.5 * 0.6 + 0.53 * 0.9) / 1.5);
  });

  test('keeps two heads that overlap, in any order of detections', () => {
    const heads = [at(0.4, 0.5, 0.2, 0.8), at(0.41, 0.5, 0.2, 0.7), at(0.5, 0.52, 0.2, 0.9), at(0.49, 0.52, 0.2, 0.5)];
    for (const order of [heads, heads.toReversed()]) {
      const merged = suppressOverlaps(order);
      assert.equal(merged.length, 2);
      assert.ok(Math.abs(merged[0]!.centerX - 0.5) < 0.01 && Math.abs(merged[1]!.centerX - 0.4) < 0.01);
    }
  });
});

function at(centerX: number, centerY: number, side: number, score: number): Detection {
  const point = (dx: number, dy: number): { x: number; y: number } => ({
    x: centerX + dx * side,
    y: centerY + dy * side,
  });
  return {
    centerX,
    centerY,
    side,
    score,
    keypoints: [point(-0.2, -0.2), point(0.2, -0.2), point(0, 0), point(0, 0.25), point(-0.5, -0.1), point(0.5, -0.1)],
  };
}

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-5, `${actual} is not ${expected}`);
}

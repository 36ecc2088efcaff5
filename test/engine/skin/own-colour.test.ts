import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faceFromLandmarks } from '../../../ui/engine/faces/face-from-landmarks';
import { addOwnColour } from '../../../ui/engine/skin/own-colour';
import { toneAt, type SkinTone } from '../../../ui/engine/skin/skin-tone';

const SIZE = 128;
/** The crop is the picture; a cell is a pixel. */
const crop = { centerX: SIZE / 2, centerY: SIZE / 2, side: SIZE, angle: 0 };

/** An upright face 40 cells high around (64, 30). */
function createFace(): ReturnType<typeof faceFromLandmarks> {
  const landmarks = new Float32Array(936).fill(30);
  for (let index = 0; index < 468; index++) landmarks[2 * index] = 64;
  for (const [index, x, y] of [
    [33, 54, 24],
    [263, 74, 24],
    [10, 64, 10],
    [152, 64, 50],
  ] as const)
    landmarks.set([x, y], 2 * index);
  return faceFromLandmarks(landmarks, 1, SIZE, SIZE);
}

const face = createFace();

/** Red, green and blue of a skin, 0–1. */
const SKIN = [0.8, 0.6, 0.5] as const;
const tone: SkinTone = toneAt(Float32Array.from(SKIN), 0, 1);

interface Patch {
  readonly at: readonly [left: number, top: number, width: number, height: number];
  readonly colour: readonly [number, number, number];
  /** Amplitude of a weave of single cells, 0–1. */
  readonly weave?: number;
}

/** The largest coverage that is added in the middle of a patch on a blue wall, and the number of added cells. */
function add(
  { at: [left, top, width, height], colour, weave = 0 }: Patch,
  person = 1,
): [middle: number, count: number] {
  const image = new Float32Array(3 * SIZE * SIZE);
  for (let index = 0; index < SIZE * SIZE; index++) {
    const [x, y] = [index % SIZE, Math.floor(index / SIZE)];
    const inside = x >= left && x < left + width && y >= top && y < top + height;
    const sign = (x + y) % 2 === 0 ? weave : -weave;
    const here = inside ? colour : [0.2, 0.3, 0.6];
    here.forEach((value, channel) => (image[channel * SIZE * SIZE + index] = inside ? value + sign : value));
  }
  const plane = (value: number): { size: number; data: Float32Array } => ({
    size: SIZE,
    data: new Float32Array(SIZE * SIZE).fill(value),
  });
  const inputs = { crop, image, coverage: plane(0), person: plane(person) };
  const { data } = addOwnColour(inputs, [{ face, tone }]);
  const middle = (top + (height >> 1)) * SIZE + left + (width >> 1);
  return [data[middle]!, data.filter((value) => value === 1).length];
}

const shoulder: Patch = { at: [40, 70, 40, 30], colour: SKIN };

describe('addOwnColour', () => {
  test('adds an even region below the face in its colour and light, up to its edges', () => {
    const [middle, count] = add(shoulder);
    assert.equal(middle, 1);
    assert.ok(count >= 38 * 28 && count <= 42 * 32, String(count));
  });

  test('adds skin that is somewhat darker or lighter than the face, in its colour', () => {
    assert.equal(add({ ...shoulder, colour: [0.64, 0.48, 0.4] })[0], 1);
    assert.equal(add({ ...shoulder, colour: [0.96, 0.72, 0.6] })[0], 1);
    assert.equal(add({ ...shoulder, colour: [0.4, 0.3, 0.25] })[0], 0);
  });

  test('leaves out another colour, a weave, small patches, and what is no person', () => {
    assert.equal(add({ ...shoulder, colour: [0.7, 0.62, 0.58] })[1], 0);
    assert.equal(add({ ...shoulder, weave: 0.1 })[1], 0);
    assert.equal(add({ ...shoulder, at: [40, 70, 8, 8] })[1], 0);
    assert.equal(add(shoulder, 0.5)[1], 0);
  });

  test('looks below the face only', () => {
    assert.equal(add({ ...shoulder, at: [40, 0, 40, 30] })[1], 0);
  });

  test('returns the coverage itself if there is nothing to add', () => {
    const coverage = { size: SIZE, data: new Float32Array(SIZE * SIZE) };
    const image = new Float32Array(3 * SIZE * SIZE);
    assert.equal(addOwnColour({ crop, image, coverage, person: coverage }, []), coverage);
    assert.equal(addOwnColour({ crop, image, coverage, person: coverage }, [{ face, tone }]), coverage);
  });
});

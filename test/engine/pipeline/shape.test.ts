import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { NO_CHOICES, shapeOf } from '../../../ui/engine/api/choices';
import { settingsWith } from '../../../ui/engine/api/settings';
import { NO_SHAPE, type ShapeRequest } from '../../../ui/engine/api/shape';
import { findBody } from '../../../ui/engine/body/find-body';
import type { Face } from '../../../ui/engine/faces/face';
import { flatten } from '../../../ui/engine/layers/flatten';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Box } from '../../../ui/engine/geometry/box';
import { copyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { createPreviewParts } from '../../../ui/engine/pipeline/preview';
import { shapedPreview } from '../../../ui/engine/pipeline/shape-preview';
import { retouchAnalysed, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import { retouchWithShape } from '../../../ui/engine/pipeline/retouch-with-shape';
import { findPeople } from '../../../ui/engine/pipeline/shape-picture';
import { samplePicture } from '../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());
const ignore = (): void => undefined;
const OFF = settingsWith({ heal: 'off', even: 0 });
const EVEN = settingsWith({ heal: 'off', even: 60 });

const picture = await samplePicture();
const analysis = createAnalysis(picture, runner);
const [face] = await analysis.found.get();
assert.ok(face !== undefined);

async function shaped(shape: ShapeRequest, settings = EVEN): Promise<Extract<RetouchOutcome, { state: 'retouched' }>> {
  const outcome = await retouchWithShape(analysis, settings, shape, ignore);
  assert.ok(outcome.state === 'retouched');
  return outcome;
}

function withValues(values: Partial<typeof NO_SHAPE>): ShapeRequest {
  return { values: { ...NO_SHAPE, ...values } };
}

describe('findBody', () => {
  test('finds the body below a face', async () => {
    const pose = await findBody(picture, face, runner);
    assert.ok(pose !== null);
    const { leftShoulder, rightShoulder, nose } = pose.joints;
    assert.ok(leftShoulder.isSeen && rightShoulder.isSeen);
    assert.ok(leftShoulder.x > nose.x + 50 && rightShoulder.x < nose.x - 50);
    assert.ok(leftShoulder.y > nose.y + 40 && rightShoulder.y > nose.y + 40);
  });

  // Promise: S4
  test('refuses a body whose head is not the face', async () => {
    const elsewhere: Face = { ...face, landmarks: face.landmarks.map((value) => value + 0.5 * face.size) };
    assert.equal(await findBody(picture, elsewhere, runner), null);
  });
});

describe('retouchWithShape', () => {
  test('is the plain retouch, without the pose network, while Shape is off', async () => {
    const plain = await retouchAnalysed(analysis, EVEN, ignore);
    const outcome = await shaped(withValues({}));
    assert.ok(plain.state === 'retouched');
    assert.deepEqual(outcome.layers, plain.layers);
    assert.equal(outcome.report.shape, undefined);
    assert.equal(outcome.report.networks['pose'], undefined);
  });

  // Promise: S3
  test('puts Shape under the other layers, and names it with its values, parts and network', async () => {
    const { layers, report, retouched } = await shaped(withValues({ arms: 100 }));
    assert.deepEqual(
      layers.map(({ role, blendMode }) => [role, blendMode]),
      [
        ['shape', 'normal'],
        ['blend', 'soft-light'],
      ],
    );
    assert.deepEqual(retouched, flatten(picture, layers));
    assert.ok(report.shape !== undefined && report.shape.moved > 1);
    assert.equal(report.shape.values.arms, 100);
    assert.equal(report.shape.people[0]!.parts.legs, 'cut');
    assert.equal(report.shape.people[0]!.parts.leftArm, null);
    assert.ok(report.networks['pose'] !== undefined);
  });

  // Promise: S1
  test('leaves the face to the bit while Face slim is 0', async () => {
    const plain = await retouchAnalysed(analysis, EVEN, ignore);
    const { layers, retouched } = await shaped(withValues({ slim: 100 }));
    assert.ok(plain.state === 'retouched');
    const [shape] = layers;
    const { x, y, width, height } = face.box;
    for (let row = Math.floor(y); row < y + height; row++) {
      const [from, to] = [4 * (row * picture.width + Math.floor(x)), 4 * (row * picture.width + Math.ceil(x + width))];
      const under = flatten(picture, [shape!]).data.subarray(from, to);
      assert.deepEqual(under, picture.data.subarray(from, to));
      assert.deepEqual(retouched.data.subarray(from, to), plain.retouched.data.subarray(from, to));
    }
  });

  test('narrows the jaw and leaves eyes, nose and mouth', async () => {
    const { layers, report } = await shaped(withValues({ faceSlim: 100 }), OFF);
    assert.ok(report.shape!.moved > 0.02 * face.size, `moved by ${report.shape!.moved} px`);
    const [shape] = layers;
    const alphaAt = (index: number): number => {
      const [x, y] = [Math.round(face.landmarks[2 * index]!), Math.round(face.landmarks[2 * index + 1]!)];
      return shape!.picture.data[4 * (y * picture.width + x) + 3]!;
    };
    for (const mark of [33, 133, 362, 263, 1, 61, 291]) assert.equal(alphaAt(mark), 0, `landmark ${mark}`);
    for (const mark of [58, 288]) assert.equal(alphaAt(mark), 255, `landmark ${mark}`);
  });

  test('changes a person by their own values', async () => {
    const [x, y] = [face.box.x + face.box.width / 2, face.box.y + face.box.height / 2];
    const own = { x, y, values: NO_SHAPE };
    const outcome = await retouchWithShape(analysis, OFF, { ...withValues({ slim: 100 }), people: [own] }, ignore);
    assert.equal(outcome.state, 'unchanged');
    assert.equal(outcome.report.shape!.moved, 0);
  });

  test('moves nothing in a picture with transparent pixels, and says so', async () => {
    const cutOut = copyPicture(picture);
    cutOut.data[3] = 0;
    const people = await findPeople(createAnalysis(cutOut, runner));
    assert.ok(Object.values(people[0]!.parts).every((reason) => reason === 'transparent'));
  });
});

describe('shapedPreview', () => {
  const own = { ...NO_SHAPE, arms: 100, faceSlim: 60 };
  const people = [{ x: face.box.x + face.box.width / 2, y: face.box.y + face.box.height / 2, values: own }];
  const choices = { ...NO_CHOICES, people };
  const request = shapeOf(choices)!;
  const preview = (region: Box | null, side: number): Promise<Picture | null> =>
    shapedPreview(analysis, createPreviewParts(), EVEN, { region, side }, ignore, choices, request);
  const meanDifference = (a: Uint8ClampedArray, b: Uint8ClampedArray): number =>
    a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;

  test('shows the layers of the retouch, moved', async () => {
    const { retouched } = await shaped(request);
    const plain = await retouchAnalysed(analysis, EVEN, ignore);
    assert.ok(plain.state === 'retouched');
    const shown = await preview(null, picture.width);
    const error = meanDifference(shown!.data, retouched.data);
    assert.ok(error < 0.1, `${error} levels`);
    assert.ok(meanDifference(plain.retouched.data, retouched.data) > 10 * error, 'the movement is far larger');
  });

  test('shows in a part what the whole shows there, also at its border', async () => {
    const whole = (await preview(null, picture.width))!;
    const part = (await preview({ x: 40, y: 260, width: 120, height: 100 }, 1024))!;
    assert.deepEqual([part.width, part.height], [120, 100]);
    for (let y = 0; y < part.height; y++) {
      const from = 4 * ((y + 260) * whole.width + 40);
      const row = whole.data.subarray(from, from + 4 * part.width);
      assert.ok(
        meanDifference(part.data.subarray(4 * y * part.width, 4 * (y + 1) * part.width), row) < 0.5,
        `row ${y}`,
      );
    }
  });

  test('is none while nobody moves', async () => {
    const still = { ...NO_CHOICES, people: [{ ...people[0]!, values: { ...NO_SHAPE, legs: 80 } }] };
    const none = shapedPreview(
      analysis,
      createPreviewParts(),
      EVEN,
      { region: null, side: 256 },
      ignore,
      still,
      shapeOf(still)!,
    );
    assert.equal(await none, null);
  });
});

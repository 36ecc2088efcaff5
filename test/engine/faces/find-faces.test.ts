import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import type { Face } from '../../../ui/engine/faces/face';
import { findFaces } from '../../../ui/engine/faces/find-faces';
import { pictureToCrop } from '../../../ui/engine/geometry/square-crop';
import { emptyPicture, type Picture } from '../../../ui/engine/picture/picture';
import { createFaceRunner } from './face-runner';
import { head, onGround, ovalHead, readPicture, SAMPLE, samplePicture } from './sample-pictures';

const runner = createFaceRunner();
after(() => runner.release());
const find = (picture: Picture): Promise<Face[]> => findFaces(picture, runner);

/** Centre between the eyes, tip of the nose and middle of the mouth in the sample, in pixels, marked by hand. */
const IN_SAMPLE = { eyes: [225, 102], nose: [226, 126], mouth: [223, 146], roll: 0.05 } as const;

describe('findFaces', () => {
  test('finds the face of the sample with its landmarks, upright crop, size and roll', async () => {
    const progress: number[] = [];
    const [face, ...others] = await findFaces(await samplePicture(), runner, (done) => progress.push(done));
    assert.equal(others.length, 0);
    assert.ok(face !== undefined);
    closeTo(face, IN_SAMPLE.eyes, IN_SAMPLE.nose, IN_SAMPLE.mouth);
    assert.ok(face.size > 90 && face.size < 120, `size ${face.size}`);
    assert.ok(face.score > 0.99 && face.score <= 1);
    assert.ok(Math.abs(face.angle - IN_SAMPLE.roll) < 0.08, `roll ${face.angle}`);
    assert.equal(face.landmarks.length, 936);
    assert.ok(Math.abs(face.crop.side - 1.6 * face.size) < 0.01);
    const inCrop = Array.from({ length: 468 }, (_, index) =>
      pictureToCrop(face.crop, face.landmarks[2 * index]!, face.landmarks[2 * index + 1]!),
    );
    const margin = (1 - 1 / 1.6) / 2 - 1e-4;
    assert.ok(
      inCrop.every(({ x, y }) => Math.min(x, y, 1 - x, 1 - y) >= margin),
      'the landmarks lie in the middle of the crop',
    );
    assert.equal(progress.at(-1), 1);
    assert.ok(
      progress.every((done, index) => done >= (progress[index - 1] ?? 0)),
      'progress never decreases',
    );
  });

  // Promise: 18
  test('finds lying and upside-down heads, with their roll', async () => {
    for (const degrees of [90, 180, 270, 135]) {
      const turned = await readPicture(sharp(SAMPLE).removeAlpha().rotate(degrees, { background: '#8a8078' }));
      const faces = await find(turned);
      assert.equal(faces.length, 1, `${degrees}°`);
      const turn = (point: readonly [number, number]): readonly [number, number] => turnedPoint(point, degrees, turned);
      closeTo(faces[0]!, turn(IN_SAMPLE.eyes), turn(IN_SAMPLE.nose), turn(IN_SAMPLE.mouth));
      const off = faces[0]!.angle - IN_SAMPLE.roll - (degrees * Math.PI) / 180;
      assert.ok(Math.abs(Math.atan2(Math.sin(off), Math.cos(off))) < 0.12, `${degrees}°: roll ${faces[0]!.angle}`);
    }
  });

  test('finds a lying head beside an upright one', async () => {
    const lying = await sharp(await head(1, false))
      .rotate(180)
      .png()
      .toBuffer();
    const faces = await find(
      await onGround(520, 400, [
        { input: await head(1, false), left: 40, top: 100 },
        { input: lying, left: 300, top: 100 },
      ]),
    );
    assert.deepEqual(
      faces.map(({ angle }) => Math.round(Math.abs(angle) / Math.PI)),
      [0, 1],
    );
  });

  // Promise: 18
  test('finds faces cut by each border; their boxes end at the border', async () => {
    const cuts = [
      { left: 210, top: 0, width: 302, height: 512 },
      { left: 0, top: 0, width: 240, height: 512 },
      { left: 0, top: 95, width: 512, height: 417 },
      { left: 0, top: 0, width: 512, height: 145 },
    ];
    for (const cut of cuts) {
      const picture = await readPicture(sharp(SAMPLE).extract(cut));
      const faces = await find(picture);
      assert.equal(faces.length, 1, JSON.stringify(cut));
      const { box, size } = faces[0]!;
      assert.ok(Math.abs(size - 105) < 22, `size ${size}`);
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= picture.width && box.y + box.height <= picture.height);
      const moved = (point: readonly [number, number]): readonly [number, number] => [
        point[0] - cut.left,
        point[1] - cut.top,
      ];
      closeTo(faces[0]!, moved(IN_SAMPLE.eyes), moved(IN_SAMPLE.nose), moved(IN_SAMPLE.mouth));
    }
  });

  test('finds each of two overlapping heads once', async () => {
    for (const scale of [1, 3]) {
      const faces = await find(
        await onGround(600 * scale, 400 * scale, [
          { input: await head(scale, false), left: 150 * scale, top: 100 * scale },
          { input: await ovalHead(scale, true), left: 225 * scale, top: 110 * scale },
        ]),
      );
      assert.equal(faces.length, 2);
      assert.ok(faces[0]!.box.x + faces[0]!.box.width > faces[1]!.box.x, 'their boxes overlap');
    }
  });

  test('finds each of twenty people once, from left to right', async () => {
    const overlays = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => ({
        input: await head(1, index % 2 === 1),
        left: (index % 5) * 185 + (index % 3) * 4,
        top: Math.floor(index / 5) * 205 + (index % 2) * 5,
      })),
    );
    const faces = await find(await onGround(940, 830, overlays));
    assert.equal(faces.length, 20);
    assert.ok(faces.every(({ box }, index) => index === 0 || box.x >= faces[index - 1]!.box.x));
    for (const { left, top } of overlays) {
      const here = faces.filter(({ box }) => box.x > left && box.x < left + 180 && box.y > top && box.y < top + 200);
      assert.equal(here.length, 1, `at ${left},${top}`);
    }
  });

  test('finds a face of about 100 px anywhere in a 5000 px picture, also across tiles', async () => {
    const places = [
      [2, 3],
      [1010, 890],
      [4480, 4480],
    ] as const;
    const faces = await find(
      await onGround(
        5000,
        5000,
        places.map(([left, top]) => ({ input: SAMPLE, left, top })),
      ),
    );
    assert.equal(faces.length, 3);
    for (const [index, [left, top]] of places.entries()) {
      const { box } = faces[index]!;
      assert.ok(
        Math.hypot(box.x + box.width / 2 - left - 226, box.y + box.height / 2 - top - 123) < 14,
        JSON.stringify(box),
      );
    }
  });

  // Promise: 17
  test('finds no face in a picture without one', async () => {
    assert.deepEqual(
      await find(await readPicture(sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }))),
      [],
    );
    const plain = emptyPicture(300, 200);
    plain.data.fill(140);
    assert.deepEqual(await find(plain), []);
  });
});

function closeTo(
  face: Face,
  eyes: readonly [number, number],
  nose: readonly [number, number],
  mouth: readonly [number, number],
): void {
  const at = (index: number): readonly [number, number] => [face.landmarks[2 * index]!, face.landmarks[2 * index + 1]!];
  const between = (a: readonly [number, number], b: readonly [number, number]): readonly [number, number] => [
    (a[0] + b[0]) / 2,
    (a[1] + b[1]) / 2,
  ];
  const expected = [
    [between(at(33), at(263)), eyes, 'eyes'],
    [at(1), nose, 'nose'],
    [between(at(13), at(14)), mouth, 'mouth'],
  ] as const;
  for (const [actual, point, name] of expected) {
    const distance = Math.hypot(actual[0] - point[0], actual[1] - point[1]);
    assert.ok(distance < 0.12 * face.size, `${name} at ${actual.map(Math.round).join(',')}, not ${point.join(',')}`);
  }
}

/** Position of a point of the sample after sharp has turned the picture clockwise about its centre and enlarged it. */
function turnedPoint([x, y]: readonly [number, number], degrees: number, turned: Picture): readonly [number, number] {
  const angle = (degrees * Math.PI) / 180;
  const dx = x - 256;
  const dy = y - 256;
  return [
    turned.width / 2 + dx * Math.cos(angle) - dy * Math.sin(angle),
    turned.height / 2 + dx * Math.sin(angle) + dy * Math.cos(angle),
  ];
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Face } from '../../../../ui/engine/faces/face';
import { LEFT_NOSTRIL } from '../../../../ui/engine/faces/mesh-contours';
import { findSpots } from '../../../../ui/engine/heal/find/find-spots';
import type { SpotMaps } from '../../../../ui/engine/heal/find/predict-spots';
import type { Spot } from '../../../../ui/engine/heal/spot';
import { drawHoles } from '../../../../ui/engine/heal/fill/hole-map';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../../../../ui/engine/picture/picture';
import { CPU_KERNELS } from '../../../../ui/engine/pipeline/pixel-kernels';
import { DEFAULT_LIMITS } from '../../../../ui/engine/api/settings';

const SIDE = 384;
const SKIN = [200, 160, 140, 255];
const MOLE = [90, 60, 50, 255];
/** The mole's middle and radius, in pixels: a cell of the network's grid is one. */
const AT = { x: 150.5, y: 120.5, radius: 4 };

const isMole = (x: number, y: number): boolean => Math.hypot(x + 0.5 - AT.x, y + 0.5 - AT.y) <= AT.radius;

function face(landmarks = new Float32Array(936)): Face {
  const crop = { centerX: SIDE / 2, centerY: SIDE / 2, side: SIDE, angle: 0 };
  return { box: { x: 72, y: 72, width: 240, height: 240 }, score: 1, landmarks, angle: 0, size: SIDE / 1.6, crop };
}

function picture(): Picture {
  const drawn = emptyPicture(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) drawn.data.set(isMole(x, y) ? MOLE : SKIN, (y * SIDE + x) * 4);
  return drawn;
}

/** All skin; the mole's pixels only as far as `inMole`. */
function skin(inMole: number): Matte {
  const matte = emptyMatte(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) matte.data[y * SIDE + x] = isMole(x, y) ? inMole : 255;
  return matte;
}

function maps(of = face(), probability = 0.9): SpotMaps[] {
  const mark = Float32Array.from({ length: SIDE * SIDE }, (_, cell) =>
    isMole(cell % SIDE, Math.floor(cell / SIDE)) ? probability : 0,
  );
  const { crop } = of;
  return [{ face: of, view: 'face', crop, size: SIDE, blemish: new Float32Array(SIDE * SIDE), mark }];
}

function find(matte: Matte, stages = CPU_KERNELS, seen = maps()): Promise<Spot[]> {
  return findSpots(picture(), seen, matte, 'all', DEFAULT_LIMITS, stages);
}

/** A face whose left nostril lies at a place. */
function nostrilAt(x: number, y: number): Face {
  const landmarks = new Float32Array(936);
  for (const [turn, index] of LEFT_NOSTRIL.entries()) {
    const angle = (2 * Math.PI * turn) / LEFT_NOSTRIL.length;
    landmarks.set([x + 3 * Math.cos(angle), y + 3 * Math.sin(angle)], 2 * index);
  }
  return face(landmarks);
}

test('a dark mole is found and wholly replaced, however far its colour takes the skin matte down', async () => {
  for (const inMole of [100, 0]) {
    const matte = skin(inMole);
    const found = await find(matte);
    assert.deepEqual(
      found.map(({ report: { kind, x, y } }) => [kind, x, y]),
      [['mark', AT.x, AT.y]],
    );
    assert.equal(drawHoles(found, matte).matte.data[120 * SIDE + 150], 255);
  }
});

test('what is no skin is left where the network is not sure, where little skin is around it, and in a nostril', async () => {
  assert.deepEqual(await find(skin(0), CPU_KERNELS, maps(face(), 0.6)), []);
  assert.deepEqual(await find(emptyMatte(SIDE, SIDE)), []);
  const nostril = nostrilAt(AT.x, AT.y);
  assert.deepEqual(await find(skin(0), CPU_KERNELS, maps(nostril)), []);
  const [ofAnother] = maps(nostril, 0);
  assert.deepEqual(await find(skin(0), CPU_KERNELS, [...maps(), ofAnother!]), [], 'the nostril of a face beside');
});

test('the hole of such a mole stays out of a nostril beside it', async () => {
  const found = await find(skin(0), CPU_KERNELS, maps(nostrilAt(AT.x + 8, AT.y)));
  const holeAt = (spots: Spot[], x: number): number => drawHoles(spots, skin(0)).matte.data[120 * SIDE + x]!;
  assert.deepEqual([holeAt(found, 150), holeAt(found, 155)], [255, 0]);
  assert.ok(
    holeAt(
      found.map((spot) => ({ ...spot, outlines: [] })),
      155,
    ) > 0,
  );
});

test('around each spot that was found the picture is read and no farther, and where none was not at all', async () => {
  const read: number[] = [];
  const stages: typeof CPU_KERNELS = {
    ...CPU_KERNELS,
    readCrop: (input) => (read.push(input.crop.side), CPU_KERNELS.readCrop(input)),
  };
  await find(skin(255), stages);
  assert.equal(read.length, 1);
  // Another far from it: nothing is read of what lies between.
  const [both] = maps();
  both!.mark.set(both!.mark.slice(0, SIDE * (SIDE / 2)).reverse(), SIDE * (SIDE / 2));
  await find(skin(255), stages, [both!]);
  assert.equal(read.length, 3);
  assert.ok(
    read.every((side) => side < SIDE / 8),
    read.join(),
  );
  // Where no skin is, none is asked what it looks like.
  await find(emptyMatte(SIDE, SIDE), stages);
  const none = maps().map((seen) => ({ ...seen, mark: new Float32Array(SIDE * SIDE) }));
  assert.deepEqual(await findSpots(picture(), none, skin(255), 'all', DEFAULT_LIMITS, stages), []);
  assert.equal(read.length, 3);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
/** The mole's centre and radius in pixels. One cell of the network's grid is one pixel. */
const AT = { x: 150.5, y: 120.5, radius: 4 };

const isMole = (x: number, y: number): boolean => Math.hypot(x + 0.5 - AT.x, y + 0.5 - AT.y) <= AT.radius;

function face(landmarks = new Float32Array(936)): Face {
  const crop = { centerX: SIDE / 2, centerY: SIDE / 2, side: SIDE, angle: 0 };
  return { box: { x: 72, y: 72, width: 240, height: 240 }, score: 1, landmarks, angle: 0, size: SIDE / 1.6, crop };
}

/** Even skin with the mole. */
function picture(): Picture {
  const drawn = emptyPicture(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) drawn.data.set(isMole(x, y) ? MOLE : SKIN, (y * SIDE + x) * 4);
  return drawn;
}

/** A matte of 255, and of `inMole` in the mole. */
function skin(inMole: number): Matte {
  const matte = emptyMatte(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) matte.data[y * SIDE + x] = isMole(x, y) ? inMole : 255;
  return matte;
}

/** The network's maps of a face, with the given probability of a mark in the mole. */
function maps(of = face(), probability = 0.9): SpotMaps[] {
  const mark = Float32Array.from({ length: SIDE * SIDE }, (_, cell) =>
    isMole(cell % SIDE, Math.floor(cell / SIDE)) ? probability : 0,
  );
  const { crop } = of;
  return [{ face: of, view: 'face', crop, size: SIDE, blemish: new Float32Array(SIDE * SIDE), mark }];
}

async function find(matte: Matte, kernels = CPU_KERNELS, allMaps = maps()): Promise<readonly Spot[]> {
  return (await findSpots(picture(), allMaps, matte, 'all', DEFAULT_LIMITS, kernels)).spots;
}

/** A face whose left nostril lies around (x, y). */
function nostrilAt(x: number, y: number): Face {
  const landmarks = new Float32Array(936);
  for (const [turn, index] of LEFT_NOSTRIL.entries()) {
    const angle = (2 * Math.PI * turn) / LEFT_NOSTRIL.length;
    landmarks.set([x + 3 * Math.cos(angle), y + 3 * Math.sin(angle)], 2 * index);
  }
  return face(landmarks);
}

describe('findSpots', () => {
  test('finds a dark mole, whose colour lowers the skin matte, and replaces it whole', async () => {
    for (const inMole of [100, 0]) {
      const matte = skin(inMole);
      const spots = await find(matte);
      assert.deepEqual(
        spots.map(({ report: { kind, x, y } }) => [kind, x, y]),
        [['mark', AT.x, AT.y]],
      );
      assert.equal(drawHoles(spots, matte).matte.data[120 * SIDE + 150], 255);
    }
  });

  test('leaves a spot outside the skin matte if the network is unsure', async () => {
    assert.deepEqual(await find(skin(0), CPU_KERNELS, maps(face(), 0.6)), []);
  });

  test('leaves a spot without skin around it', async () => {
    assert.deepEqual(await find(emptyMatte(SIDE, SIDE)), []);
  });

  test('leaves a spot in a nostril, also in that of another face', async () => {
    const nostril = nostrilAt(AT.x, AT.y);
    assert.deepEqual(await find(skin(0), CPU_KERNELS, maps(nostril)), []);
    const [other] = maps(nostril, 0);
    assert.deepEqual(await find(skin(0), CPU_KERNELS, [...maps(), other!]), []);
  });

  // Promise: 19
  test('leaves a spot that the outline of a nostril cuts, on skin or not', async () => {
    for (const inMole of [255, 0])
      assert.deepEqual(await find(skin(inMole), CPU_KERNELS, maps(nostrilAt(AT.x + 8, AT.y))), []);
  });

  test('fills a spot beside a nostril whole, and nothing in the nostril', async () => {
    const spots = await find(skin(0), CPU_KERNELS, maps(nostrilAt(AT.x + 9.5, AT.y)));
    const holeAt = (of: readonly Spot[], x: number): number => drawHoles(of, skin(0)).matte.data[120 * SIDE + x]!;
    assert.deepEqual([holeAt(spots, 147), holeAt(spots, 154), holeAt(spots, 155)], [255, 255, 0]);
    assert.ok(
      holeAt(
        spots.map((spot) => ({ ...spot, outlines: [] })),
        155,
      ) > 0,
    );
  });

  test('reads the picture only around connected spots', async () => {
    const read: number[] = [];
    const kernels: typeof CPU_KERNELS = {
      ...CPU_KERNELS,
      readCrop: (input) => (read.push(input.crop.side), CPU_KERNELS.readCrop(input)),
    };
    await find(skin(255), kernels);
    assert.equal(read.length, 1);
    // A second spot far away: the pixels between the two are not read.
    const [both] = maps();
    both!.mark.set(both!.mark.slice(0, SIDE * (SIDE / 2)).reverse(), SIDE * (SIDE / 2));
    await find(skin(255), kernels, [both!]);
    assert.equal(read.length, 3);
    assert.ok(
      read.every((side) => side < SIDE / 8),
      read.join(),
    );
    // No colours are read for spots outside skin, or without spots.
    await find(emptyMatte(SIDE, SIDE), kernels);
    const none = maps().map((map) => ({ ...map, mark: new Float32Array(SIDE * SIDE) }));
    assert.deepEqual((await findSpots(picture(), none, skin(255), 'all', DEFAULT_LIMITS, kernels)).spots, []);
    assert.equal(read.length, 3);
  });
});

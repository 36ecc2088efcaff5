import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isHealed, type SpotFind } from '../../../../ui/engine/api/report';
import { DEFAULT_LIMITS, type HealMode, type SpotLimits } from '../../../../ui/engine/api/settings';
import type { Face } from '../../../../ui/engine/faces/face';
import type { SpotFeatures } from '../../../../ui/engine/heal/find/judge-features';
import { sortFinds, type FoundSpots, type UnsortedFind } from '../../../../ui/engine/heal/find/sort-finds';
import { holeAround } from '../../../../ui/engine/heal/hole';
import { emptyMatte } from '../../../../ui/engine/picture/picture';
import { en } from '../../../../ui/locales/en';
import { zh } from '../../../../ui/locales/zh';

const SIDE = 384;
const CROP = { centerX: SIDE / 2, centerY: SIDE / 2, side: SIDE, angle: 0 };
const FACE: Face = {
  box: { x: 72, y: 72, width: 240, height: 240 },
  score: 1,
  landmarks: new Float32Array(936),
  angle: 0,
  size: 240,
  crop: CROP,
};
const SKIN = emptyMatte(SIDE, SIDE);
SKIN.data.fill(255);

/** A red pimple, of which the network is sure. */
const PIMPLE: SpotFeatures = {
  blemishPeak: 5,
  markPeak: -4,
  melanin: 0.03,
  blood: 0.15,
  yellow: -0.03,
  size: -4.3,
  sharpness: 0.4,
  highlight: 0.02,
  relief: 0.05,
  rim: 0.02,
  core: 0.14,
  roughness: -4.2,
  bloodOverGrain: 3,
  skinBlood: 0.7,
  blemishAround: -4.5,
  skinAround: 1,
  across: 0.2,
  redness: 0.8,
  paint: { densest: 0.4, step: 0.08, glow: 0.1, skin: 0.3 },
};
const MOLE: SpotFeatures = {
  ...PIMPLE,
  blemishPeak: -3,
  markPeak: 3,
  bloodOverGrain: 1,
  melanin: 0.2,
  blood: 0.05,
  sharpness: 0.8,
  redness: 0.2,
};

/** A find at column `x`, with holes of `radius` cells. One cell is one pixel. */
function find(features: SpotFeatures, x: number, radius = 2, face = FACE): UnsortedFind {
  return {
    face,
    find: { features, score: 0.9, blemish: features === MOLE ? 0 : 9, mark: features === MOLE ? 9 : 0 },
    spot: {
      report: { x, y: 50, radius, kind: 'mark', score: 0.9 },
      crop: CROP,
      gridSize: SIDE,
      hole: holeAround([50 * SIDE + x], SIDE, radius),
      isLine: false,
      outlines: null,
    },
  };
}

function sort(finds: readonly UnsortedFind[], mode: Exclude<HealMode, 'off'> = 'blemishes', limits = {}): FoundSpots {
  return sortFinds(finds, mode, { ...DEFAULT_LIMITS, ...limits } as SpotLimits, SKIN);
}

describe('sortFinds', () => {
  test('heals the pimple and keeps the mole, with what both look like, the likelier blemish first', () => {
    const { spots, finds } = sort([find(MOLE, 20), find(PIMPLE, 60)]);
    assert.deepEqual(
      spots.map(({ report: { x, kind } }) => [x, kind]),
      [[60, 'blemish']],
    );
    assert.deepEqual(
      finds.map(({ x, answer, reason }) => [x, answer, reason]),
      [
        [60, 'healed', { kind: 'blemish', colour: 'red', edge: 'soft', like: 0 }],
        [20, 'kept', { kind: 'brown', colour: 'brown', edge: 'sharp', like: 0 }],
      ],
    );
    assert.ok(finds[0]!.judged > 0.5 && finds[1]!.judged < 0.1, JSON.stringify(finds));
  });

  test('counts the other finds that look alike, of the same face only', () => {
    const freckle = { ...MOLE, melanin: 0.12 };
    const other = { ...FACE };
    const { finds } = sort([20, 40, 60, 80].map((x) => find(freckle, x)).concat(find(freckle, 100, 2, other)));
    const ofFace = finds.filter(({ x }) => x < 100);
    assert.deepEqual(
      ofFace.map(({ reason }) => [reason.kind, reason.like]),
      ofFace.map(() => ['like-others', 3]),
    );
    assert.equal(finds.find(({ x }) => x === 100)!.reason.like, 0);
  });

  test('keeps what is too large, in any mode, and says so', () => {
    const finds = [find(PIMPLE, 60, 9)];
    for (const mode of ['blemishes', 'all'] as const) {
      const { spots, finds: sorted } = sort(finds, mode, { largest: 5 });
      assert.equal(spots.length, 0);
      assert.deepEqual([sorted[0]!.answer, sorted[0]!.reason.kind], ['kept', 'large']);
    }
  });

  test('keeps what would fill too much of the skin, and says so', () => {
    const { spots, left, finds } = sort([find(PIMPLE, 60), find(PIMPLE, 190, 160)]);
    assert.deepEqual([spots.length, left], [1, 1]);
    assert.equal(finds.filter(({ answer, reason }) => answer === 'kept' && reason.kind === 'too-many').length, 1);
  });

  test('lets the setting decide where it is unsure', () => {
    const unclear = { ...PIMPLE, blemishPeak: 1.2, blood: 0.06, melanin: 0.07, bloodOverGrain: 1, redness: 0.45 };
    const kept = sort([find(unclear, 60)]);
    assert.deepEqual([kept.finds[0]!.answer, kept.finds[0]!.reason.kind], ['unsure', 'unclear']);
    assert.equal(kept.spots.length, 0);
    assert.equal(sort([find(unclear, 60)], 'blemishes', { unsure: 'heal' }).spots.length, 1);
    assert.deepEqual([isHealed(kept.finds[0]!, 'keep'), isHealed(kept.finds[0]!, 'heal')], [false, true]);
  });

  test('keeps what is worn, and the letters of its row, but not a pimple nearby', () => {
    const stud = { ...PIMPLE, paint: { ...PIMPLE.paint, densest: 2 } };
    const letter = { ...PIMPLE, paint: { ...PIMPLE.paint, step: 0.15 } };
    const { spots, finds } = sort([find(stud, 20), find(letter, 30), find(PIMPLE, 34), find(letter, 90)]);
    assert.deepEqual(
      spots.map(({ report }) => report.x),
      [34, 90],
    );
    const worn = finds.filter(({ reason }) => reason.kind === 'worn');
    assert.deepEqual(
      worn.map(({ x, answer, judged }) => [x, answer, judged]),
      [
        [20, 'kept', 0],
        [30, 'kept', 0],
      ],
    );
  });

  test('heals every find when all are asked for, also what is worn', () => {
    const stud = { ...PIMPLE, paint: { ...PIMPLE.paint, densest: 2 } };
    const { spots, finds } = sort([find(MOLE, 20), find(PIMPLE, 60), find(stud, 90)], 'all');
    assert.equal(spots.length, 3);
    assert.ok(finds.every(({ answer }) => answer === 'healed'));
  });
});

describe('spotReason', () => {
  const reason: SpotFind['reason'] = { kind: 'brown', colour: 'brown', edge: 'sharp', like: 12 };

  test('says what a find looks like in both languages', () => {
    assert.equal(en.spotReason(reason), 'brown, sharp-edged, like 12 others');
    assert.equal(en.spotReason({ ...reason, like: 1 }), 'brown, sharp-edged, like 1 other');
    assert.equal(zh.spotReason(reason), '褐色，边缘清晰，与另外 12 处相似');
    assert.match(en.spotReason({ ...reason, kind: 'large', like: 0 }), /^larger than .*: brown, sharp-edged$/);
  });
});

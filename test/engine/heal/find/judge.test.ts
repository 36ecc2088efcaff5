import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { either, type ConnectedSpot } from '../../../../ui/engine/heal/find/connected-spots';
import { answerOf, ANSWERS, judgeFace, judgeScore, comparedFeatures } from '../../../../ui/engine/heal/find/judge';
import { spotFeatures, type SpotFeatures } from '../../../../ui/engine/heal/find/judge-features';

interface Fixture {
  readonly grid: number;
  readonly perCell: number;
  readonly cellInFaces: number;
  readonly skin: readonly number[];
  readonly skinColumns: number;
  readonly spots: readonly {
    readonly x: number;
    readonly y: number;
    readonly radius: number;
    readonly takes: readonly number[];
    readonly maps: readonly number[];
  }[];
  readonly finds: readonly (Pick<ConnectedSpot, 'u' | 'v' | 'core' | 'score' | 'blemish' | 'mark'> & {
    readonly roughness: number;
    readonly redness: number;
    readonly features: Readonly<Record<string, number>>;
    readonly scoreOfJudge: number;
  })[];
}

const fixture = JSON.parse(
  readFileSync(new URL('../../../../models/training/judge/fixture.json', import.meta.url), 'utf8'),
) as Fixture;

/** The picture and maps of models/training/judge/fixture.py. */
function drawn(): { readonly data: Float32Array; readonly blemish: Float32Array; readonly mark: Float32Array } {
  const { grid, perCell, skin, spots } = fixture;
  const side = grid * perCell;
  const data = new Float32Array(3 * side * side);
  for (let channel = 0; channel < 3; channel++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        let value = skin[channel]! * (1 + 0.02 * Math.sin(0.9 * column) * Math.cos(0.7 * row));
        for (const { x, y, radius, takes } of spots) {
          const far = Math.hypot((column + 0.5) / perCell - x, (row + 0.5) / perCell - y);
          value -= Math.exp(-(far ** 2) / (2 * radius ** 2)) * takes[channel]!;
        }
        data[(channel * side + row) * side + column] = Math.min(1, Math.max(0, value));
      }
    }
  }
  const maps = [0, 1].map((kind) =>
    Float32Array.from({ length: grid * grid }, (_, cell) =>
      Math.max(
        ...spots.map(({ x, y, radius, maps: peaks }) => {
          const far = Math.hypot((cell % grid) + 0.5 - x, Math.floor(cell / grid) + 0.5 - y) / radius;
          return Math.exp(-(far ** 4)) * peaks[kind]!;
        }),
      ),
    ),
  );
  return { data, blemish: maps[0]!, mark: maps[1]! };
}

function featuresOfFixture(): SpotFeatures[] {
  const { grid, perCell, cellInFaces } = fixture;
  const { data, blemish, mark } = drawn();
  return fixture.finds.map((find) =>
    spotFeatures(find as unknown as ConnectedSpot, {
      colours: { left: 0, top: 0, side: grid, size: grid * perCell, data },
      gridSize: grid,
      blemish,
      mark,
      isClearSkin: (cell) => either(blemish[cell]!, mark[cell]!) < 0.06,
      isSkin: (cell) => cell % grid < fixture.skinColumns,
      cellInFaces,
      roughness: find.roughness,
    }),
  );
}

/** The features of a spot that are numbers. */
function numbersOf({ paint: _, ...numbers }: SpotFeatures): Readonly<Record<string, number>> {
  return numbers;
}

describe('the judge of spots', () => {
  test('computes the features of the training code on a drawn picture', () => {
    const finds = fixture.finds.map((find, index) => ({ ...find, features: featuresOfFixture()[index]! }));
    for (const [index, find] of fixture.finds.entries()) {
      const values: Readonly<Record<string, number>> = {
        ...numbersOf(finds[index]!.features),
        ...comparedFeatures(finds, index),
      };
      for (const [name, expected] of Object.entries(find.features))
        assert.ok(Math.abs(values[name]! - expected) < 1e-3, `find ${index}, ${name}: ${values[name]} for ${expected}`);
      assert.ok(Math.abs(values['redness']! - find.redness) < 1e-3);
    }
  });

  test('gives the scores of the training code', () => {
    const features = featuresOfFixture();
    const scores = judgeFace(fixture.finds.map((find, index) => ({ ...find, features: features[index]! })));
    for (const [index, { scoreOfJudge }] of fixture.finds.entries())
      assert.ok(Math.abs(scores[index]! - scoreOfJudge) < 5e-3, `find ${index}: ${scores[index]} for ${scoreOfJudge}`);
  });

  test('never calls a dark spot without redness surely a blemish', () => {
    const { features } = fixture.finds[0]!;
    const brown = { ...features, melanin: 0.3, redness: 0.2 };
    assert.ok(judgeScore(brown) < ANSWERS.surely);
    assert.ok(judgeScore({ ...features, redness: 0.8 }) >= ANSWERS.surely);
  });

  test('calls more finds blemishes at a higher sensitivity', () => {
    assert.equal(answerOf(ANSWERS.surely, 50), 'blemish');
    assert.equal(answerOf(ANSWERS.surely - 0.1, 50), 'doubtful');
    assert.equal(answerOf(ANSWERS.doubtful - 0.1, 50), 'mark');
    assert.equal(answerOf(ANSWERS.surely - 0.1, 60), 'blemish');
    assert.equal(answerOf(ANSWERS.surely, 10), 'mark');
  });
});

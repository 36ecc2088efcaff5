import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_CHOICES, parseChoices, type Choices } from '../../../ui/engine/api/choices';
import { NO_SHAPE } from '../../../ui/engine/api/shape';

const choices: Choices = {
  faces: [{ x: 10, y: 20.5, on: false, own: { brighten: 30 } }],
  manualFaces: [{ x: 300, y: 200.5, size: 180 }],
  kept: [{ x: 1, y: 2, radius: 3 }],
  added: [{ x: 4, y: 5, radius: 6 }],
  strokes: [{ effect: 'include', radius: 12, feather: 0.5, points: [1, 2, 3, 4] }],
  people: [{ x: 100, y: 90.5, values: { ...NO_SHAPE, waist: 40, faceSlim: -20 } }],
  tone: { light: 61.5, chroma: 24, hue: 1.1, spread: 6.5 },
  clothes: { amount: 40, boxes: [{ x: 5, y: 6, width: 70, height: 80 }] },
};

describe('parseChoices', () => {
  test('restores stored choices', () => {
    assert.deepEqual(parseChoices(JSON.parse(JSON.stringify(choices))), choices);
  });

  test('drops unusable items and keeps the rest', () => {
    for (const broken of [null, 7, 'faces', [], { faces: 'all' }]) assert.deepEqual(parseChoices(broken), NO_CHOICES);
    const damaged = {
      faces: [...choices.faces, { x: 1, y: 2 }, { x: NaN, y: 0, on: true }],
      manualFaces: [
        { x: -1, y: 5, size: 100 },
        { x: 4, y: 5, size: 3 },
        { x: 4, y: 5, size: 1e9 },
        { x: 4, y: '5', size: 90 },
        ...choices.manualFaces,
        'box',
      ],
      kept: [{ x: 1, y: 2, radius: -3 }, ...choices.kept, null],
      added: choices.added,
      strokes: [
        ...choices.strokes,
        { ...choices.strokes[0], points: [1, 2, 3] },
        { ...choices.strokes[0], effect: 'whiten' },
      ],
      clothes: { amount: 40, boxes: [{ x: 1, y: 2, width: -3, height: 4 }, ...choices.clothes.boxes, null] },
      people: [
        { x: 'left', y: 3 },
        { x: 100, y: 90.5, values: { waist: 40, faceSlim: -20, hips: 9 } },
      ],
      tone: { ...choices.tone, name: 'mine' },
    };
    assert.deepEqual(parseChoices(damaged), choices);
    for (const change of [{ light: 101 }, { hue: '1.1' }, { spread: NaN }, { chroma: undefined }])
      assert.equal(parseChoices({ tone: { ...choices.tone, ...change } }).tone, null);
    assert.equal(
      parseChoices({ manualFaces: Array.from({ length: 4000 }, () => choices.manualFaces[0]) }).manualFaces.length,
      50,
    );
    assert.deepEqual(
      parseChoices({ faces: [{ x: 0, y: 0, on: true, own: { even: 400, brighten: -1, other: 3 } }] }).faces[0]!.own,
      {
        even: 100,
        brighten: 0,
      },
    );
  });
});

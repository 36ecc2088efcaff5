import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWithoutChoices, NO_CHOICES, parseChoices, type Choices } from '../../ui/channel/choices';

const choices: Choices = {
  faces: [{ x: 10, y: 20.5, on: false, even: null, brighten: 30 }],
  kept: [{ x: 1, y: 2, radius: 3 }],
  added: [{ x: 4, y: 5, radius: 6 }],
  strokes: [{ effect: 'include', radius: 12, feather: 0.5, points: [1, 2, 3, 4] }],
};

test('choices come back from storage as they went', () => {
  assert.deepEqual(parseChoices(JSON.parse(JSON.stringify(choices))), choices);
  assert.ok(!isWithoutChoices(choices));
});

test('what is no choice is left out, and the rest stays', () => {
  for (const broken of [null, 7, 'faces', [], { faces: 'all' }]) assert.deepEqual(parseChoices(broken), NO_CHOICES);
  const damaged = {
    faces: [...choices.faces, { x: 1, y: 2 }, { x: NaN, y: 0, on: true }],
    kept: [{ x: 1, y: 2, radius: -3 }, ...choices.kept, null],
    added: choices.added,
    strokes: [...choices.strokes, { ...choices.strokes[0], points: [1, 2, 3] }, { ...choices.strokes[0], effect: 'whiten' }],
  };
  assert.deepEqual(parseChoices(damaged), choices);
  assert.equal(parseChoices({ faces: [{ x: 0, y: 0, on: true, even: 400, brighten: -1 }] }).faces[0]!.even, 100);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkWords, differenceBetween } from '../../build/words.mjs';

describe('checkWords', () => {
  test('names a message that a language lacks or has too many, and finds none in ours', async () => {
    const one = { title: 'A', states: { done: 'B', left: (count: number) => `${count}` } };
    assert.equal(differenceBetween(one, { title: 'C', states: { done: 'D', left: () => 'E' } }, ''), null);
    assert.match(
      differenceBetween(one, { title: 'C', states: { left: () => 'E' } }, '')!,
      /^states\.done is undefined/,
    );
    assert.match(
      differenceBetween(one, { title: 'C', states: { done: 'D', left: 'E' } }, '')!,
      /^states\.left is string/,
    );
    assert.match(differenceBetween(one, { ...one, more: 'F' }, '')!, /^more is string, and undefined/);
    await checkWords();
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowsInView } from '../../../plugin/playground/page/view/row-window';

describe('rowsInView', () => {
  test('gives every row of a short list', () => {
    assert.deepEqual(rowsInView(12, 28, 90, 800), { first: 0, end: 12 });
  });

  test('gives the rows in the box and a margin of 20 on both sides', () => {
    assert.deepEqual(rowsInView(5000, 28, -28 * 1000, 28 * 30), { first: 980, end: 1050 });
  });

  test('ends at the last row', () => {
    assert.deepEqual(rowsInView(5000, 28, -28 * 4990, 28 * 30), { first: 4970, end: 5000 });
  });

  test('stays within a list that became shorter than the scroll position', () => {
    assert.deepEqual(rowsInView(3, 28, -28 * 4990, 28 * 30), { first: 3, end: 3 });
  });
});

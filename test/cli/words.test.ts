import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resultWords } from '../../plugin/cli/words';

type Report = Parameters<typeof resultWords>[0];

describe('resultWords', () => {
  test('counts doubtful and kept finds of a photo that nothing changes', () => {
    const kept = ['unsure', 'unsure', 'kept'].map((answer) => ({ answer }));
    const report = { photo: 'a.png', reason: 'nothing-to-change', notes: [], kept, spotsLeft: 0, faces: [], spots: [] };
    assert.equal(
      resultWords(report as unknown as Report, 'b.png'),
      'a.png: nothing to change, 2 unsure, 1 kept, unchanged copy in b.png',
    );
  });
});

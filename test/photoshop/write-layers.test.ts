import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addPhoto, layerNamed, outline, RGB8 } from './documents';
import { openPhotoshop, retouch } from './open-photoshop';

describe('Photoshop layers', () => {
  test('lie in a group above the Background, as one history state', async () => {
    const opened = await openPhotoshop((photoshop) => void addPhoto(photoshop));
    const { photoshop, errors } = opened;
    const before = layerNamed(photoshop.active!, 'Background');
    const { results, end } = await retouch(opened);
    const document = photoshop.active!;
    assert.deepEqual(errors, []);
    assert.equal(results[0]?.state, 'written', JSON.stringify(results));
    assert.deepEqual(end.written, []);
    assert.deepEqual(outline(document), [
      'Retouch · Background group 100 passThrough',
      'Blend pixel 60 softLight masked',
      'Heal pixel 100 normal',
      'Background pixel 100 normal',
    ]);
    assert.deepEqual(
      document.history.map(({ name }) => name),
      ['Open', 'Softlight retouch'],
    );
    assert.equal(layerNamed(document, 'Background'), before);
    assert.equal(photoshop.undisposed, 0);
    assert.deepEqual(document.state.active, [before.id]);
    void RGB8;
  });
});

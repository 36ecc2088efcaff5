import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isInShard } from '../../plugin/cli/shard';

describe('isInShard', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `IMG_${index}.jpg`);

  test('gives each photo to exactly one shard, and each shard about as many', () => {
    const numbers = [1, 2, 3];
    const shards = numbers.map((number) => names.filter((name) => isInShard(name, { number, count: 3 })));
    assert.deepEqual(shards.flat().sort(), names.toSorted());
    for (const shard of shards) assert.ok(Math.abs(shard.length - 1000) < 100, `${shard.length} photos`);
  });

  test('does not depend on the folder or on the spelling of accents', () => {
    for (const name of names.slice(0, 50)) {
      const shard = { number: 2, count: 5 };
      assert.equal(isInShard(`/mnt/a/${name}`, shard), isInShard(`photos/${name}`, shard));
      assert.equal(isInShard(`e\u0301${name}`, shard), isInShard(`\u00e9${name}`, shard));
    }
  });

  test('splits the same way on every machine and in every version', () => {
    const shardOf = (name: string): number => [1, 2, 3, 4].find((number) => isInShard(name, { number, count: 4 })) ?? 0;
    assert.deepEqual(['a.jpg', 'b.jpg', 'a.jpeg', '肖像.png'].map(shardOf), [4, 1, 3, 1]);
  });
});

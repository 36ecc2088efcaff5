import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

const TESTS = new URL('../', import.meta.url);
const page = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8');

const ids = [...page.matchAll(/^\| +([A-Z]*\d+) +\|/gm)].map(([, id]) => id!);

/** Promise id → the test files that its row names, relative to `test/`. */
const rows = new Map(
  [...page.matchAll(/^\| +([A-Z]*\d+) +\|.*$/gm)].map(([row, id]) => [
    id!,
    [...row.matchAll(/\(\.\.\/test\/([\w/.-]+\.test\.ts)\)/g)].map(([, file]) => file!),
  ]),
);

/** Promise id → the test files with a test that carries it in a `// Promise:` comment. */
function taggedFiles(): Map<string, Set<string>> {
  const tagged = new Map<string, Set<string>>();
  for (const file of readdirSync(TESTS, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.test.ts')) continue;
    const source = readFileSync(new URL(file, TESTS), 'utf8');
    for (const [, ids] of source.matchAll(/^ *\/\/ Promise: (.+)\n(?: *\/\/.*\n)* *(?:for .*\n *)?test\(/gm)) {
      for (const id of ids!.split(', ')) tagged.set(id, (tagged.get(id) ?? new Set()).add(file));
    }
  }
  return tagged;
}

describe('docs/promises.md', () => {
  test('lists every id once', () => {
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
  });

  test('names exactly the files whose tests carry the id', () => {
    assert.ok(rows.size > 50, `${rows.size} promises are listed`);
    const tagged = taggedFiles();
    for (const [id, files] of rows) assert.deepEqual([...(tagged.get(id) ?? [])].sort(), files.toSorted(), id);
    for (const id of tagged.keys()) assert.ok(rows.has(id), `docs/promises.md has no promise ${id}`);
  });
});

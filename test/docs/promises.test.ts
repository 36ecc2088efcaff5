import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const page = readFileSync(new URL('../../docs/promises.md', import.meta.url), 'utf8');

/** The tests that the page names: `file` title, each ended by a line break or the table's next cell. */
const named = [...page.matchAll(/`([\w/-]+\.test\.ts)` (.+?)(?=<br>| \|)/g)].map(([, file, title]) => ({
  file: file!,
  title: title!,
}));

/** Patterns for the titles in a test file; where a title is put together, any text may stand. */
function titlesOf(file: string): RegExp[] {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  return [...source.matchAll(/\btest\((['`])((?:\\.|(?!\1).)*)\1/g)].map(([, , title]) => {
    const parts = title!.replace(/\\(.)/g, '$1').split(/\$\{[^}]*\}/);
    return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
  });
}

test('every test that docs/promises.md names exists, and every row of its tables names one', () => {
  assert.ok(named.length > 50, `${named.length} tests are named`);
  for (const { file, title } of named)
    assert.ok(
      titlesOf(file).some((pattern) => pattern.test(title)),
      `${file} has no test "${title}"`,
    );
  const rows = page.split('\n').filter((line) => /^\| (?!#|promise|what is made up|-)/.test(line));
  for (const row of rows) assert.match(row, /`[\w/-]+\.test\.ts` /, row);
});

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { documentNames } from '../../build/documents.mjs';
import { fillNumbers, numberKeys, readNumbers } from '../../build/numbers.mjs';

const ROOT = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, ROOT), 'utf8');
const numbers = readNumbers();

describe('shared numbers', () => {
  test('stand in every document as docs/numbers.json has them', () => {
    for (const name of documentNames()) {
      const text = read(name);
      assert.equal(text, fillNumbers(text, numbers), `${name} differs: run \`node build/numbers.mjs\``);
    }
  });

  test('are all used', () => {
    const used = new Set(documentNames().flatMap((name) => numberKeys(read(name))));
    assert.deepEqual(
      Object.keys(numbers).filter((key) => !used.has(key)),
      [],
    );
  });

  test('name a document that holds their measurement', () => {
    for (const [key, { source }] of Object.entries(numbers))
      assert.ok(existsSync(new URL(`docs/${source}`, ROOT)), `${key}: docs/${source}`);
  });

  test('change in a text only between their marks', () => {
    const text = '1 <!-- number:a -->2<!-- /number --> 3';
    const filled = fillNumbers(text, { a: { value: '9', source: '' } });
    assert.equal(filled, '1 <!-- number:a -->9<!-- /number --> 3');
  });

  test('are refused by name if docs/numbers.json lacks them', () => {
    assert.throws(() => fillNumbers('<!-- number:b -->2<!-- /number -->', {}), /no number "b"/);
  });
});

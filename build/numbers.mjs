// Writes the numbers of docs/numbers.json into the documents: `node build/numbers.mjs`.
// A number stands between `<!-- number:KEY -->` and `<!-- /number -->`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { documentNames } from './documents.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const SPAN = /(<!-- number:([\w.]+) -->)([^<]*)(<!-- \/number -->)/g;

/** The shared numbers: key → `value`, the text in documents, and `source`, the document with the measurement. */
export function readNumbers() {
  return JSON.parse(readFileSync(path.join(ROOT, 'docs', 'numbers.json'), 'utf8'));
}

/** The keys of all marked numbers of a text, in order. */
export function numberKeys(text) {
  return [...text.matchAll(SPAN)].map(([, , key]) => key);
}

/**
 * The text with every marked number as `numbers` has it.
 * @throws {RangeError} for a key that `numbers` lacks
 */
export function fillNumbers(text, numbers) {
  return text.replace(SPAN, (_, open, key, _old, close) => {
    const number = numbers[key];
    if (number === undefined) throw new RangeError(`docs/numbers.json has no number "${key}"`);
    return open + number.value + close;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const numbers = readNumbers();
  for (const name of documentNames()) {
    const file = path.join(ROOT, name);
    const before = readFileSync(file, 'utf8');
    const after = fillNumbers(before, numbers);
    if (after === before) continue;
    writeFileSync(file, after);
    console.log(`numbers written into ${name}`);
  }
}

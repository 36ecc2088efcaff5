// Texts of publish/ that claim something about Softlight, and the promises of docs/promises.md that stand behind them.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.dirname(import.meta.dirname);
const PROMISE = /[A-Z]*\d+/g;

/** Ids of the promises in `docs/promises.md` that a test keeps. */
export function keptPromises() {
  const rows = readFileSync(path.join(ROOT, 'docs/promises.md'), 'utf8').matchAll(/^\| (\w+) \| .* \| (.*) \|$/gm);
  return new Set([...rows].filter(([, , tests]) => tests.includes('](')).map(([, id]) => id));
}

/** Every claim of the kit's files, in their order. */
export function claimsOfKit() {
  const read = (name) => readFileSync(path.join(ROOT, 'publish', name), 'utf8');
  const figma = JSON.parse(read('figma.json'));
  const adobe = JSON.parse(read('adobe.json'));
  return [
    ...[figma.tagline, ...figma.description].map((part) => claim('figma.json', part)),
    ...[adobe.subtitle, ...adobe.description].map((part) => claim('adobe.json', part)),
    ...claimsOfAnswers('figma-security.md', read('figma-security.md')),
    ...claimsOfPage('PRIVACY.md', read('PRIVACY.md')),
  ];
}

function claim(file, { en, promises }) {
  return { file, text: en, promises: promises ?? [] };
}

/**
 * Answers of a table whose last column tells what keeps them. An answer without the word "promise" there names its
 * reason instead, such as another file.
 */
export function claimsOfAnswers(file, table) {
  const rows = table.split('\n').filter((line) => line.startsWith('|') && line.includes('promise'));
  return rows.map((row) => {
    const [, question, , reason] = row.split('|').map((cell) => cell.trim());
    const [, ids = ''] = /promises? (.*)/.exec(reason) ?? [];
    return { file, text: question, promises: ids.match(PROMISE) ?? [] };
  });
}

/** Paragraphs and list items of a page. Each one ends with `<!-- promises: … -->` or `<!-- claims nothing -->`. */
export function claimsOfPage(file, page) {
  const blocks = page.split(/\n\s*\n|\n(?=- )/).map((block) => block.trim());
  return blocks
    .filter((block) => block !== '' && !block.startsWith('#') && !block.endsWith('<!-- claims nothing -->'))
    .map((block) => {
      const [, ids = ''] = /<!-- promises: (.*) -->$/.exec(block) ?? [];
      return { file, text: block.split('\n')[0], promises: ids.match(PROMISE) ?? [] };
    });
}

/** Claims that name no promise, and promises that no test keeps. */
export function faultsOfClaims(claims, kept) {
  return claims.flatMap(({ file, text, promises }) =>
    promises.length === 0
      ? [`${file}: no promise stands behind "${text}"`]
      : promises.filter((id) => !kept.has(id)).map((id) => `${file}: no test keeps promise ${id} of "${text}"`),
  );
}

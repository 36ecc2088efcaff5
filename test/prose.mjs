// Sentences of comments, docstrings, test titles, English messages and documents: at most 25 words, and none starts
// with "Of" or "What". Prints each sentence that breaks a rule with its file and line.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const LONGEST = 25;
/** Abbreviations whose full stop ends no sentence. */
const ABBREVIATION = /\b(e\.g|i\.e|etc|vs|cf|no|eq|fig|al)\./gi;

/** Patterns that find prose in a kind of file. Group 1 holds the prose. */
const BLOCK_COMMENT = /^[ \t]*\/\*\*?([\s\S]*?)\*\//gm;
const LINE_COMMENTS = /((?:^[ \t]*\/\/(?![/ ]*@ts)[^\n]*\n)+)/gm;
const TEST_TITLE = /^[ \t]*(?:describe|test|it)\(\s*(['`](?:\\.|(?!['`]).)+['`])/gm;
const MESSAGE = /(?:['`])((?:\\.|[^'`\\\n])+)(?:['`])/g;
const DOCSTRING = /"""([\s\S]*?)"""/g;
const HASH_COMMENTS = /((?:^[ \t]*#[^\n]*\n)+)/gm;
const WHOLE = /^([\s\S]*)$/g;

/** @returns {readonly RegExp[]} patterns for a file; empty if it holds no prose */
function patternsOf(name) {
  if (/(^|\.)zh/.test(path.basename(name)) || name.includes('zh-CN')) return [];
  if (/^ui\/locales\/en\b/.test(name)) return [BLOCK_COMMENT, LINE_COMMENTS, MESSAGE];
  if (/\.(ts|tsx|mjs)$/.test(name)) return [BLOCK_COMMENT, LINE_COMMENTS, TEST_TITLE];
  if (name.endsWith('.py')) return [DOCSTRING, HASH_COMMENTS];
  return name.endsWith('.md') && name !== 'CODE_OF_CONDUCT.md' ? [WHOLE] : [];
}

/** Removes what is no prose: fenced code, tables, headings, HTML comments, targets of links, marks of comments. */
function proseOf(text) {
  return text
    .replace(/```[\s\S]*?```/g, '\n\n')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^[ \t]*(\*|\/\/+|#+(?!#* ?$))[ \t]?/gm, '')
    .replace(/^[ \t]*\|.*$/gm, '\n')
    .replace(/^.*\S {2,}\S.*$/gm, '\n$&\n\n')
    .replace(/^ {2,}(?=\S)/gm, '\n')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/`[^`]*`/g, 'code')
    .replace(ABBREVIATION, '$1');
}

/** Sentences of a text. A colon, a semicolon, a blank line, a list item and a `@tag` end one, too. */
export function sentencesOf(text) {
  return proseOf(text)
    .split(/(?<=[.!?:;]["')*]*)\s+|\n\s*\n|\n\s*(?=[-*@] ?|\d+\. )/)
    .map((sentence) =>
      sentence
        .replace(/\s+/g, ' ')
        .replace(/^[-*"'`(\s]+/, '')
        .trim(),
    )
    .filter((sentence) => sentence !== '');
}

/** Rules that a sentence breaks. */
export function faultsOf(sentence) {
  const words = sentence.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const faults = words > LONGEST ? [`${words} words`] : [];
  if (/^(Of|What)\s/.test(sentence) && !/\?\W*$/.test(sentence)) faults.push(`starts with "${sentence.split(' ')[0]}"`);
  return faults;
}

function faultsIn(name) {
  const file = readFileSync(path.join(ROOT, name), 'utf8');
  const text = name.endsWith('.md') ? file.replace(/^#{1,6} .*$/gm, '\n') : file;
  const blocks = patternsOf(name).flatMap((pattern) => [...text.matchAll(pattern)]);
  return blocks.flatMap((block) =>
    sentencesOf(block[1]).flatMap((sentence) =>
      faultsOf(sentence).map((fault) => {
        const line = text.slice(0, block.index).split('\n').length;
        return `${name}:${line}: ${fault}: ${sentence}`;
      }),
    ),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  const faults = names.trim().split('\n').flatMap(faultsIn);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exit(1);
}

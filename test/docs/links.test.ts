import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { documentNames } from '../../build/documents.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Folders whose files a document may name without a link. */
const FOLDERS = '(?:\\.github|build|docs|models|plugin|test|ui)';
/** Folders and files that a command writes or an import brings; a fresh clone lacks them. */
const MADE = ['models/modelscope'];

const read = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');
const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** Targets of the links and pictures of a document, without those that start with a scheme such as https. */
function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!).filter((to) => !/^[a-z]+:/.test(to));
}

/** GitHub's anchors of the headings of a document. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...withoutBlocks(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** Paths from the root that a document names as code, such as `ui/engine/api/choices.ts` or `test/fuzz/`. */
function namedPaths(text: string): readonly string[] {
  const spans = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
  const wholePath = new RegExp(`^${FOLDERS}(?:/[\\w.-]+)+/?$`);
  return spans.filter((code) => wholePath.test(code));
}

const isMade = (name: string): boolean => MADE.some((made) => name === made || name.startsWith(`${made}/`));

describe('documents', () => {
  test('link to files and headings that exist', () => {
    for (const name of documentNames()) {
      for (const link of linksOf(withoutBlocks(read(name)))) {
        const [file, anchor] = link.split('#');
        const target = file === '' ? name : path.join(path.dirname(name), file!);
        assert.ok(existsSync(path.join(ROOT, target)), `${name} links to ${link}`);
        if (anchor !== undefined) assert.ok(anchorsOf(read(target)).has(anchor), `${name} links to ${link}`);
      }
    }
  });

  test('name only files and folders that exist', () => {
    for (const name of documentNames()) {
      for (const named of namedPaths(withoutBlocks(read(name)))) {
        if (isMade(named.replace(/\/$/, ''))) continue;
        assert.ok(existsSync(path.join(ROOT, named)), `${name} names ${named}`);
        if (named.endsWith('/')) assert.ok(statSync(path.join(ROOT, named)).isDirectory(), `${named} is no folder`);
      }
    }
  });

  test('name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const name of documentNames()) {
      for (const [, script] of read(name).matchAll(/npm run ([\w:-]+)/g))
        assert.ok(Object.hasOwn(scripts, script!), `${name} names npm run ${script}`);
    }
  });

  test('are all reached from README.md by links', () => {
    const reached = new Set(['README.md']);
    for (const name of reached) {
      const links = linksOf(withoutBlocks(read(name))).map((link) => link.split('#')[0]!);
      for (const link of links.filter((file) => file.endsWith('.md')))
        reached.add(path.join(path.dirname(name), link).split(path.sep).join('/'));
    }
    assert.deepEqual(
      documentNames().filter((name) => !reached.has(name)),
      [],
    );
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { guidePages, makeGuide } from '../../build/guide-tables.mjs';
import { optionName } from '../../plugin/cli/adjustment-options';
import { ADJUSTMENTS } from '../../ui/engine/api/adjustments';
import { SHORTCUTS } from '../../ui/panel/keyboard/shortcuts';
import { TOOLS } from '../../ui/panel/preview/tools';

const GUIDE = fileURLToPath(new URL('../../docs/guide/', import.meta.url));
const LANGUAGES = ['', 'zh-CN/'];
const PAGES = 10;
/** Characters of a page without its links. Chinese needs fewer. */
const LONGEST = 1700;

const read = (name: string): string => readFileSync(path.join(GUIDE, name), 'utf8');
/** Cells of the table rows with a key or an option in code. */
const codes = (text: string): readonly string[] => [...text.matchAll(/^\|.*?`([^`]+)` *\|/gm)].map(([, code]) => code!);

describe('the guide', () => {
  test('has the tables of the panel: `npm run guide` changes nothing', async () => {
    for (const [name, text] of await makeGuide()) assert.equal(read(name), text, name);
  });

  test('lists every tool and every key once in each language', () => {
    const labels = SHORTCUTS.map(({ label }) => label);
    const listed = [...ADJUSTMENTS.map(({ key }) => `--${optionName(key)}`), ...TOOLS.map(toolKey), ...labels].sort();
    for (const language of LANGUAGES) assert.deepEqual([...codes(read(`${language}README.md`))].sort(), listed);
  });

  test('has ten short pages with a picture each, the same in both languages', () => {
    const english = guidePages().filter((name) => /^\d/.test(name));
    assert.equal(english.length, PAGES);
    for (const language of LANGUAGES) {
      const index = read(`${language}README.md`);
      const linked = [...index.matchAll(/^\d+\. \[.*\]\((.*)\)$/gm)].map(([, name]) => name!);
      assert.deepEqual([...linked].sort(), english);
      for (const name of english) {
        const text = read(language + name);
        assert.match(text, /^!\[.+\]\(.+\)$/m, `${language}${name} has no picture`);
        const { length } = text.replace(/\]\([^)]*\)/g, ']');
        assert.ok(length <= LONGEST, `${language}${name} has ${length} characters`);
      }
    }
  });
});

function toolKey(tool: (typeof TOOLS)[number]): string {
  return SHORTCUTS.find(({ command }) => command === `choose-${tool}`)!.label;
}

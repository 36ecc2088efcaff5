import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createProgressDisplay, type Terminal } from '../../plugin/cli/progress-display';
import { clipToColumns, printable } from '../../plugin/cli/terminal-text';

interface Recorder extends Terminal {
  readonly written: string[];
}

function recorder(options: Pick<Terminal, 'isTTY' | 'columns'> = {}): Recorder {
  const written: string[] = [];
  return { ...options, written, write: (text: string) => written.push(text) };
}

const ODD_NAME = 'a\x1b[31m\u202egnp.exe\r\n\x07\u009b2J.png';

describe('printable', () => {
  test('shows control characters and leaves letters of every script', () => {
    assert.equal(printable(ODD_NAME), 'a\\x1b[31m\\u202egnp.exe\\x0d\\x0a\\x07\\x9b2J.png');
    assert.equal(printable('Zoë 人像 عربى 👩‍🚀.png'), 'Zoë 人像 عربى 👩‍🚀.png');
  });
});

describe('clipToColumns', () => {
  test('counts two columns for wide characters, one for accented letters', () => {
    assert.equal(clipToColumns('人像修飾', 5), '人像');
    assert.equal(clipToColumns('e\u0301e\u0301e\u0301', 2), 'e\u0301e\u0301');
    assert.equal(clipToColumns('👩‍🚀👩‍🚀', 3), '👩‍🚀');
    assert.equal(clipToColumns('한글ｶﾅ', 6), '한글ｶﾅ');
    assert.equal(clipToColumns('plain', 80), 'plain');
  });
});

describe('createProgressDisplay', () => {
  test('keeps the bar within the columns of the terminal, with names of wide characters', () => {
    const errors = recorder({ isTTY: true, columns: 60 });
    const display = createProgressDisplay(2, recorder(), errors);
    display.progress(`/in/${'人'.repeat(60)}.jpg`, { stage: 'heal', done: 0.5 });
    const line = errors.written[0]!.replace('\r\x1b[K', '');
    const wide = line.match(/人/g)!.length;
    assert.ok(wide > 3);
    assert.ok(line.length + wide <= 59, `${line.length + wide} columns`);
  });

  test('writes no control character of a file name', () => {
    for (const isTTY of [false, true]) {
      const [out, errors] = [recorder(), recorder({ isTTY, columns: 200 })];
      const display = createProgressDisplay(2, out, errors);
      display.progress(ODD_NAME, { stage: 'heal', done: 0.5 });
      display.ended(ODD_NAME, `${ODD_NAME}: done`, false);
      display.ended(ODD_NAME, `${ODD_NAME}: failed`, true);
      const text = [...out.written, ...errors.written].join('').replaceAll('\r\x1b[K', '').replaceAll('\n', '');
      assert.doesNotMatch(text, /[\p{Cc}\u202e]/u);
      assert.match(text, /a\\x1b\[31m/);
    }
  });
});

describe('outliveReader', () => {
  test('lets the program finish when the reader of its output is gone', async () => {
    const module = pathToFileURL(join(import.meta.dirname, '../../plugin/cli/progress-display.ts')).href;
    const program = `
      const { outliveReader } = await import(${JSON.stringify(module)});
      outliveReader(process.stdout);
      for (let line = 0; line < 2000; line++) {
        process.stdout.write('x'.repeat(1000) + '\\n');
        if (line % 100 === 0) await new Promise(setImmediate);
      }
      process.stderr.write('all done');`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program]);
    child.stdout.once('data', () => child.stdout.destroy());
    let errors = '';
    child.stderr.on('data', (data) => (errors += String(data)));
    const [code] = await once(child, 'close');
    assert.equal(errors, 'all done');
    assert.equal(code, 0);
  });
});

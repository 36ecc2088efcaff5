import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';

const ODD = '\x1b[2J\x07\u202e';
const SHOWN = '\\x1b[2J\\x07\\u202e';
const root = temporaryFolder();
let program = '';

before(async () => {
  program = await buildProgram();
});

describe('names with control characters', () => {
  for (const [message, argv] of [
    ['a photo that does not exist', [`${ODD}.png`, '--out', 'out']],
    ['an option that does not exist', ['a.png', '--out', 'out', `--${ODD}`]],
    ['a value that does not fit', ['a.png', '--out', 'out', '--heal', ODD]],
    ['a folder that is a file', ['text.png', '--out', `${ODD}.txt`]],
  ] as const) {
    test(`reach the terminal as visible text in the message about ${message}`, () => {
      writeFileSync(join(root, 'text.png'), '');
      writeFileSync(join(root, `${ODD}.txt`), '');
      const { stderr } = spawnSync(process.execPath, [program, ...argv], { cwd: root, encoding: 'utf8' });
      assert.ok(stderr.includes(SHOWN), stderr);
      assert.doesNotMatch(stderr, /[^\P{Cc}\n]|\u202e/u);
    });
  }
});

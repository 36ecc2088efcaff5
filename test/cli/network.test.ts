import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const WATCH = join(import.meta.dirname, 'watch-network.mjs');

describe('retouch program', () => {
  // Promise: N5
  test('opens no socket and looks up no name', async () => {
    const program = await buildProgram();
    const folder = temporaryFolder();
    const log = join(folder, 'log');
    const run = (...argv: string[]): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, ['--import', WATCH, ...argv], {
        env: { ...process.env, SOFTLIGHT_NETWORK_LOG: log },
        encoding: 'utf8',
      });
    const { status, stderr } = run(program, SAMPLE, '--out', join(folder, 'out'));
    assert.equal(status, 0, String(stderr));
    assert.ok(existsSync(join(folder, 'out/astronaut.blend.png')));
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    assert.ok(lines.length >= 2, 'the worker is watched as well as the main thread');
    assert.deepEqual(
      lines.filter((line) => line !== 'watching'),
      [],
    );

    // The watch does report network use.
    run(
      '-e',
      'fetch("http://localhost:9/").catch(() => undefined); process.getBuiltinModule("net").connect(9, "localhost").on("error", () => undefined)',
    );
    assert.match(readFileSync(log, 'utf8'), /fetch "http:[\s\S]*connect/);
  });
});

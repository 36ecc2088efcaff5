import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { ADJUSTMENTS } from '../../ui/engine/api/adjustments';
import { temporaryFolder } from '../cli/temporary-folder';

const ROOT = join(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'dist/mcp/softlight-mcp.mjs');
const SAMPLE = join(ROOT, 'plugin/playground/samples/astronaut.png');
const WATCH = join(ROOT, 'test/cli/watch-network.mjs');

const work = temporaryFolder();
const allowed = join(work, 'allowed');
const outside = join(work, 'outside');
const log = join(work, 'network.log');
let client: Client;

before(async () => {
  await promisify(execFile)(process.execPath, ['build.mjs', 'mcp'], { cwd: ROOT });
  mkdirSync(allowed);
  mkdirSync(outside);
  copyFileSync(SAMPLE, join(allowed, 'portrait.png'));
  copyFileSync(SAMPLE, join(outside, 'secret.png'));
  symlinkSync(join(outside, 'secret.png'), join(allowed, 'link.png'));
  symlinkSync(outside, join(allowed, 'folder-link'));
  client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--import', WATCH, PROGRAM, allowed],
      env: { SOFTLIGHT_NETWORK_LOG: log },
    }),
  );
});

after(() => client.close());

interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly value: Readonly<Record<string, unknown>>;
}

async function call(name: string, values: Record<string, unknown> = {}): Promise<Answer> {
  const result = (await client.callTool({ name, arguments: values })) as CallToolResult;
  const [content] = result.content;
  const text = content?.type === 'text' ? content.text : '';
  return { isError: result.isError === true, text, value: result.structuredContent ?? {} };
}

const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('softlight-mcp', () => {
  test('offers four tools, and describes every adjustment of the table', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), [
      'describe_adjustments',
      'find_faces',
      'find_spots',
      'retouch',
    ]);
    const { adjustments } = (await call('describe_adjustments')).value as {
      adjustments: readonly { readonly key: string; readonly use: string }[];
    };
    assert.deepEqual(
      adjustments.map(({ key }) => key),
      ADJUSTMENTS.map(({ key }) => key),
    );
    assert.ok(adjustments.every(({ use }) => use !== ''));
  });

  test('finds faces and spots, and writes nothing', async () => {
    const before = readdirSync(allowed);
    const { faces } = (await call('find_faces', { photo: 'portrait.png' })).value as { faces: readonly object[] };
    assert.equal(faces.length, 1);
    const photo = join(allowed, 'portrait.png');
    const { spots, finds } = (await call('find_spots', { photo, settings: { heal: 'all' } })).value as {
      spots: readonly object[];
      finds: readonly { readonly reason: object }[];
    };
    assert.ok(spots.length > 0 && finds.length >= spots.length);
    assert.deepEqual(readdirSync(allowed), before);
  });

  test('retouches a copy, and replaces its own files only', async () => {
    const photo = join(allowed, 'portrait.png');
    const original = digest(photo);
    const settings = { heal: 'all', even: 70 };
    const first = await call('retouch', { photo: 'portrait.png', out: 'results', settings, layered: ['psd'] });
    assert.ok(!first.isError, first.text);
    const files = first.value['files'] as readonly string[];
    const names = ['portrait.png', 'portrait.psd', 'portrait.heal.png', 'portrait.blend.png', 'portrait.json'];
    assert.deepEqual(
      files,
      names.map((name) => join(allowed, 'results', name)),
    );
    assert.ok(files.every((file) => existsSync(file)));
    assert.equal(digest(photo), original);
    assert.notEqual(digest(files[0]!), original);

    const again = await call('retouch', { photo, out: 'results', settings: { heal: 'off' } });
    assert.ok(!again.isError, again.text);
    assert.deepEqual(readdirSync(join(allowed, 'results')).sort(), [
      'portrait.blend.png',
      'portrait.json',
      'portrait.png',
    ]);

    mkdirSync(join(allowed, 'mine'));
    writeFileSync(join(allowed, 'mine/portrait.png'), 'a file of the user');
    const beside = await call('retouch', { photo, out: 'mine', settings: { heal: 'off' } });
    assert.ok(existsSync(join(allowed, 'mine/portrait-2.png')), beside.text);
    assert.equal(readFileSync(join(allowed, 'mine/portrait.png'), 'utf8'), 'a file of the user');
  });

  // Promise: M1
  test('reads and writes only inside its folders, and follows no link', async () => {
    const paths = [
      [join(outside, 'secret.png'), /outside the folders/],
      ['../outside/secret.png', /has “\.\.”/],
      [`${allowed}/results/../../outside/secret.png`, /has “\.\.”/],
      [`${allowed}-other/portrait.png`, /outside the folders/],
      ['link.png', /symbolic link/],
      ['folder-link/secret.png', /symbolic link/],
      ['missing.png', /no file/],
    ] as const;
    for (const [photo, words] of paths)
      for (const [tool, more] of [
        ['find_faces', {}],
        ['find_spots', {}],
        ['retouch', { out: 'results' }],
      ] as const) {
        const { isError, text } = await call(tool, { photo, ...more });
        assert.ok(isError, `${tool} ${photo}`);
        assert.match(text, words);
      }
    const outs = [outside, '../outside', 'folder-link', 'folder-link/new', `${allowed}/new/../../outside`];
    for (const out of outs) assert.ok((await call('retouch', { photo: 'portrait.png', out })).isError, out);
    assert.deepEqual(readdirSync(outside), ['secret.png']);

    // A link in place of a result is never written through.
    mkdirSync(join(allowed, 'linked'));
    symlinkSync(join(outside, 'secret.png'), join(allowed, 'linked/portrait.png'));
    symlinkSync(join(outside, 'portrait.json'), join(allowed, 'linked/portrait.json'));
    const secret = digest(join(outside, 'secret.png'));
    const beside = await call('retouch', { photo: 'portrait.png', out: 'linked', settings: { heal: 'off' } });
    assert.ok(existsSync(join(allowed, 'linked/portrait-2.png')), beside.text);
    assert.equal(digest(join(outside, 'secret.png')), secret);
    assert.deepEqual(readdirSync(outside), ['secret.png']);
  });

  test('names the fault of a photo, a value or a folder in plain words', async () => {
    writeFileSync(join(allowed, 'broken.png'), 'no picture');
    const broken = await call('find_faces', { photo: 'broken.png' });
    assert.ok(broken.isError);
    assert.match(broken.text, /^This photo was not done: .*\.$/);
    for (const settings of [{ even: 101 }, { even: 'much' }, { unknown: 1 }]) {
      const { isError, text } = await call('find_spots', { photo: 'portrait.png', settings });
      assert.ok(isError, JSON.stringify(settings));
      assert.match(text, /even|unknown/);
    }
    const same = await call('retouch', { photo: 'portrait.png', out: allowed });
    assert.ok(same.isError);
    assert.match(same.text, /photos/);
    // The server goes on after every fault.
    assert.ok(!(await call('find_faces', { photo: 'portrait.png' })).isError);
  });

  test('tells its progress, and stops a task that the caller cancels', async () => {
    const stages: (string | undefined)[] = [];
    const stop = new AbortController();
    const cancelled = client.callTool(
      { name: 'retouch', arguments: { photo: 'portrait.png', out: 'cancelled' } },
      undefined,
      {
        signal: stop.signal,
        onprogress({ message }) {
          stages.push(message);
          stop.abort();
        },
      },
    );
    await assert.rejects(cancelled);
    assert.equal(stages[0], 'decode');
    // Tasks run one after another, so the cancelled one has ended by now.
    assert.ok(!(await call('find_faces', { photo: 'portrait.png' })).isError);
    assert.ok(!existsSync(join(allowed, 'cancelled')));
  });

  // Promise: N5
  test('opens no socket and looks up no name', () => {
    const lines = readFileSync(log, 'utf8').trim().split('\n');
    assert.ok(lines.length >= 2, 'the worker is watched as well as the main thread');
    assert.deepEqual(
      lines.filter((line) => line !== 'watching'),
      [],
    );
  });

  test('does not start without a folder', () => {
    for (const folders of [[], [SAMPLE]]) {
      const { status, stderr, stdout } = spawnSync(process.execPath, [PROGRAM, ...folders], { encoding: 'utf8' });
      assert.equal(status, 2);
      assert.match(stderr, /Usage: softlight-mcp FOLDER/);
      assert.equal(stdout, '');
    }
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCommand } from '../../plugin/cli/arguments';
import { settingsWith } from '../../ui/engine/api/settings';
import { NO_CLOTHES } from '../../ui/engine/api/clothes';
import { NO_SHAPE } from '../../ui/engine/api/shape';

const refused = (...argv: string[]): unknown => {
  const command = readCommand(argv);
  return command.command === 'refused' ? command.problem : command;
};

describe('readCommand', () => {
  test('needs photos and --out only', () => {
    assert.deepEqual(readCommand(['a.jpg', 'holiday', '--out', 'done']), {
      command: 'retouch',
      inputs: ['a.jpg', 'holiday'],
      out: 'done',
      settings: settingsWith({ heal: 'blemishes', even: 60, brighten: 0 }),
      shape: NO_SHAPE,
      clothes: NO_CLOTHES,
      engine: 'auto',
      networks: 'softlight',
      models: null,
      parity: false,
      match: null,
      masks: false,
      layered: [],
      shard: null,
      resume: false,
      watch: false,
      concurrency: null,
      format: 'png',
      quality: 92,
      strip: false,
      rawWith: null,
    });
  });

  test('reads options anywhere, with a space or an equals sign', () => {
    const argv = [
      '--heal',
      'all',
      'a.jpg',
      '--even=12.5',
      '--brighten',
      '100',
      '--engine',
      'wasm',
      '--masks',
      '--ora',
      '--psd',
      '--out=x',
      '--concurrency',
      '3',
      '--format',
      'webp',
      '--quality=80',
      '--strip',
      '--shard=2/3',
      '--resume',
      '--raw-with',
      'raw {in} {out}',
      '--',
      '--b.jpg',
    ];
    assert.deepEqual(readCommand(argv), {
      command: 'retouch',
      inputs: ['a.jpg', '--b.jpg'],
      out: 'x',
      settings: settingsWith({ heal: 'all', even: 12.5, brighten: 100 }),
      shape: NO_SHAPE,
      clothes: NO_CLOTHES,
      engine: 'wasm',
      networks: 'softlight',
      models: null,
      parity: false,
      match: null,
      masks: true,
      layered: ['psd', 'ora'],
      shard: { number: 2, count: 3 },
      resume: true,
      watch: false,
      concurrency: 3,
      format: 'webp',
      quality: 80,
      strip: true,
      rawWith: { program: 'raw', parameters: ['{in}', '{out}'] },
    });
  });

  test("has another default strength and further options with ModelScope's networks", () => {
    const command = readCommand(['a.jpg', '--out', 'x', '--networks', 'modelscope', '--models', 'there', '--parity']);
    assert.ok(command.command === 'retouch');
    assert.deepEqual(
      [command.networks, command.models, command.parity, command.settings.even],
      ['modelscope', 'there', true, 100],
    );
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--parity'), {
      code: 'needs',
      option: '--parity',
      needed: '--networks modelscope',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--models', 'there'), {
      code: 'needs',
      option: '--models',
      needed: '--networks modelscope',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--networks', 'modelscope', '--parity', '--brighten', '5'), {
      code: 'excludes',
      option: '--parity',
      other: '--brighten',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--networks', 'modelscope', '--parity', '--even-hue', '50'), {
      code: 'excludes',
      option: '--parity',
      other: '--even-hue',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--networks', 'ours'), {
      code: 'bad-value',
      option: '--networks',
      value: 'ours',
      expected: 'softlight, modelscope',
    });
  });

  // Promise: S5
  test('shapes one photo, and only after a yes', () => {
    const command = readCommand(['a.jpg', '--out', 'x', '--waist', '-40', '--face-slim=25', '--allow-shape']);
    assert.ok(command.command === 'retouch');
    assert.deepEqual(command.shape, { ...NO_SHAPE, waist: -40, faceSlim: 25 });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--waist', '20'), { code: 'ask-shape', option: '--waist' });
    const several = refused('a.jpg', 'b.jpg', '--out', 'x', '--face-slim', '20', '--allow-shape');
    assert.deepEqual(several, { code: 'one-photo', option: '--face-slim' });
    const watching = refused('in', '--watch', '--out', 'x', '--slim', '20', '--allow-shape');
    assert.deepEqual(watching, { code: 'excludes', option: '--slim', other: '--watch' });
  });

  // Promise: W1
  test('irons clothes of one photo, in a named place, and only after a yes', () => {
    const place = ['--clothes', '80', '--clothes-box', '10,20,300,400'];
    const command = readCommand(['a.jpg', '--out', 'x', ...place, '--allow-clothes']);
    assert.ok(command.command === 'retouch');
    assert.deepEqual(command.clothes, { amount: 80, boxes: [{ x: 10, y: 20, width: 300, height: 400 }] });
    assert.deepEqual(refused('a.jpg', '--out', 'x', ...place), { code: 'ask-clothes', option: '--clothes' });
    assert.deepEqual(refused('a.jpg', 'b.jpg', '--out', 'x', ...place, '--allow-clothes'), {
      code: 'one-photo',
      option: '--clothes',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--clothes', '80', '--allow-clothes'), {
      code: 'needs',
      option: '--clothes',
      needed: '--clothes-box',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--clothes', '80', '--clothes-box', '1,2,0,4'), {
      code: 'bad-value',
      option: '--clothes-box',
      value: '1,2,0,4',
      expected: 'X,Y,WIDTH,HEIGHT in pixels',
    });
  });

  test('watches one folder, leaves finished photos, and takes no shard', () => {
    const command = readCommand(['in', '--watch', '--out', 'x']);
    assert.ok(command.command === 'retouch');
    assert.deepEqual([command.watch, command.resume], [true, true]);
    assert.deepEqual(refused('in', 'other', '--watch', '--out', 'x'), { code: 'one-folder' });
    for (const [option, value] of [
      ['--shard', '1/2'],
      ['--concurrency', '2'],
    ] as const)
      assert.deepEqual(refused('in', '--watch', '--out', 'x', option, value), {
        code: 'excludes',
        option: '--watch',
        other: option,
      });
  });

  test('gives help with any other options', () => {
    assert.deepEqual(readCommand(['--help']), { command: 'help' });
    assert.deepEqual(readCommand(['a.jpg', '-h']), { command: 'help' });
  });

  test('refuses unknown options and missing values by name', () => {
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--smooth', '3'), { code: 'unknown-option', option: '--smooth' });
    assert.deepEqual(refused('a.jpg', '-o', 'x'), { code: 'unknown-option', option: '-o' });
    assert.deepEqual(refused('a.jpg', '--toString', 'x'), { code: 'unknown-option', option: '--toString' });
    assert.deepEqual(refused('a.jpg', '--out', '--even', '5'), { code: 'missing-value', option: '--out' });
    assert.deepEqual(refused('a.jpg', '--out'), { code: 'missing-value', option: '--out' });
    assert.deepEqual(refused('a.jpg', '--out='), { code: 'missing-value', option: '--out' });
    assert.deepEqual(refused('a.jpg', '--help=yes'), { code: 'unexpected-value', option: '--help' });
    assert.deepEqual(refused('--out', 'x'), { code: 'no-photos' });
    assert.deepEqual(refused('a.jpg'), { code: 'no-out' });
    assert.deepEqual(refused(), { code: 'no-photos' });
  });

  test('refuses values out of range and names the range', () => {
    for (const value of ['101', '-1', 'half', '1e1', '0x10', 'NaN', '5 ']) {
      assert.deepEqual(refused('a.jpg', '--out', 'x', '--even', value), {
        code: 'bad-value',
        option: '--even',
        value,
        expected: '0–100',
      });
    }
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--heal', 'some'), {
      code: 'bad-value',
      option: '--heal',
      value: 'some',
      expected: 'off, blemishes, all',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--engine', 'cuda'), {
      code: 'bad-value',
      option: '--engine',
      value: 'cuda',
      expected: 'auto, wasm, native',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--format', 'jpeg', '--quality', '101'), {
      code: 'bad-value',
      option: '--quality',
      value: '101',
      expected: '1–100',
    });
    assert.deepEqual(refused('a.dng', '--out', 'x', '--raw-with', 'raw {in}'), {
      code: 'bad-value',
      option: '--raw-with',
      value: 'raw {in}',
      expected: '"PROGRAM {in} {out}"',
    });
    assert.deepEqual(refused('a.jpg', '--out', 'x', '--quality', '80'), {
      code: 'needs',
      option: '--quality',
      needed: '--format jpeg or webp',
    });
    for (const value of ['0/2', '3/2', '1', '1/', '-1/2', '1/2/3', '1/0', '1/100001']) {
      assert.deepEqual(refused('a.jpg', '--out', 'x', '--shard', value), {
        code: 'bad-value',
        option: '--shard',
        value,
        expected: 'K/N with K from 1 to N, and N up to 100000',
      });
    }
    for (const value of ['0', '65', '1.5']) {
      assert.deepEqual(refused('a.jpg', '--out', 'x', '--concurrency', value), {
        code: 'bad-value',
        option: '--concurrency',
        value,
        expected: '1–64',
      });
    }
  });
});

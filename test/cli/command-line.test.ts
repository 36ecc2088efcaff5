import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { networkInfo } from '../../ui/engine/networks/catalogue';
import { largestDifference, normal, softLight, stackLayer } from '../guarantees/stack-layers';
import { buildProgram } from './build-program';
import { temporaryFolder } from './temporary-folder';
import { settingsWith } from '../../ui/engine/api/settings';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const root = temporaryFolder();
let program = '';

before(async () => {
  program = await buildProgram();
});

interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string[];
  readonly errors: string[];
}

function start(...argv: string[]): { readonly kill: (signal: NodeJS.Signals) => void; readonly ended: Promise<Run> } {
  const child = spawn(process.execPath, [program, ...argv], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const text = { out: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.errors += part));
  const lines = (all: string): string[] => all.split('\n').filter((line) => line !== '');
  const ended = once(child, 'close').then(([code, signal]): Run => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    out: lines(text.out),
    errors: lines(text.errors),
  }));
  return { kill: (signal) => void child.kill(signal), ended };
}

const run = (...argv: string[]): Promise<Run> => start(...argv).ended;
const readReport = (path: string): PhotoReport => JSON.parse(readFileSync(join(root, path), 'utf8')) as PhotoReport;

/** Stored RGBA values of a file in the test's folder. */
const pixels = (path: string): Promise<Buffer> =>
  sharp(join(root, path), { ignoreIcc: true }).autoOrient().ensureAlpha().raw().toBuffer();

describe('retouch program', () => {
  test('retouches photos of every format in one run, and prints one line for each failure', async () => {
    mkdirSync(join(root, 'in'));
    mkdirSync(join(root, 'other'));
    const write = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(root, name), bytes);
    const noise = Buffer.from(Array.from({ length: 200 * 160 * 4 }, (_, index) => ((index * 7919) >> 3) & 255));
    const scene = sharp(noise, { raw: { width: 200, height: 160, channels: 4 } });
    const jpeg = await sharp(SAMPLE).jpeg().toBuffer();
    write('in/sample.png', readFileSync(SAMPLE));
    // Stored turned, in Display P3.
    write(
      'other/sample.jpg',
      await sharp(SAMPLE)
        .rotate(90)
        .withIccProfile('p3')
        .withMetadata({ orientation: 8 })
        .jpeg({ quality: 95 })
        .toBuffer(),
    );
    write('in/scene.png', await scene.clone().png().toBuffer());
    write(
      'in/turned scene.webp',
      await scene.clone().withMetadata({ orientation: 6 }).webp({ lossless: true, exact: true }).toBuffer(),
    );
    write('in/cut.jpg', jpeg.subarray(0, jpeg.length >> 1));
    write('in/empty.jpg', '');
    write('in/text.png', 'no picture');
    write(
      'in/tiny.png',
      await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    write(
      'in/clear.png',
      await sharp({ create: { width: 80, height: 80, channels: 4, background: '#0000' } })
        .png()
        .toBuffer(),
    );
    const frames = sharp(noise, { raw: { width: 200, height: 160, channels: 4, pageHeight: 80 } });
    write('in/moving.gif', await frames.gif().toBuffer());

    const { code, out, errors } = await run(
      'in',
      'other',
      'gone.jpg',
      '--out',
      'out',
      '--heal',
      'all',
      '--even',
      '50',
      '--brighten',
      '100',
      '--concurrency',
      '2',
    );

    assert.equal(code, 1);
    const failed = ['clear.png', 'cut.jpg', 'empty.jpg', 'moving.gif', 'text.png', 'tiny.png']
      .map((name) => join('in', name))
      .concat('gone.jpg');
    for (const name of failed)
      assert.equal(
        errors.filter((line) => line.includes(`${name}: failed, `)).length,
        1,
        `${name} in ${errors.join('\n')}`,
      );
    assert.equal(errors.length, failed.length, errors.join('\n'));
    assert.match(out.at(-1)!, /^2 retouched, 2 unchanged, 7 failed .*wasm/);
    assert.deepEqual(
      readdirSync(join(root, 'out')).sort(),
      [
        ...['sample-2', 'sample'].flatMap((name) => [
          `${name}.blend.png`,
          `${name}.brighten.png`,
          `${name}.heal.png`,
          `${name}.json`,
          `${name}.png`,
        ]),
        'scene.json',
        'scene.png',
        'turned scene.json',
        'turned scene.png',
      ].sort(),
    );

    for (const [photo, name] of [
      ['in/sample.png', 'sample'],
      ['other/sample.jpg', 'sample-2'],
    ] as const) {
      const base = await pixels(photo);
      const [heal, blend, brighten, result] = await Promise.all(
        ['.heal', '.blend', '.brighten', ''].map((layer) => pixels(`out/${name}${layer}.png`)),
      );
      const stacked = stackLayer(stackLayer(stackLayer(base, heal!, normal), blend!, softLight), brighten!, softLight);
      assert.ok(largestDifference(stacked, result!) <= 1, `${name}: layers give the result`);
      const changed = (index: number): boolean => base.readUInt32LE(index) !== result!.readUInt32LE(index);
      let changedPixels = 0;
      for (let index = 0; index < base.length; index += 4) {
        if (changed(index)) changedPixels++;
        else continue;
        assert.ok(
          heal![index + 3]! + blend![index + 3]! + brighten![index + 3]! > 0,
          'pixels change only under a layer',
        );
      }
      assert.ok(changedPixels > 1000, `${name}: the face is retouched`);
      assert.ok(changedPixels < 512 * 512 * 0.2, `${name}: the suit and the flag are not`);

      const report = readReport(`out/${name}.json`);
      assert.equal(report.state, 'retouched');
      assert.deepEqual([report.width, report.height], [512, 512]);
      assert.deepEqual(report.settings, settingsWith({ heal: 'all', even: 50, brighten: 100 }));
      assert.equal(report.executionProvider, 'wasm');
      assert.equal(report.faces.filter((face) => face.state === 'done').length, 1);
      const { box, score } = report.faces.find((face) => face.state === 'done')!;
      assert.ok(
        score > 0.5 && box.x > 150 && box.x + box.width < 300 && box.y > 30 && box.y + box.height < 220,
        'the box is around the face',
      );
      for (const stage of ['decode', 'faces', 'skin', 'heal', 'blend', 'compose', 'encode'] as const)
        assert.ok(report.milliseconds[stage]! >= 0, stage);
      assert.equal(report.networks['blend'], networkInfo('blend').sha256);
      assert.deepEqual(
        report.layers.map(({ file, blendMode }) => [file, blendMode]),
        [
          [`${name}.heal.png`, 'normal'],
          [`${name}.blend.png`, 'soft-light'],
          [`${name}.brighten.png`, 'soft-light'],
        ],
      );
    }
    const profile = (await sharp(join(root, 'other/sample.jpg')).metadata()).icc;
    for (const layer of ['.heal', '.blend', '.brighten', ''])
      assert.deepEqual((await sharp(join(root, `out/sample-2${layer}.png`)).metadata()).icc, profile);

    for (const name of ['scene.png', 'turned scene.webp']) {
      const report = readReport(`out/${name.replace(/\.\w+$/, '.json')}`);
      assert.deepEqual([report.state, report.reason, report.layers], ['unchanged', 'no-face', []]);
      assert.equal(largestDifference(await pixels(`in/${name}`), await pixels(`out/${report.result}`)), 0, name);
    }
  });

  test('keeps the size of a photo of 5000 pixels', async () => {
    mkdirSync(join(root, 'large'));
    // One long side is enough, and takes a fifth of the time of two.
    const wide = sharp(SAMPLE).resize(1000, 1000).extend({ right: 4000, background: '#8a8078' });
    await wide.jpeg({ quality: 80 }).toFile(join(root, 'large/a.jpg'));
    const { code, errors } = await run('large', '--out', 'large-done');
    assert.equal(code, 0, errors.join('\n'));
    const report = readReport('large-done/a.json');
    assert.deepEqual([report.width, report.height, report.state, report.faces.length], [5000, 1000, 'retouched', 1]);
    for (const layer of ['', '.heal', '.blend']) {
      const { width, height } = await sharp(join(root, `large-done/a${layer}.png`)).metadata();
      assert.deepEqual([width, height], [5000, 1000]);
    }
  });

  test('gives the photo itself with healing off and strength 0', async () => {
    mkdirSync(join(root, 'plain'));
    writeFileSync(join(root, 'plain/a.png'), readFileSync(SAMPLE));
    await sharp(SAMPLE).jpeg().toFile(join(root, 'plain/b.jpg'));
    const { code, errors } = await run('plain', '--out', 'same', '--heal', 'off', '--even', '0', '--engine', 'wasm');
    assert.equal(code, 0, errors.join('\n'));
    assert.deepEqual(readFileSync(join(root, 'same/a.png')), readFileSync(SAMPLE));
    assert.equal(largestDifference(await pixels('plain/b.jpg'), await pixels('same/b.png')), 0);
    assert.deepEqual(readdirSync(join(root, 'same')).sort(), ['a.json', 'a.png', 'b.json', 'b.png']);
  });

  test('writes grey masks that cover every changed pixel', async () => {
    mkdirSync(join(root, 'asked'));
    writeFileSync(join(root, 'asked/a.png'), readFileSync(SAMPLE));
    const { code, errors } = await run('asked', '--out', 'masks', '--masks', '--brighten', '100');
    assert.equal(code, 0, errors.join('\n'));
    const classes = ['face-skin', 'body-skin', 'eyes', 'brows', 'lips', 'nostrils'];
    const names = ['skin', 'spots', ...classes.map((name) => `mask-${name}`)].map((name) => `a.${name}.png`);
    assert.deepEqual(readReport('masks/a.json').masks, names);
    const [skin, spots, onFace, onBody, ...features] = await Promise.all(
      names.map(async (name) => {
        const file = sharp(join(root, `masks/${name}`));
        const { width, height, channels } = await file.metadata();
        assert.deepEqual([width, height, channels], [512, 512, 1]);
        return file.toColourspace('b-w').raw().toBuffer();
      }),
    );
    const [before, after] = [await pixels('asked/a.png'), await pixels('masks/a.png')];
    for (let index = 0; index < 512 * 512; index++) {
      if (before.readUInt32LE(index * 4) !== after.readUInt32LE(index * 4))
        assert.ok(skin![index]! + spots![index]! > 0);
      assert.equal(onFace![index]! + onBody![index]!, skin![index]);
      // A retouch changes nothing inside the features; a healed spot may touch their rim.
      if (features.some((feature) => feature[index] === 255)) assert.equal(skin![index], 0);
    }
    for (const mask of [skin, onFace, onBody, ...features]) assert.ok(mask!.includes(255));
  });

  test('does nothing for a command that is not valid, and gives the reason', async () => {
    for (const argv of [
      ['plain', '--out', 'no', '--smooth'],
      ['plain', '--out', 'no', '--even', '200'],
      ['plain'],
      ['plain', '--out', 'plain'],
    ]) {
      const { code, out, errors } = await run(...argv);
      assert.equal(code, 2);
      assert.deepEqual(out, []);
      assert.match(errors.at(-1)!, /Nothing was done.*--help/);
    }
    assert.equal(existsSync(join(root, 'no')), false);
    const help = await run('--help');
    assert.equal(help.code, 0);
    for (const option of ['--out', '--heal', '--even', '--brighten', '--engine', '--concurrency'])
      assert.ok(help.out.join('\n').includes(`${option} `), option);
  });

  test('creates no folder if all photos are missing', async () => {
    const { code, errors } = await run('one.jpg', 'two.jpg', '--out', 'none');
    assert.equal(code, 1);
    assert.equal(errors.length, 2);
    assert.equal(existsSync(join(root, 'none')), false);
  });

  test('leaves no unfinished file after a signal', async () => {
    mkdirSync(join(root, 'stopped'));
    writeFileSync(join(root, 'stopped/keep.txt'), 'kept');
    const watcher = watch(join(root, 'stopped'));
    const { kill, ended } = start('in/sample.png', '--out', 'stopped');
    // The first change in the folder is the new work folder.
    await once(watcher, 'change');
    kill('SIGINT');
    watcher.close();
    const { signal, errors } = await ended;
    assert.equal(signal, 'SIGINT');
    assert.match(errors.join('\n'), /^Stopped\. 0 of 1/m);
    assert.deepEqual(readdirSync(join(root, 'stopped')), ['keep.txt']);
  });
});

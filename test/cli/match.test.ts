import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import sharp from 'sharp';
import type { PhotoReport } from '../../plugin/cli/photo-report';
import { largestDifference, softLight, stackLayer } from '../guarantees/stack-layers';
import { buildProgram } from './build-program';
import { startProgram, type ProgramRun } from './run-program';
import { temporaryFolder } from './temporary-folder';

const SAMPLE = join(import.meta.dirname, '../../plugin/playground/samples/astronaut.png');
const root = temporaryFolder();
let program = '';

before(async () => {
  program = await buildProgram();
  await sharp(SAMPLE).png().toFile(join(root, 'aim.png'));
  // The same face under a dim, warm lamp.
  await sharp(SAMPLE).linear([0.93, 0.88, 0.8], [0, 0, 0]).png().toFile(join(root, 'dim.png'));
});

function run(...argv: readonly string[]): Promise<ProgramRun> {
  return startProgram(program, root, ...argv, '--heal', 'off', '--even', '0').ended;
}

const pixels = (path: string): Promise<Buffer> => sharp(join(root, path)).ensureAlpha().raw().toBuffer();

/** Mean red, green and blue where a mask is white. */
async function meanColour(path: string, mask: Buffer): Promise<readonly number[]> {
  const picture = await pixels(path);
  const sums = [0, 0, 0];
  let count = 0;
  for (let index = 0; index < mask.length; index += 4) {
    if (mask[index]! < 250) continue;
    count++;
    for (const channel of [0, 1, 2]) sums[channel]! += picture[index + channel]!;
  }
  return sums.map((sum) => sum / count);
}

describe('--match', () => {
  // Promise: T7
  test('gives a face the tone of another photo, as a layer of its own', async () => {
    const ended = await run('dim.png', '--out', 'out', '--match', 'aim.png', '--masks');
    assert.equal(ended.code, 0, ended.errors.join('\n'));
    const report = JSON.parse(readFileSync(join(root, 'out/dim.json'), 'utf8')) as PhotoReport;
    assert.deepEqual(
      report.layers.map(({ name, file }) => [name, file]),
      [['Match', 'dim.match.png']],
    );
    const mask = await pixels('out/dim.mask-face-skin.png');
    const [aim, dim, matched] = [
      await meanColour('aim.png', mask),
      await meanColour('dim.png', mask),
      await meanColour('out/dim.png', mask),
    ];
    for (const channel of [0, 1, 2]) {
      const far = Math.abs(dim[channel]! - aim[channel]!);
      const near = Math.abs(matched[channel]! - aim[channel]!);
      assert.ok(near < 0.4 * far, `channel ${channel}: ${far} levels to ${near}`);
    }
    const stack = stackLayer(await pixels('dim.png'), await pixels('out/dim.match.png'), softLight);
    assert.ok(largestDifference(stack, await pixels('out/dim.png')) <= 1);
  });

  test('is refused without a photo that shows a face, and writes nothing', async () => {
    await sharp({ create: { width: 200, height: 200, channels: 3, background: '#888' } })
      .png()
      .toFile(join(root, 'grey.png'));
    const faceless = await run('dim.png', '--out', 'none', '--match', 'grey.png');
    assert.equal(faceless.code, 1);
    assert.match(faceless.errors.join('\n'), /--match cannot be read, or shows no face/);
    const missing = await run('dim.png', '--out', 'none', '--match', 'missing.png');
    assert.equal(missing.code, 1);
    assert.match(missing.errors.join('\n'), /--match: there is no such file/);
    assert.ok(!existsSync(join(root, 'none/dim.png')));
  });
});

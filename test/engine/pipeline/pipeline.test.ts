import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import type { Picture } from '../../../ui/engine/picture/picture';
import { retouchPicture } from '../../../ui/engine/pipeline/retouch-picture';
import { EngineError, STAGES, type Progress } from '../../../ui/engine/api/report';
import { LIMITS, measureGuarantees, type Guarantee, type Measured } from '../../guarantees/measure';
import { head, onGround, ovalHead, readPicture, SAMPLE, samplePicture } from '../faces/sample-pictures';
import { settingsWith } from '../../../ui/engine/api/settings';
import { layerOf } from '../../../ui/engine/layers/layer';

// All networks that ship.
const runner = createWasmRunner(loadAssets());
after(() => runner.release());

async function holds(picture: Picture, faces: number): Promise<Measured['outcome']> {
  const measured = await measureGuarantees(picture, runner);
  assert.ok(measured !== null, 'the picture was not retouched');
  const { outcome, changes } = measured;
  for (const name of Object.keys(LIMITS) as Guarantee[])
    assert.ok(changes[name] <= LIMITS[name], `${name}: ${changes[name]} levels`);
  assert.equal(outcome.report.faces.length, faces);
  assert.ok(layerOf(outcome.layers, 'blend') !== null && layerOf(outcome.layers, 'brighten') !== null);
  return outcome;
}

describe('retouchPicture', () => {
  // Promise: N1, N12
  test('sample: layers equal the retouched picture, and only skin changes', async () => {
    const picture = await samplePicture();
    const { masks, report, retouched } = await holds(picture, 1);
    const at = (x: number, y: number): number => masks.skin.data[y * picture.width + x]!;
    for (const [x, y, where] of [
      [200, 128, 'left cheek'],
      [245, 130, 'right cheek'],
      [222, 90, 'forehead below the fringe'],
    ] as const) {
      assert.ok(at(x, y) > 200, `${where} is skin: ${at(x, y)}`);
    }
    for (const [x, y, where] of [
      [30, 200, 'flag'],
      [420, 60, 'rocket'],
      [222, 40, 'hair'],
      [180, 330, 'suit'],
      [209, 229, 'collar'],
      [330, 120, 'wall'],
    ] as const) {
      assert.equal(at(x, y), 0, `${where} is no skin`);
    }
    const changed = retouched.data.filter((value, index) => value !== picture.data[index]).length;
    assert.ok(changed > 3000, `${changed} values changed`);
    assert.ok(report.milliseconds.faces! > 0);
    assert.equal(Object.keys(report.networks).length, 8);
  });

  // Promise: 23
  test('holds its guarantees for two overlapping faces', async () => {
    const heads = [
      { input: await head(2, false), left: 300, top: 200 },
      { input: await ovalHead(2, true), left: 450, top: 220 },
    ];
    await holds(await onGround(1200, 800, heads), 2);
  });

  test('holds its guarantees for a face at the border', async () => {
    await holds(await readPicture(sharp(SAMPLE).extract({ left: 210, top: 0, width: 302, height: 512 })), 1);
  });

  test('finds as much skin on a face turned by 90°', async () => {
    const upright = await holds(await samplePicture(), 1);
    const turned = await holds(await readPicture(sharp(SAMPLE).rotate(90)), 1);
    const skinOf = ({ masks: { skin } }: Measured['outcome']): number =>
      skin.data.filter((value) => value > 128).length;
    assert.ok(
      Math.abs(skinOf(turned) / skinOf(upright) - 1) < 0.2,
      `${skinOf(upright)} and ${skinOf(turned)} pixels of skin`,
    );
  });

  // Promise: 18
  test('retouches a group of twenty', async () => {
    const overlays = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => ({
        input: await head(1, index % 2 === 1),
        left: (index % 5) * 185,
        top: Math.floor(index / 5) * 205,
      })),
    );
    await holds(await onGround(940, 830, overlays), 20);
  });

  // Promise: 15
  test('leaves translucent pixels and all alpha values unchanged', async () => {
    const picture = await samplePicture();
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < 225; x++) picture.data[(y * picture.width + x) * 4 + 3] = x % 3 === 0 ? 254 : 0;
    }
    const { retouched } = await holds(picture, 1);
    for (let index = 0; index < picture.data.length; index += 4) {
      assert.equal(retouched.data[index + 3], picture.data[index + 3]);
      if (picture.data[index + 3] !== 255) assert.equal(retouched.data[index], picture.data[index]);
    }
  });

  test('reports progress that never falls', async () => {
    const reports: Progress[] = [];
    await retouchPicture(
      await samplePicture(),
      settingsWith({ heal: 'all', even: 60, brighten: 0 }),
      runner,
      (progress) => reports.push(progress),
    );
    for (const [index, { done, stage }] of reports.entries()) {
      assert.ok(done >= (reports[index - 1]?.done ?? 0) && done <= 1);
      assert.ok(STAGES.indexOf(stage) >= STAGES.indexOf(reports[index - 1]?.stage ?? 'decode'));
    }
    assert.ok(new Set(reports.map(({ stage }) => stage)).size >= 4);
  });

  // Promise: 17
  test('gives the reason for a picture without a face or with too small a face', async () => {
    const settings = settingsWith({ heal: 'all', even: 100, brighten: 100 });
    const suit = await readPicture(sharp(SAMPLE).extract({ left: 0, top: 190, width: 512, height: 322 }));
    const faceless = await retouchPicture(suit, settings, runner, () => undefined);
    assert.deepEqual([faceless.state, faceless.state === 'unchanged' && faceless.reason], ['unchanged', 'no-face']);
    const small = await retouchPicture(await readPicture(sharp(SAMPLE).resize(256)), settings, runner, () => undefined);
    assert.deepEqual([small.state, small.state === 'unchanged' && small.reason], ['unchanged', 'faces-too-small']);
  });

  // Promise: 8
  test('refuses pictures that are too small or fully transparent', async () => {
    const settings = settingsWith({ heal: 'all', even: 100, brighten: 0 });
    const plain = (width: number, height: number, alpha = 255): Picture => ({
      width,
      height,
      data: new Uint8ClampedArray(width * height * 4).fill(alpha),
    });
    const refused = (picture: Picture, code: string): Promise<void> =>
      assert.rejects(
        retouchPicture(picture, settings, runner, () => undefined),
        (error) => error instanceof EngineError && error.problem.code === code,
      );
    await refused(plain(1, 1), 'too-small');
    await refused(plain(8, 8), 'too-small');
    await refused(plain(63, 4000), 'too-small');
    await refused(plain(100, 100, 0), 'fully-transparent');
  });
});

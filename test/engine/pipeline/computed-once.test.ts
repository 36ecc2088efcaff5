import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp from 'sharp';
import { loadAssets } from '../../../plugin/cli/load-assets';
import { createWasmRunner } from '../../../ui/engine/networks/wasm-runner';
import { createAnalysis } from '../../../ui/engine/pipeline/analysis';
import { pyramidLevel } from '../../../ui/engine/picture/pyramid';
import { retouchAnalysed, retouchPicture, type RetouchOutcome } from '../../../ui/engine/pipeline/retouch-picture';
import { SOFTLIGHT } from '../../../ui/engine/pipeline/softlight';
import { type RetouchSettings, settingsWith } from '../../../ui/engine/api/settings';
import { CPU_KERNELS } from '../../../ui/engine/pipeline/pixel-kernels';
import { MATTE_CLASSES } from '../../../ui/engine/skin/class-mattes';
import { createEngine } from '../../../ui/engine/worker/engine';
import { createKeptPictures, ROOM } from '../../../ui/engine/worker/kept-pictures';
import { countRuns } from '../count-runs';
import { readPicture, SAMPLE, samplePicture } from '../faces/sample-pictures';
import { fileData, type PictureData } from '../../../ui/engine/api/picture-data';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());
const ignore = (): void => undefined;

/** The outcome without its times, and with the masks of the classes drawn. */
function comparable(outcome: RetouchOutcome): unknown {
  const report = { ...outcome.report, milliseconds: null };
  if (outcome.state === 'unchanged') return { ...outcome, report };
  return { ...outcome, report, masks: { ...outcome.masks, ofClass: MATTE_CLASSES.map(outcome.masks.ofClass) } };
}

describe('retouchAnalysed', () => {
  test('runs no network for other strengths, and equals a fresh run', async () => {
    const picture = await samplePicture();
    const counting = countRuns(runner);
    const analysis = createAnalysis(picture, counting);
    await retouchAnalysed(analysis, settingsWith({ heal: 'all', even: 60, brighten: 0 }), ignore);
    const { runs } = counting;
    assert.ok(runs > 5);
    const others: RetouchSettings[] = [
      settingsWith({ heal: 'all', even: 100, brighten: 35 }),
      settingsWith({ heal: 'all', even: 0, brighten: 80 }),
      settingsWith({ heal: 'all', even: 10, brighten: 0 }),
    ];
    for (const settings of others) {
      const again = await retouchAnalysed(analysis, settings, ignore);
      assert.equal(counting.runs, runs);
      assert.deepEqual(comparable(again), comparable(await retouchPicture(picture, settings, runner, ignore)));
    }
  });

  test('searches neither faces nor skin again for another heal mode, and equals a fresh run', async () => {
    const picture = await samplePicture();
    const networks: string[] = [];
    const analysis = createAnalysis(picture, {
      ...runner,
      run: (network, inputs) => (networks.push(network), runner.run(network, inputs)),
    });
    await retouchAnalysed(analysis, settingsWith({ heal: 'off', even: 60, brighten: 0 }), ignore);
    networks.length = 0;
    const settings = settingsWith({ heal: 'all', even: 60, brighten: 0 });
    const again = await retouchAnalysed(analysis, settings, ignore);
    assert.deepEqual(new Set(networks.filter((name) => !['blemish', 'inpainting', 'blend'].includes(name))), new Set());
    assert.deepEqual(comparable(again), comparable(await retouchPicture(picture, settings, runner, ignore)));
  });

  test('searches spots once for each heal mode', async () => {
    const modes: unknown[] = [];
    const set = {
      ...SOFTLIGHT,
      findSpots: (...parameters: Parameters<typeof SOFTLIGHT.findSpots>) => (
        modes.push(parameters[3]),
        SOFTLIGHT.findSpots(...parameters)
      ),
    };
    const analysis = createAnalysis(await samplePicture(), runner, set);
    await retouchAnalysed(analysis, settingsWith({ heal: 'all', even: 60, brighten: 0 }), ignore);
    await retouchAnalysed(analysis, settingsWith({ heal: 'all', even: 20, brighten: 0 }), ignore);
    await retouchAnalysed(analysis, settingsWith({ heal: 'blemishes', even: 20, brighten: 0 }), ignore);
    assert.deepEqual(modes, ['all', 'blemishes']);
  });

  test('repeats a step that failed', async () => {
    let failing = true;
    const analysis = createAnalysis(await samplePicture(), {
      ...runner,
      run: (network, inputs) => (failing ? Promise.reject(new Error('once')) : runner.run(network, inputs)),
    });
    await assert.rejects(
      retouchAnalysed(analysis, settingsWith({ heal: 'off', even: 60, brighten: 0 }), ignore),
      /once/,
    );
    failing = false;
    assert.equal(
      (await retouchAnalysed(analysis, settingsWith({ heal: 'off', even: 60, brighten: 0 }), ignore)).state,
      'retouched',
    );
  });
});

describe('createAnalysis', () => {
  test('builds the halved copies of a picture once for all steps', async () => {
    const { picture } = createAnalysis(await samplePicture(), runner);
    assert.equal(pyramidLevel(picture, 2), pyramidLevel(picture, 2));
    assert.equal(createAnalysis(picture, runner).picture, picture, 'an analysis of the same picture shares them');
  });

  test('builds the halved copies of the healed picture once for all steps', async () => {
    const analysis = createAnalysis(await samplePicture(), runner);
    const plan = await analysis.healPlan(settingsWith({ heal: 'all' }));
    const { healed, spots } = await plan.healing.get();
    assert.ok(spots.length > 0);
    assert.equal(pyramidLevel(healed, 1), pyramidLevel(healed, 1));
  });
});

describe('createEngine', () => {
  test('runs no network for previews of a kept picture at other strengths', async () => {
    const counting = countRuns(runner);
    const engine = createEngine(() => ({ runner: counting, kernels: CPU_KERNELS }));
    await engine.start({ networks: {} });
    const file = new Uint8Array(await sharp(SAMPLE).resize(1400).ensureAlpha().png().toBuffer());
    const analysed = await engine.analyse(fileData(file), ignore);
    assert.ok(analysed.state === 'analysed' && analysed.faces.length === 1);
    const preview = async (even: number, brighten: number): Promise<Uint8ClampedArray> => {
      const made = await engine.preview(
        { picture: analysed.picture, settings: settingsWith({ even, brighten }), side: 1024 },
        ignore,
      );
      assert.ok(made.state === 'preview' && made.width === 1024 && made.height === 1024);
      return made.pixels;
    };
    const strong = await preview(100, 100);
    const { runs } = counting;
    const none = await preview(0, 0);
    assert.deepEqual(await preview(100, 100), strong);
    const half = await preview(100, 50);
    assert.equal(((await engine.analyse(fileData(file.slice()), ignore)) as typeof analysed).picture, analysed.picture);
    assert.equal(counting.runs, runs);

    // The preview resembles the reduced result.
    const outcome = await retouchPicture(
      await readPicture(sharp(file)),
      settingsWith({ heal: 'blemishes', even: 100, brighten: 100 }),
      runner,
      ignore,
    );
    assert.ok(outcome.state === 'retouched');
    const reduced = await sharp(outcome.retouched.data, { raw: { width: 1400, height: 1400, channels: 4 } })
      .resize(1024)
      .raw()
      .toBuffer();
    assert.ok(meanDifference(strong, reduced) < 1.5, `${meanDifference(strong, reduced)} levels from the result`);
    const [toHalf, toNone] = [meanDifference(strong, half), meanDifference(strong, none)];
    assert.ok(toHalf > 0 && toNone > toHalf, `${toHalf}, ${toNone}`);
  });

  function meanDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
    let sum = 0;
    for (let index = 0; index < a.length; index++) sum += Math.abs(a[index]! - b[index]!);
    return sum / a.length;
  }

  test('answers a preview of an evicted picture with `forgotten`', async () => {
    const engine = createEngine(() => ({ runner, kernels: CPU_KERNELS }));
    assert.deepEqual(
      await engine.preview(
        { picture: 7, settings: settingsWith({ heal: 'off', even: 0, brighten: 0 }), side: 1024 },
        ignore,
      ),
      { state: 'forgotten' },
    );
  });
});

describe('createKeptPictures', () => {
  test('evicts the least recently used pictures, but never the last one', async () => {
    const analysis = createAnalysis(await samplePicture(), runner);
    const pixels = 512 * 512;
    const kept = createKeptPictures(26 * pixels);
    const file = (first: number): PictureData => fileData(Uint8Array.of(first, 2, 3));
    const [one, two] = [kept.add(file(1), analysis), kept.add(file(2), analysis)];
    assert.deepEqual([kept.findKey(two.key), kept.findData(file(1), SOFTLIGHT)], [two, one]);
    const three = kept.add(file(3), analysis);
    const four = kept.add(file(4), analysis);
    assert.deepEqual(
      [one, two, three, four].map(({ key }) => kept.findKey(key) !== null),
      [true, false, true, true],
    );
    const tight = createKeptPictures(10);
    const only = tight.add(file(1), analysis);
    tight.trim();
    assert.equal(tight.findKey(only.key), only);
    tight.add(file(2), analysis);
    assert.equal(tight.findKey(only.key), null);
  });

  test('keeps the last three pictures of a long run, and all of a short one', async () => {
    const analysis = createAnalysis(await samplePicture(), runner);
    const keptOf = (room: number, count: number): number => {
      const kept = createKeptPictures(room);
      const keys = Array.from(
        { length: count },
        (_, index) => kept.add(fileData(Uint8Array.of(index)), analysis, count).key,
      );
      return keys.filter((key) => kept.findKey(key) !== null).length;
    };
    const pixels = 512 * 512;
    assert.equal(keptOf(ROOM, 20), 20);
    assert.equal(keptOf(ROOM, 200), 3);
    assert.equal(keptOf(5 * 13 * pixels, 8), 3);
    assert.equal(keptOf(5 * 13 * pixels, 5), 5);
  });
});

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { loadAssets } from '../../../../plugin/cli/load-assets';
import type { RetouchReport } from '../../../../ui/engine/api/report';
import { settingsWith } from '../../../../ui/engine/api/settings';
import { checked, JUDGE } from '../../../../ui/engine/heal/find/judge-model';
import { isWorn, mayBeInRow } from '../../../../ui/engine/heal/find/worn';
import { createWasmRunner } from '../../../../ui/engine/networks/wasm-runner';
import { retouchPicture } from '../../../../ui/engine/pipeline/retouch-picture';
import { readPicture, SAMPLE } from '../../faces/sample-pictures';

const runner = createWasmRunner(loadAssets());
after(() => runner.release());

const SIDE = 768;

async function report(picture: Sharp): Promise<RetouchReport> {
  const settings = settingsWith({ even: 0, brighten: 0, heal: 'blemishes' });
  return (await retouchPicture(await readPicture(picture), settings, runner, () => undefined)).report;
}

const sample = (): Sharp => sharp(SAMPLE).resize(SIDE, SIDE, { fit: 'inside' });

/** The sample with shapes drawn on it, in SVG. */
async function drawn(shapes: string): Promise<Sharp> {
  const { data, info } = await sample().png().toBuffer({ resolveWithObject: true });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${info.width}" height="${info.height}">${shapes}</svg>`;
  return sharp(
    await sharp(data)
      .composite([{ input: Buffer.from(svg) }])
      .png()
      .toBuffer(),
  );
}

/** Places on the face of the sample at this size, in pixels. */
const FOREHEAD = { x: 338, y: 145 };
const CHEEK = { x: 360, y: 201 };

function circle({ x, y }: { readonly x: number; readonly y: number }, radius: number, fill: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
}

describe('worn and printed things', () => {
  // Promise: 19
  test('stay at the default: a stud and a row of dots, and letters', async () => {
    const stud = circle(CHEEK, 1.6, '#7d0f28');
    const dots = [-8, -4, 0, 4].map((step) => circle({ ...FOREHEAD, x: FOREHEAD.x + step }, 1.3, '#d8474a')).join('');
    // Strokes, not text: fonts differ from machine to machine.
    const strokes = 'm-9 3v-6l4 6v-6m3 1v4h3v-4zm6-1h3l-3 6h3m2-6h4l-3 6';
    const letters = `<path transform="translate(${CHEEK.x} ${CHEEK.y})" d="${strokes}" fill="none" stroke="#c21838" stroke-width="1.1"/>`;
    for (const shapes of [stud + dots, letters]) {
      const { spots, kept } = await report(await drawn(shapes));
      assert.deepEqual(spots, []);
      assert.ok(kept.some(({ reason, answer }) => reason.kind === 'worn' && answer === 'kept'));
    }
  });
});

describe('isWorn', () => {
  const pimple = { densest: 0.5, step: 0.12, glow: 0.2, skin: 0.3 };

  test('passes a pimple, and each sign alone stops it', () => {
    assert.equal(isWorn(pimple), false);
    for (const sign of [{ densest: 1 }, { step: 0.3 }, { glow: 0.5 }])
      assert.equal(isWorn({ ...pimple, ...sign }), true);
  });

  test('lets colours be denser on skin that is darker in the picture', () => {
    assert.equal(isWorn({ ...pimple, densest: 0.8 }), true);
    assert.equal(isWorn({ ...pimple, densest: 0.8, skin: 0.08 }), false);
    assert.equal(isWorn({ ...pimple, densest: 2, skin: 0 }), true);
  });

  test('takes only what ends sharply into a row', () => {
    assert.deepEqual([mayBeInRow({ ...pimple, step: 0.05 }), mayBeInRow({ ...pimple, step: 0.2 })], [false, true]);
  });
});

describe('the model of the judge', () => {
  test('is refused if a list is short, a number is missing, or the thresholds are in no order', () => {
    assert.equal(checked(JUDGE), JUDGE);
    assert.throws(() => checked({ ...JUDGE, mean: JUDGE.mean.slice(1) }), /judge\.json is damaged/);
    assert.throws(() => checked({ ...JUDGE, deviation: JUDGE.deviation.map(() => NaN) }), /judge\.json is damaged/);
    assert.throws(() => checked({ ...JUDGE, surely: JUDGE.doubtful - 1 }), /thresholds/);
  });
});

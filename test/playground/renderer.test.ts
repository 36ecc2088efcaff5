import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../chromium';
import { openBundle } from './page-bundle';
import type * as entry from './renderer-entry';

declare const bundle: typeof entry;

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/playground/renderer-entry.ts');
});
after(() => browser?.close());

/** W3C Compositing and Blending Level 1, "soft-light", values 0–1. */
function softLight(backdrop: number, source: number): number {
  if (source <= 0.5) return backdrop - (1 - 2 * source) * backdrop * (1 - backdrop);
  const d = backdrop <= 0.25 ? ((16 * backdrop - 12) * backdrop + 4) * backdrop : Math.sqrt(backdrop);
  return backdrop + (2 * source - 1) * (d - backdrop);
}

function pixelAt({ width, data }: { width: number; data: readonly number[] }, x: number, y: number): readonly number[] {
  return data.slice((y * width + x) * 4, (y * width + x) * 4 + 4);
}

/** Equal but for the roundings of two 8-bit passes. */
function assertNear(actual: readonly number[], expected: readonly number[]): void {
  assert.ok(
    actual.every((value, index) => Math.abs(value - expected[index]!) <= 1.5),
    `${actual.join()} is not near ${expected.join()}`,
  );
}

describe('Renderer', () => {
  test('blends SOFT_LIGHT by the W3C formula within one level, for every backdrop and source', async () => {
    const reds = await page.evaluate(async () => {
      const { image, node, png, render } = bundle;
      const files = {
        below: await png(256, 256, (x) => [x, x, x, 255]),
        above: await png(256, 256, (_, y) => [y, y, y, 255]),
      };
      const size = { width: 256, height: 256 };
      const { data } = await render(
        [
          node({ ...size, fills: [image('below')] }),
          node({ ...size, blendMode: 'SOFT_LIGHT', fills: [image('above')] }),
        ],
        { x: 0, y: 0, ...size },
        1,
        files,
      );
      return data.filter((_, index) => index % 4 === 0);
    });
    let largest = 0;
    for (let y = 0; y < 256; y++) {
      for (let x = 0; x < 256; x++) {
        largest = Math.max(largest, Math.abs(reds[y * 256 + x]! - 255 * softLight(x / 255, y / 255)));
      }
    }
    assert.ok(largest <= 1, `largest difference ${largest}`);
  });

  test('copies a picture on the pixel grid to the bit: FILL, CROP at double scale, quarter turns', async () => {
    const results = await page.evaluate(async () => {
      const { image, node, png, render } = bundle;
      const value = (x: number, y: number) => [
        (x * 37 + y * 11) % 256,
        (x * 5 + y * 91) % 256,
        (x * y * 13) % 256,
        255,
      ];
      const files = { photo: await png(60, 40, value) };
      const whole = await render(
        [node({ x: 7, y: 3, width: 60, height: 40, fills: [image('photo')] })],
        { x: 7, y: 3, width: 60, height: 40 },
        1,
        files,
      );
      // The middle 20 × 10 pixels of the picture on a layer of 10 × 5: pixel for pixel at scale 2.
      const crop: Transform = [
        [20 / 60, 0, 20 / 60],
        [0, 10 / 40, 15 / 40],
      ];
      const cropped = await render(
        [node({ width: 10, height: 5, fills: [image('photo', { scaleMode: 'CROP', imageTransform: crop })] })],
        { x: 0, y: 0, width: 10, height: 5 },
        2,
        files,
      );
      const turned = await render(
        [
          node({
            width: 60,
            height: 40,
            relativeTransform: [
              [0, -1, 40],
              [1, 0, 0],
            ],
            fills: [image('photo')],
          }),
        ],
        { x: 0, y: 0, width: 40, height: 60 },
        1,
        files,
      );
      const expected = { whole: [] as number[], cropped: [] as number[], turned: [] as number[] };
      for (let y = 0; y < 40; y++) for (let x = 0; x < 60; x++) expected.whole.push(...value(x, y));
      for (let y = 0; y < 10; y++) for (let x = 0; x < 20; x++) expected.cropped.push(...value(x + 20, y + 15));
      for (let y = 0; y < 60; y++) for (let x = 0; x < 40; x++) expected.turned.push(...value(y, 39 - x));
      return { expected, whole: whole.data, cropped: cropped.data, turned: turned.data };
    });
    assert.deepEqual(results.whole, results.expected.whole);
    assert.deepEqual(results.cropped, results.expected.cropped);
    assert.deepEqual(results.turned, results.expected.turned);
  });

  test('covers with FILL, leaves bands with FIT, turns with rotation, and repeats with TILE', async () => {
    const results = await page.evaluate(async () => {
      const { image, node, png, render } = bundle;
      // Left half red, right half blue, on a 40 × 20 picture.
      const files = { halves: await png(40, 20, (x) => (x < 20 ? [255, 0, 0, 255] : [0, 0, 255, 255])) };
      const square = { width: 20, height: 20 };
      const draw = (more: Partial<ImagePaint>) =>
        render([node({ ...square, fills: [image('halves', more)] })], { x: 0, y: 0, ...square }, 1, files);
      return {
        fill: await draw({}),
        fit: await draw({ scaleMode: 'FIT' }),
        turned: await draw({ rotation: 90 }),
        tile: await draw({ scaleMode: 'TILE', scalingFactor: 0.25 }),
      };
    });
    const red = [255, 0, 0, 255];
    const blue = [0, 0, 255, 255];
    assert.deepEqual(pixelAt(results.fill, 2, 2), red);
    assert.deepEqual(pixelAt(results.fill, 17, 17), blue);
    assert.deepEqual(pixelAt(results.fit, 10, 2), [0, 0, 0, 0]);
    assert.deepEqual(pixelAt(results.fit, 2, 10), red);
    assert.deepEqual(pixelAt(results.turned, 10, 2), red);
    assert.deepEqual(pixelAt(results.turned, 10, 17), blue);
    assert.deepEqual(pixelAt(results.tile, 2, 2), red);
    assert.deepEqual(pixelAt(results.tile, 7, 7), blue);
    assert.deepEqual(pixelAt(results.tile, 12, 12), red);
  });

  test('blends a PASS_THROUGH group with the layers beneath, and a NORMAL group only within itself', async () => {
    const results = await page.evaluate(async () => {
      const { node, render, solid } = bundle;
      const size = { width: 4, height: 4 };
      const paper = node({ ...size, fills: [solid(200, 100, 50)] });
      const multiplied = node({ ...size, blendMode: 'MULTIPLY', fills: [solid(128, 128, 128)] });
      const draw = async (blendMode: BlendMode, opacity: number) =>
        (
          await render(
            [
              paper,
              node({ type: 'GROUP', blendMode, opacity, children: [node({ type: 'GROUP', children: [multiplied] })] }),
            ],
            { x: 0, y: 0, ...size },
          )
        ).data.slice(0, 4);
      return {
        through: await draw('PASS_THROUGH', 1),
        normal: await draw('NORMAL', 1),
        half: await draw('NORMAL', 0.5),
      };
    });
    assert.deepEqual(results.through, [100, 50, 25, 255]);
    assert.deepEqual(results.normal, [128, 128, 128, 255]);
    assertNear(results.half, [164, 114, 89, 255]);
  });

  test('applies node opacity, paint opacity, visibility, corner radius, clipping and masks', async () => {
    const results = await page.evaluate(async () => {
      const { node, render, solid } = bundle;
      const size = { width: 20, height: 20 };
      const box = { x: 0, y: 0, ...size };
      const white = node({ ...size, fills: [solid(255, 255, 255)] });
      const black = { ...size, fills: [solid(0, 0, 0)] };
      const circle = node({ ...size, type: 'ELLIPSE', isMask: true, fills: [solid(255, 0, 0)] });
      return {
        half: await render([white, node({ ...black, opacity: 0.5 })], box),
        // Two fills under one opacity are composited first: the upper one hides the lower one.
        both: await render(
          [white, node({ ...size, opacity: 0.5, fills: [solid(255, 0, 0), solid(0, 0, 0, { opacity: 0.5 })] })],
          box,
        ),
        hidden: await render([white, node({ ...black, visible: false })], box),
        round: await render([node({ ...black, cornerRadii: [10, 0, 0, 0] })], box),
        clipped: await render(
          [node({ type: 'FRAME', width: 10, height: 20, clipsContent: true, children: [node(black)] })],
          box,
        ),
        masked: await render(
          [
            white,
            node({
              type: 'GROUP',
              children: [circle, node({ ...size, blendMode: 'MULTIPLY', fills: [solid(0, 128, 0)] })],
            }),
          ],
          box,
        ),
      };
    });
    assertNear(pixelAt(results.half, 5, 5), [127.5, 127.5, 127.5, 255]);
    assertNear(pixelAt(results.both, 5, 5), [191, 127.5, 127.5, 255]);
    assert.deepEqual(pixelAt(results.hidden, 5, 5), [255, 255, 255, 255]);
    assert.deepEqual(pixelAt(results.round, 1, 1), [0, 0, 0, 0]);
    assert.deepEqual(pixelAt(results.round, 18, 18), [0, 0, 0, 255]);
    assert.deepEqual(pixelAt(results.clipped, 9, 5), [0, 0, 0, 255]);
    assert.deepEqual(pixelAt(results.clipped, 10, 5), [0, 0, 0, 0]);
    assert.deepEqual(pixelAt(results.masked, 10, 10), [0, 128, 0, 255]);
    assert.deepEqual(pixelAt(results.masked, 0, 0), [255, 255, 255, 255]);
  });

  test("places a group's children in the space of the frame around the group", async () => {
    const drawn = await page.evaluate(async () => {
      const { node, render, solid } = bundle;
      const child = node({ x: 5, y: 6, width: 2, height: 2, fills: [solid(0, 0, 0)] });
      const group = node({ type: 'GROUP', x: 5, y: 6, width: 2, height: 2, children: [child] });
      return render([node({ type: 'FRAME', x: 10, y: 10, width: 20, height: 20, children: [group] })], {
        x: 0,
        y: 0,
        width: 40,
        height: 40,
      });
    });
    assert.deepEqual(pixelAt(drawn, 15, 16), [0, 0, 0, 255]);
    assert.deepEqual(pixelAt(drawn, 20, 22), [0, 0, 0, 0]);
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { readPhoto } from '../../../plugin/cli/read-photo';
import type { PngChunk } from '../../../ui/engine/codec/png-chunks';
import { launchChromium } from '../../chromium';
import { temporaryFolder } from '../../cli/temporary-folder';
import type * as entry from '../../e2e/codec-entry';
import { openBundle } from '../../playground/page-bundle';
import { exifChunk, KINDS, transparency, variedPng } from './png-files';

declare const bundle: typeof entry;

let browser: Browser;
let page: Page;
before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/e2e/codec-entry.ts');
});
after(() => browser.close());

const folder = temporaryFolder();

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

/** As the engine decodes a file in Chromium. */
async function inPanel(file: Buffer): Promise<Pixels> {
  const { width, height, data } = await page.evaluate((base64) => bundle.throughCodec(base64), file.toString('base64'));
  return { width, height, data: Buffer.from(data, 'base64') };
}

/** As the command line decodes it. */
async function onCommandLine(file: Buffer): Promise<Pixels> {
  const path = join(folder, 'photo');
  writeFileSync(path, file);
  const { picture } = await readPhoto(path);
  return { ...picture, data: Buffer.from(picture.data) };
}

/** Size of the picture as Chromium itself shows the file. */
const shownSize = (file: Buffer): Promise<readonly number[]> =>
  page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    return [width, height];
  }, file.toString('base64'));

async function assertAgreement(file: Buffer, tolerance: number): Promise<void> {
  const panel = await inPanel(file);
  const line = await onCommandLine(file);
  assert.deepEqual([panel.width, panel.height], [line.width, line.height]);
  const most = panel.data.reduce((largest, value, index) => Math.max(largest, Math.abs(value - line.data[index]!)), 0);
  assert.ok(most <= tolerance, `${most} levels apart`);
}

const gamma = (hundredThousandths: number): PngChunk => {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(hundredThousandths, 0);
  return { type: 'gAMA', data };
};

describe('the decoders of panel and command line', () => {
  for (const kind of KINDS) {
    const tolerance = kind[1] === 16 ? 1 : 0;
    const chunk = transparency(kind);
    const title = `colour type ${kind[0]} of ${kind[1]} bits`;

    test(`agree on ${title}, whole and interlaced`, async () => {
      await assertAgreement(variedPng(kind), tolerance);
      await assertAgreement(variedPng(kind, { interlaced: true }), tolerance);
    });

    if (chunk !== null)
      test(`agree on ${title} with transparency`, () =>
        assertAgreement(variedPng(kind, { before: [chunk] }), tolerance));

    test(`agree on ${title} in every orientation, with gamma`, async () => {
      for (const orientation of [2, 3, 4, 5, 6, 7, 8]) {
        const before = [exifChunk(orientation), gamma(100000), ...(chunk === null ? [] : [chunk])];
        await assertAgreement(variedPng(kind, { before }), tolerance);
      }
    });
  }

  // Promise: 14
  test('turn a PNG as Chromium shows it, whatever its eXIf chunk', async () => {
    for (const options of [
      { before: [exifChunk(6)] },
      { before: [exifChunk(6, 'II')] },
      { before: [exifChunk(6), exifChunk(1)] },
      { before: [exifChunk(9)] },
      { before: [exifChunk(6, 'II', 4)] },
      { before: [{ type: 'eXIf', data: exifChunk(6).data.subarray(0, 22) }] },
      { before: [{ type: 'eXIf', data: new Uint8Array(0) }] },
      { after: [exifChunk(6)] },
    ]) {
      for (const kind of [
        [2, 8],
        [6, 8],
        [3, 8],
      ] as const) {
        const file = variedPng(kind, options);
        const { width, height } = await inPanel(file);
        assert.deepEqual([width, height], await shownSize(file));
        await assertAgreement(file, 0);
      }
    }
  });

  test('agree on a RGBA picture with a PLTE chunk', () =>
    assertAgreement(variedPng([6, 8], { before: [{ type: 'PLTE', data: Uint8Array.of(1, 2, 3) }] }), 0));

  test('read files that lack only their end mark', async () => {
    const image = sharp(Buffer.alloc(64 * 48 * 3, 150), { raw: { width: 64, height: 48, channels: 3 } });
    const png = await image.clone().png().toBuffer();
    const alpha = await image.clone().ensureAlpha(0.5).png().toBuffer();
    const gif = await image.clone().gif().toBuffer();
    const jpeg = await image.clone().jpeg({ quality: 100 }).toBuffer();
    for (const [file, cut] of [
      [png, 12],
      [png, 5],
      [alpha, 12],
      [gif, 1],
      [jpeg, 2],
    ] as const)
      await assertAgreement(file.subarray(0, file.length - cut), 0);
  });
});

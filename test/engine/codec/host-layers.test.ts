import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { iccChunk } from '../../../plugin/cli/png-chunks';
import { replacePngChunks, type PngChunk } from '../../../ui/engine/codec/png-chunks';
import { launchChromium } from '../../chromium';
import { openBundle } from '../../playground/page-bundle';
import type * as entry from './host-layers-entry';
import { GAMMA_1, GAMMA_18, GAMMA_22, iccProfile, parametricCurve, sampledCurve } from './icc-files';

declare const bundle: typeof entry;

const SAMPLE = join(import.meta.dirname, '../../../plugin/playground/samples/astronaut.png');
const CASES = join(import.meta.dirname, '../../../../shared/cases/06-profile-tone-curve');

let browser: Browser;
let page: Page;
let photo: Buffer;
before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/engine/codec/host-layers-entry.ts');
  photo = await sharp(SAMPLE).resize(256, 256).removeAlpha().png().toBuffer();
});
after(() => browser.close());

const gamma = (hundredThousandths: number): PngChunk => {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(hundredThousandths, 0);
  return { type: 'gAMA', data };
};
const icc = (profile: Uint8Array): PngChunk => iccChunk(Buffer.from(profile));

/** eciRGB v2's curve, L*. */
const lightness = (value: number): number => (value <= 0.08 ? (value * 100) / 903.3 : ((value * 100 + 16) / 116) ** 3);

const TAGS: readonly (readonly [string, PngChunk])[] = [
  ['a profile of gamma 1.8', icc(iccProfile('RGB ', GAMMA_18))],
  ['a profile of gamma 2.2', icc(iccProfile('RGB ', GAMMA_22))],
  ['a linear profile', icc(iccProfile('RGB ', GAMMA_1))],
  ['a profile of L*', icc(iccProfile('RGB ', sampledCurve(1024, lightness)))],
  ['a version 4 profile', icc(iccProfile('RGB ', parametricCurve(0, [1.8]), {}, 0x04200000))],
  ['gAMA 1', gamma(100000)],
  ['gAMA 1/1.8', gamma(55556)],
];
const BT2020: PngChunk = { type: 'cICP', data: Uint8Array.of(9, 14, 0, 1) };

async function assertFits(file: Buffer, space: 'srgb' | 'display-p3', opacity: number): Promise<void> {
  const { stored, solved, fits } = await page.evaluate(
    ([base64, name, amount]) => bundle.compareLayers(base64, name, amount),
    [file.toString('base64'), space, opacity] as const,
  );
  const numbers = `${JSON.stringify({ stored, solved, fits })}`;
  assert.ok(fits, numbers);
  assert.ok(solved.worst <= 2, numbers);
  assert.ok(solved.far <= 0.001, numbers);
  assert.ok(solved.changed > 0.3, numbers);
}

describe('solveLayer in a colour-managing host', () => {
  for (const [name, chunk] of TAGS) {
    for (const space of ['srgb', 'display-p3'] as const) {
      test(`gives the flattened picture over ${name} in a document of ${space}`, () =>
        assertFits(Buffer.from(replacePngChunks(photo, [chunk])), space, 0.6));
    }
  }

  for (const space of ['srgb', 'display-p3'] as const) {
    test(`gives the flattened picture over a Display P3 photo in a document of ${space}`, async () =>
      assertFits(await sharp(photo).modulate({ saturation: 0.6 }).withIccProfile('p3').png().toBuffer(), space, 0.6));

    test(`gives the flattened picture over muted BT.2020 colours in a document of ${space}`, async () => {
      const muted = await sharp(photo).modulate({ saturation: 0.3 }).png().toBuffer();
      await assertFits(Buffer.from(replacePngChunks(muted, [BT2020])), space, 0.6);
    });
  }

  test('says that a layer does not fit where colours lie outside the gamut of the document', async () => {
    const file = Buffer.from(replacePngChunks(photo, [BT2020]));
    const { solved, fits } = await page.evaluate(
      (base64) => bundle.compareLayers(base64, 'srgb', 0.6),
      file.toString('base64'),
    );
    assert.equal(fits, false);
    assert.ok(solved.worst > 2);
  });

  const skip = existsSync(CASES) ? false : 'shared/ is not there';
  // The layer covers the whole picture here, and with it a few colours that sRGB cannot hold.
  for (const name of ['k2_prophoto18.png', 'k6_linear.png']) {
    test(`fits 99.9 % of ${name}, and says whether a value is further off`, { skip }, async () => {
      for (const space of ['srgb', 'display-p3'] as const) {
        const { solved, fits } = await page.evaluate(
          ([base64, document]) => bundle.compareLayers(base64, document, 0.6),
          [readFileSync(join(CASES, name)).toString('base64'), space] as const,
        );
        assert.ok(solved.far <= 0.001, JSON.stringify(solved));
        assert.equal(fits, solved.worst <= 2);
      }
    });
  }
});

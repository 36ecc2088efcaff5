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
import { GAMMA_1, GAMMA_18, GAMMA_22, iccProfile, parametricCurve, sampledCurve, tableProfile } from './icc-files';

declare const bundle: typeof entry;

const SAMPLE = join(import.meta.dirname, '../../../plugin/playground/samples/astronaut.png');
const CASES = join(import.meta.dirname, '../../../../shared/cases/06-profile-tone-curve');
const SPACES = ['srgb', 'display-p3'] as const;

let browser: Browser;
let page: Page;
let photo: Buffer;
before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/engine/codec/host-layers-entry.ts');
  photo = await sharp(SAMPLE).resize(192, 192).removeAlpha().png().toBuffer();
});
after(() => browser.close());

const gamma = (hundredThousandths: number): PngChunk => {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(hundredThousandths, 0);
  return { type: 'gAMA', data };
};
const icc = (profile: Uint8Array): PngChunk => iccChunk(Buffer.from(profile));
const cicp = (primaries: number, transfer: number): PngChunk => ({
  type: 'cICP',
  data: Uint8Array.of(primaries, transfer, 0, 1),
});

/** eciRGB v2's curve, L*. */
const lightness = (value: number): number => (value <= 0.08 ? (value * 100) / 903.3 : ((value * 100 + 16) / 116) ** 3);

const TAGS: readonly (readonly [string, PngChunk])[] = [
  ['a profile of gamma 1.8', icc(iccProfile('RGB ', GAMMA_18))],
  ['a profile of gamma 2.2', icc(iccProfile('RGB ', GAMMA_22))],
  ['a linear profile', icc(iccProfile('RGB ', GAMMA_1))],
  ['a profile of L*', icc(iccProfile('RGB ', sampledCurve(1024, lightness)))],
  ['a version 4 profile', icc(iccProfile('RGB ', parametricCurve(0, [1.8]), {}, 0x04200000))],
  ['a profile of a table', icc(tableProfile(1.8))],
  ['gAMA 1', gamma(100000)],
  ['gAMA 1/1.8', gamma(55556)],
  ['cICP BT.2020', cicp(9, 14)],
  ['cICP PQ', cicp(9, 16)],
  ['cICP HLG', cicp(9, 18)],
];

async function compare(
  file: Buffer,
  space: (typeof SPACES)[number],
  opacity = 0.6,
  most = 2,
): Promise<entry.Comparison> {
  const result = await page.evaluate(([base64, name, amount]) => bundle.compareLayers(base64, name, amount), [
    file.toString('base64'),
    space,
    opacity,
  ] as const);
  const numbers = JSON.stringify(result);
  assert.ok(result.given.worst <= most, numbers);
  assert.ok(result.given.far <= 0.001, numbers);
  assert.ok(result.changed > 0.2, numbers);
  return result;
}

describe('layers in a host that converts colours', () => {
  for (const [name, chunk] of TAGS) {
    // Promise: C3
    test(`give the flattened picture over ${name}, in a document of sRGB and of Display P3`, async () => {
      for (const space of SPACES) {
        const { blendModes, stored } = await compare(Buffer.from(replacePngChunks(photo, [chunk])), space);
        assert.deepEqual(blendModes, ['normal', 'normal']);
        assert.ok(stored.worst > 2, `soft light would be off by ${stored.worst} levels`);
      }
    });
  }

  // Promise: C3, 16
  test('stay soft light over the colours of the document, and become normal over others', async () => {
    const p3 = await sharp(photo).withIccProfile('p3').png().toBuffer();
    for (const [file, space, mode] of [
      [photo, 'srgb', 'soft-light'],
      [p3, 'display-p3', 'soft-light'],
      [photo, 'display-p3', 'normal'],
      [p3, 'srgb', 'normal'],
    ] as const) {
      for (const opacity of [0.3, 1]) {
        // Chromium rounds its soft light in between, so three levels in a few values of 10,000.
        const { blendModes } = await compare(file, space, opacity, mode === 'normal' ? 2 : 3);
        assert.deepEqual(blendModes, [mode, mode]);
      }
    }
  });

  // Promise: C3
  test('give the flattened picture over a grey profile, whose curve the layers carry', async () => {
    const grey = await sharp(photo).toColourspace('b-w').png().toBuffer();
    const file = Buffer.from(replacePngChunks(grey, [icc(iccProfile('GRAY', GAMMA_18))]));
    for (const space of SPACES) await compare(file, space);
  });

  const skip = existsSync(CASES) ? false : 'shared/ is not there';
  for (const name of ['k2_prophoto18.png', 'k6_linear.png']) {
    // Promise: C3
    test(`give the flattened picture over ${name}`, { skip }, async () => {
      for (const space of SPACES) await compare(readFileSync(join(CASES, name)), space);
    });
  }
});

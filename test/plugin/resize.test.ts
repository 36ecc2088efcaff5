import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { HostDocument, HostNode } from '../../plugin/playground/host/index';
import { launchChromium } from '../chromium';
import { openBundle } from '../playground/page-bundle';
import { openPlugin } from './open-plugin';
import { imageOf, SIZE } from './source-cases';
import { largestDifference, ORIGINAL, pixelsOf, RETOUCHED, ROUNDINGS, sceneOf, STRIPED_RESULT } from './striped-scene';

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/playground/renderer-entry.ts');
});
after(() => browser?.close());

const PAINTS: Readonly<Record<ImagePaint['scaleMode'], Partial<ImagePaint>>> = {
  FILL: {},
  FIT: { rotation: 90 },
  CROP: {
    imageTransform: [
      [0.5, 0, 0.25],
      [0, 0.75, 0.125],
    ],
  },
  TILE: { scalingFactor: 0.5 },
};

/** A frame whose picture is its own fill; or a frame with a picture that stretches with it. */
type Make = (document: HostDocument, imageHash: string) => HostNode;

const OWN: (scaleMode: ImagePaint['scaleMode'], layoutMode: 'NONE' | 'VERTICAL') => Make =
  (scaleMode, layoutMode) => (document, imageHash) =>
    document.create('FRAME', { ...SIZE, layoutMode, fills: [imageOf(imageHash, { scaleMode, ...PAINTS[scaleMode] })] });

const STRETCHED: (scaleMode: ImagePaint['scaleMode']) => Make = (scaleMode) => (document, imageHash) => {
  const frame = document.create('FRAME', { ...SIZE });
  document.create(
    'RECTANGLE',
    {
      ...SIZE,
      fills: [imageOf(imageHash, { scaleMode, ...PAINTS[scaleMode] })],
      constraints: { horizontal: 'STRETCH', vertical: 'SCALE' },
    },
    frame,
  );
  return frame;
};

/** Retouches all pictures in a frame, and then resizes the frame. */
async function check(make: Make, size: { readonly width: number; readonly height: number }): Promise<void> {
  const { document, source } = sceneOf(make, 'FRAME', ORIGINAL);
  document.select([source.id]);
  const { host } = await openPlugin(document);
  const { pictures } = await host.beginRun({ flatten: false });
  const [written] = await host.writeResult(pictures[0]!.pictureId, STRIPED_RESULT, 'replace');
  assert.equal(written?.state, 'written');
  await host.endRun();
  document.set(source, size);
  const wanted = sceneOf(make, 'FRAME', RETOUCHED);
  wanted.document.set(wanted.source, size);
  const alone = await pixelsOf(page, wanted.document, [wanted.source]);
  const difference = largestDifference(
    await pixelsOf(page, document, document.page.children),
    await pixelsOf(page, wanted.document, wanted.document.page.children),
    alone,
  );
  assert.ok(difference <= ROUNDINGS, `a pixel is off by ${difference}`);
  const { targets } = (await host.ready()).selection.pictures[0]!;
  assert.deepEqual(targets[0]!.earlier?.changes, [], 'the designer has changed none of our layers');
}

describe('a frame that is resized after a retouch', () => {
  for (const scaleMode of ['FILL', 'FIT', 'CROP', 'TILE'] as const) {
    // Promise: F3
    test(`takes the layers of its own ${scaleMode} picture along`, async () => {
      await check(OWN(scaleMode, 'NONE'), { width: 45, height: 60 });
      await check(OWN(scaleMode, 'VERTICAL'), { width: 90, height: 30 });
    });

    // Promise: F3
    test(`takes the layers of a ${scaleMode} picture along that stretches with it`, async () => {
      await check(STRETCHED(scaleMode), { width: 45, height: 60 });
    });
  }

  // Promise: F3
  test('gets whole layers for a picture that is placed anew, and cropped ones for a crop', async () => {
    for (const make of [OWN, STRETCHED]) {
      const asked = [];
      for (const scaleMode of ['FILL', 'FIT', 'CROP', 'TILE'] as const) {
        const { document, source } = sceneOf(make(scaleMode, 'NONE'), 'FRAME', ORIGINAL);
        document.select([source.id]);
        const { host } = await openPlugin(document);
        asked.push((await host.beginRun({ flatten: false })).pictures[0]!.layers);
      }
      assert.deepEqual(asked, ['full', 'full', 'cropped', 'full']);
    }
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { encode } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import type { Box } from '../../plugin/geometry/box';
import type { RenderNode } from '../../plugin/playground/page/canvas/render-node';
import { imageHashes, renderTree } from '../../plugin/playground/page/editor/render-tree';
import { fileData } from '../../ui/engine/api/picture-data';
import type { PictureResult } from '../../ui/host-api/host-api';
import { launchChromium } from '../chromium';
import { openBundle } from '../playground/page-bundle';
import type * as entry from '../playground/renderer-entry';
import { openPlugin, shown } from './open-plugin';
import { SIZE, SOURCE_CASES, type SourceCase } from './source-cases';

declare const bundle: typeof entry;

const SCENE: Box = { x: 0, y: 0, width: 100, height: 70 };

/** Levels by which a picture that is resampled in several layers may be off, where its neighbours differ by 150. */
const ROUNDINGS = 6;

/** A picture whose pixels tell their place, as it is, retouched, or only where the retouch changes it. */
function picture(kind: 'original' | 'retouched' | 'heal'): Uint8Array {
  const { width, height } = SIZE;
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)];
    const isHealed = (x >> 3) % 2 === 0;
    const changed = isHealed && kind !== 'original';
    const pixel = [80 + 2 * x, 60 + 3 * y, 90].map((value) => (changed ? 255 - value : value));
    if (kind !== 'heal' || isHealed) data.set([...pixel, 255], at * 4);
  }
  return encode({ width, height, channels: 4, data });
}

const [ORIGINAL, RETOUCHED, HEAL] = [picture('original'), picture('retouched'), picture('heal')];
const RESULT: PictureResult = {
  ...SIZE,
  layers: [{ role: 'heal', blendMode: 'normal', opacity: 1, x: 0, y: 0, ...SIZE, image: fileData(HEAL) }],
  flattened: fileData(RETOUCHED),
  summary: { faces: 1, spots: 1 },
  memory: '',
};

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/playground/renderer-entry.ts');
});
after(() => browser?.close());

/** A page with stripes and a source on them. */
function sceneOf(make: SourceCase['make'], type: 'RECTANGLE' | 'FRAME', bytes: Uint8Array) {
  const document = new HostDocument();
  for (let stripe = 0; stripe < 5; stripe++)
    document.create('RECTANGLE', {
      name: 'Stripe',
      width: 20,
      height: 70,
      relativeTransform: [
        [1, 0, stripe * 20],
        [0, 1, 0],
      ],
      fills: [{ type: 'SOLID', color: { r: stripe / 5, g: 0.9, b: 1 - stripe / 5 } }],
    });
  return { document, source: make(document, document.placeImage(bytes), type) };
}

/** RGBA bytes of nodes as the playground draws them. */
async function pixelsOf(document: HostDocument, nodes: readonly HostNode[]): Promise<readonly number[]> {
  const files = Object.fromEntries(
    [...imageHashes(nodes)].map((hash) => [hash, [...(document.image(hash) ?? new Uint8Array())]]),
  );
  return page.evaluate(
    async ({ tree, box, bytes }) => {
      const stored = Object.fromEntries(Object.entries(bytes).map(([hash, file]) => [hash, new Uint8Array(file)]));
      return (await bundle.render(tree, box, 1, stored)).data;
    },
    { tree: renderTree(nodes) as RenderNode[], box: SCENE, bytes: files },
  );
}

/** Retouches a source. What happened, as docs/figma-sources.md writes it. */
async function retouch(document: HostDocument, source: HostNode): Promise<string> {
  document.select([source.id]);
  const { host, errors } = await openPlugin(document);
  const { pictures, skipped } = await host.beginRun({ flatten: false });
  if (pictures.length === 0) return `refused: ${skipped[0]?.problem.code ?? 'not found'}`;
  const [written] = await host.writeResult(pictures[0]!.pictureId, RESULT, 'replace');
  await host.endRun();
  assert.deepEqual(errors, []);
  if (written?.state !== 'written') return JSON.stringify(written);
  return written.flatten === null ? 'layers' : `flattened: ${written.flatten}`;
}

/**
 * The largest difference of two renderings, outside the soft edge of the source. There the source and the layers over
 * it each cover a part of a pixel, which no stack of layers can avoid.
 */
function largestDifference(one: readonly number[], other: readonly number[], alone: readonly number[]): number {
  const alphas = alone.filter((_, at) => at % 4 === 3);
  const whole = alphas.reduce((most, alpha) => Math.max(most, alpha), 0);
  let largest = 0;
  for (let at = 0; at < one.length; at++) {
    const alpha = alphas[at >> 2]!;
    if (alpha === 0 || alpha === whole) largest = Math.max(largest, Math.abs(one[at]! - other[at]!));
  }
  return largest;
}

async function check({ make }: SourceCase, type: 'RECTANGLE' | 'FRAME', outcome: string): Promise<void> {
  const { document, source } = sceneOf(make, type, ORIGINAL);
  const before = shown(document.page);
  const alone = await pixelsOf(document, [source]);
  const untouched = await pixelsOf(document, document.page.children);
  assert.equal(await retouch(document, source), outcome);
  if (outcome.startsWith('refused')) {
    assert.deepEqual(shown(document.page), before);
    return;
  }
  const wanted = sceneOf(make, type, RETOUCHED);
  const [got, expected] = await Promise.all([
    pixelsOf(document, document.page.children),
    pixelsOf(wanted.document, wanted.document.page.children),
  ]);
  assert.ok(largestDifference(untouched, expected, alone) > 30, 'the retouch can be seen');
  const difference = largestDifference(got, expected, alone);
  assert.ok(difference <= ROUNDINGS, `a pixel is off by ${difference}`);
}

describe('a picture on a layer that draws more than its fills', () => {
  for (const each of SOURCE_CASES) {
    // Promise: F1
    test(`${each.section}, ${each.row}: ${each.above}`, () => check(each, 'RECTANGLE', each.above));
    if (each.inside === null) continue;
    // Promise: F1
    test(`${each.section}, ${each.row}, on a frame: ${each.inside}`, () => check(each, 'FRAME', each.inside!));
  }
});

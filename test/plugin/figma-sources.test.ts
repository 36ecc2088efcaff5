import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { HostDocument, HostNode } from '../../plugin/playground/host/index';
import { launchChromium } from '../chromium';
import { openBundle } from '../playground/page-bundle';
import { openPlugin, shown } from './open-plugin';
import { SOURCE_CASES, type SourceCase } from './source-cases';
import { largestDifference, ORIGINAL, pixelsOf, RETOUCHED, ROUNDINGS, sceneOf, STRIPED_RESULT } from './striped-scene';

let browser: Browser;
let page: Page;

before(async () => {
  browser = await launchChromium();
  page = await openBundle(browser, 'test/playground/renderer-entry.ts');
});
after(() => browser?.close());

/** Retouches a source. What happened, as docs/figma-sources.md writes it. */
async function retouch(document: HostDocument, source: HostNode): Promise<string> {
  document.select([source.id]);
  const { host, errors } = await openPlugin(document);
  const { pictures, skipped } = await host.beginRun({ flatten: false });
  if (pictures.length === 0) return `refused: ${skipped[0]?.problem.code ?? 'not found'}`;
  const [written] = await host.writeResult(pictures[0]!.pictureId, STRIPED_RESULT, 'replace');
  await host.endRun();
  assert.deepEqual(errors, []);
  if (written?.state !== 'written') return JSON.stringify(written);
  return written.flatten === null ? 'layers' : `flattened: ${written.flatten}`;
}

async function check({ make }: SourceCase, type: 'RECTANGLE' | 'FRAME', outcome: string): Promise<void> {
  const { document, source } = sceneOf(make, type, ORIGINAL);
  const before = shown(document.page);
  const alone = await pixelsOf(page, document, [source]);
  const untouched = await pixelsOf(page, document, document.page.children);
  assert.equal(await retouch(document, source), outcome);
  if (outcome.startsWith('refused')) {
    assert.deepEqual(shown(document.page), before);
    return;
  }
  const wanted = sceneOf(make, type, RETOUCHED);
  const [got, expected] = await Promise.all([
    pixelsOf(page, document, document.page.children),
    pixelsOf(page, wanted.document, wanted.document.page.children),
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

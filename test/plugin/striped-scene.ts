import { encode } from 'fast-png';
import type { Page } from 'playwright-core';
import { HostDocument, type HostNode } from '../../plugin/playground/host/index';
import type { Box } from '../../plugin/geometry/box';
import type { RenderNode } from '../../plugin/playground/page/canvas/render-node';
import { imageHashes, renderTree } from '../../plugin/playground/page/editor/render-tree';
import { fileData } from '../../ui/engine/api/picture-data';
import type { PictureResult } from '../../ui/host-api/host-api';
import type * as entry from '../playground/renderer-entry';
import { SIZE, type SourceCase } from './source-cases';

declare const bundle: typeof entry;

const SCENE: Box = { x: 0, y: 0, width: 100, height: 70 };

/** Levels by which a picture that is resampled in several layers may be off, where its neighbours differ by 150. */
export const ROUNDINGS = 6;

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

export const [ORIGINAL, RETOUCHED, HEAL] = [picture('original'), picture('retouched'), picture('heal')];
/** The result that turns the original into the retouched picture. */
export const STRIPED_RESULT: PictureResult = {
  ...SIZE,
  layers: [{ role: 'heal', blendMode: 'normal', opacity: 1, x: 0, y: 0, ...SIZE, image: fileData(HEAL) }],
  flattened: fileData(RETOUCHED),
  summary: { faces: 1, spots: 1 },
  memory: '',
};

/** A page with stripes and a source on them; the source shows a picture. */
export function sceneOf(make: SourceCase['make'], type: 'RECTANGLE' | 'FRAME', bytes: Uint8Array) {
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

/**
 * RGBA bytes of nodes as the playground draws them. Bytes travel as base64: playwright wraps each number of an array
 * in an object, which takes longer than the drawing.
 */
export async function pixelsOf(page: Page, document: HostDocument, nodes: readonly HostNode[]): Promise<Uint8Array> {
  const files = Object.fromEntries(
    [...imageHashes(nodes)].map((hash) => [
      hash,
      Buffer.from(document.image(hash) ?? new Uint8Array()).toString('base64'),
    ]),
  );
  const drawn = await page.evaluate(
    async ({ tree, box, texts }) => {
      const stored = Object.fromEntries(
        Object.entries(texts).map(([hash, text]) => [hash, Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0))]),
      );
      const { data } = await bundle.render(tree, box, 1, stored);
      return btoa(Array.from(data, (value) => String.fromCharCode(value)).join(''));
    },
    { tree: renderTree(nodes) as RenderNode[], box: SCENE, texts: files },
  );
  return Buffer.from(drawn, 'base64');
}

/**
 * The largest difference of two renderings, outside the soft edge of the source. There the source and the layers over
 * it each cover a part of a pixel, which no stack of layers can avoid.
 */
export function largestDifference(one: Uint8Array, other: Uint8Array, alone: Uint8Array): number {
  const whole = alone.reduce((most, value, at) => (at % 4 === 3 ? Math.max(most, value) : most), 0);
  let largest = 0;
  for (let at = 0; at < one.length; at++) {
    const alpha = alone[at | 3]!;
    if (alpha === 0 || alpha === whole) largest = Math.max(largest, Math.abs(one[at]! - other[at]!));
  }
  return largest;
}

// The renderer, for its tests inside a page.
import { identity } from '../../plugin/geometry/affine';
import type { Box } from '../../plugin/geometry/box';
import { ImageStore } from '../../plugin/playground/page/canvas/image-store';
import type { RenderNode } from '../../plugin/playground/page/canvas/render-node';
import { Renderer } from '../../plugin/playground/page/canvas/renderer';

/** A node with the plugin API's defaults and these properties. */
export function node(properties: Partial<RenderNode> & { readonly x?: number; readonly y?: number }): RenderNode {
  return {
    id: '1:1',
    type: 'RECTANGLE',
    visible: true,
    opacity: 1,
    blendMode: 'PASS_THROUGH',
    isMask: false,
    maskType: 'ALPHA',
    relativeTransform: [
      [1, 0, properties.x ?? 0],
      [0, 1, properties.y ?? 0],
    ],
    width: 0,
    height: 0,
    clipsContent: false,
    cornerRadii: [0, 0, 0, 0],
    fills: [],
    strokes: [],
    strokeWeight: 1,
    strokeAlign: 'INSIDE',
    effects: [],
    text: null,
    children: [],
    ...properties,
  };
}

export function solid(red: number, green: number, blue: number, more: Partial<SolidPaint> = {}): SolidPaint {
  return { type: 'SOLID', color: { r: red / 255, g: green / 255, b: blue / 255 }, ...more };
}

export function image(imageHash: string, more: Partial<ImagePaint> = {}): ImagePaint {
  return { type: 'IMAGE', imageHash, scaleMode: 'FILL', ...more };
}

/** A PNG whose pixels `pixel` gives as RGBA bytes. Only opaque pixels survive exactly. */
export async function png(
  width: number,
  height: number,
  pixel: (x: number, y: number) => readonly number[],
): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no context');
  const data = context.createImageData(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.data.set(pixel(x, y), (y * width + x) * 4);
  }
  context.putImageData(data, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** The RGBA bytes of nodes inside `box`, at `scale` pixels a canvas unit. */
export async function render(
  nodes: readonly RenderNode[],
  box: Box,
  scale = 1,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<{ readonly width: number; readonly height: number; readonly data: number[] }> {
  const images = new ImageStore(
    (hash) => files[hash] ?? null,
    () => undefined,
  );
  await images.settle(Object.keys(files));
  const canvas = new Renderer(images).raster(nodes, box, scale, identity());
  const data = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
  return { width: canvas.width, height: canvas.height, data: [...data] };
}

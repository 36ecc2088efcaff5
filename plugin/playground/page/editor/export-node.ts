import { unionBox, type Box } from '../../../geometry/box';
import { spaceOf } from '../../host/geometry';
import type { HostNode } from '../../host/node';
import type { ImageStore } from '../canvas/image-store';
import { outlineBox, paintedBox } from '../canvas/node-bounds';
import type { Renderer } from '../canvas/renderer';
import { imageHashes, renderTree } from './render-tree';

/** The largest canvas side, in pixels, that browsers support. */
const LARGEST_SIDE = 16384;

/**
 * Paints a node alone on a transparent canvas, turned as it lies on the page.
 *
 * @param scale pixels a canvas unit
 * @param bounds the part of the page to show; without it, the box around everything painted
 * @throws with Figma's text if nothing is painted or the canvas would be too large
 */
export async function rasterNode(
  renderer: Renderer,
  images: ImageStore,
  node: HostNode,
  scale: number,
  bounds?: Box,
): Promise<OffscreenCanvas> {
  await images.settle(imageHashes([node]));
  const nodes = renderTree(node.type === 'PAGE' ? node.children : [node]);
  const container = spaceOf(node);
  const box = bounds ?? boxOf(node, false);
  if (box === null)
    throw new Error('in exportAsync: Failed to export node. This node may not have any visible layers.');
  if (Math.max(box.width, box.height) * scale > LARGEST_SIDE) throw new Error('in exportAsync: Image is too large');
  return renderer.raster(nodes, box, scale, container);
}

/**
 * exportAsync for the picture formats: an encoded PNG or JPEG.
 *
 * @throws with Figma's text if nothing can be exported
 */
export async function exportNode(
  renderer: Renderer,
  images: ImageStore,
  node: HostNode,
  settings: ExportSettingsImage | undefined,
): Promise<Uint8Array> {
  const box = boxOf(node, settings?.useAbsoluteBounds ?? false);
  if (box === null)
    throw new Error('in exportAsync: Failed to export node. This node may not have any visible layers.');
  const canvas = await rasterNode(renderer, images, node, scaleFor(settings?.constraint, box), box);
  if (settings?.format !== 'JPG') return encode(canvas, 'image/png');
  // A JPEG has no transparency, and Figma puts white behind it.
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return encode(canvas, 'image/jpeg');
}

/** Encodes a canvas as a file. */
export async function encode(canvas: OffscreenCanvas, type: 'image/png' | 'image/jpeg'): Promise<Uint8Array> {
  const blob = await canvas.convertToBlob({ type, quality: 0.92 });
  return new Uint8Array(await blob.arrayBuffer());
}

function scaleFor(constraint: ExportSettingsConstraints | undefined, box: Box): number {
  if (constraint === undefined) return 1;
  switch (constraint.type) {
    case 'SCALE':
      return constraint.value;
    case 'WIDTH':
      return constraint.value / box.width;
    case 'HEIGHT':
      return constraint.value / box.height;
  }
}

function boxOf(node: HostNode, outlineOnly: boolean): Box | null {
  const space = spaceOf(node);
  const nodes = renderTree(node.type === 'PAGE' ? node.children : [node]);
  const boxes = nodes
    .map((each) => (outlineOnly ? outlineBox(each, space) : paintedBox(each, space)))
    .filter((box) => box !== null);
  return unionBox(boxes);
}

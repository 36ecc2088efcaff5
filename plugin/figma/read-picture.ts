import { messageOf } from '../../ui/engine/api/message-of';
import { fileData, type DocumentSpace } from '../../ui/engine/api/picture-data';
import type { ReadResult } from '../../ui/host-api/host-api';
import { rasterBox } from './raster-box';

/** Largest side, in pixels, of an image in Figma. */
const LARGEST_SIDE = 4096;
/** Scale of an exported drawing: at twice its size on the canvas, skin has texture. */
const RASTER_SCALE = 2;

/** The space that Figma blends in. A document without colour management blends stored values, mostly of sRGB. */
function documentSpace(): DocumentSpace {
  return figma.root.documentColorProfile === 'DISPLAY_P3' ? 'display-p3' : 'srgb';
}

/** The stored file of an image. The sandbox never decodes it, because its memory is small. */
export async function readImage(hash: string): Promise<ReadResult> {
  try {
    const image = figma.getImageByHash(hash);
    if (image !== null) return { state: 'read', picture: fileData(await image.getBytesAsync(), documentSpace()) };
  } catch {
    // Figma knows the hash and has lost the file. For people the image is missing.
  }
  return { state: 'failed', problem: { code: 'image-missing' } };
}

/** A layer without an image fill, exported as a PNG of its own content. */
export async function readRaster(nodeId: string): Promise<ReadResult> {
  try {
    const node = await figma.getNodeByIdAsync(nodeId);
    if (node === null || node.type === 'DOCUMENT' || node.type === 'PAGE')
      return { state: 'failed', problem: { code: 'layer-gone' } };
    const { width, height } = rasterBox(node);
    const value = Math.min(RASTER_SCALE, LARGEST_SIDE / Math.max(width, height));
    const bytes = await node.exportAsync({
      format: 'PNG',
      constraint: { type: 'SCALE', value },
      contentsOnly: true,
      useAbsoluteBounds: true,
    });
    return { state: 'read', picture: fileData(bytes, documentSpace()) };
  } catch (error) {
    return { state: 'failed', problem: { code: 'export-failed', detail: messageOf(error) } };
  }
}

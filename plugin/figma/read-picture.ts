import { fileData } from '../../ui/engine/api/picture-data';
import type { ReadResult } from '../../ui/host-api/host-api';
import { rasterBox } from './raster-box';

/** Figma refuses images beyond this many pixels a side. */
const LARGEST_SIDE = 4096;
/** Drawings are exported at twice their size on the canvas, for skin to have texture. */
const RASTER_SCALE = 2;

/** The stored bytes of an image, as they are: never decoded here, where memory is scarce. */
export async function readImage(hash: string): Promise<ReadResult> {
  try {
    const image = figma.getImageByHash(hash);
    if (image !== null) return { state: 'read', picture: fileData(await image.getBytesAsync()) };
  } catch {
    // Figma has the hash but not, or not any more, the file: for people the same as none.
  }
  return { state: 'failed', problem: { code: 'image-missing' } };
}

/** A layer without an image fill as a PNG, its own content only. */
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
    return { state: 'read', picture: fileData(bytes) };
  } catch (error) {
    return { state: 'failed', problem: { code: 'export-failed', detail: messageOf(error) } };
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

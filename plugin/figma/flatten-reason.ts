import type { FlattenReason } from '../../ui/host-api/host-api';
import type { ImageFill, ImageNode } from './image-paint';
import { takesLayersInside } from './placement';

/**
 * The reason why layers over this source would not show the engine's result. Either something changes the source's
 * pixels after its fill, or something lies between the fill and the layers. Null if a stack is exact.
 */
export function flattenReason(node: ImageNode, fill: ImageFill): FlattenReason | null {
  if (hasFilters(fill.paint)) return 'paint-filters';
  if ((fill.paint.opacity ?? 1) < 1) return 'paint-opacity';
  if ((fill.paint.blendMode ?? 'NORMAL') !== 'NORMAL') return 'blend-mode';
  if (hasVisibleFillAbove(node, fill.index)) return 'other-fills';
  if (takesLayersInside(node)) return null;
  if ('opacity' in node && node.opacity < 1) return 'opacity';
  if ('blendMode' in node && node.blendMode !== 'NORMAL' && node.blendMode !== 'PASS_THROUGH') return 'blend-mode';
  return null;
}

function hasFilters(paint: ImagePaint): boolean {
  const filters = paint.filters;
  return filters !== undefined && Object.values(filters).some((amount) => amount !== undefined && amount !== 0);
}

function hasVisibleFillAbove(node: ImageNode, index: number): boolean {
  if (node.fills === figma.mixed) return false;
  return node.fills.slice(index + 1).some((paint) => paint.visible !== false && (paint.opacity ?? 1) > 0);
}

import { coveredEffects } from './drawn-effects';
import type { ImageNode } from './image-paint';
import { isVisiblePaint } from './opaque-paint';

/** The strokes that a node draws. */
export function visibleStrokes(node: MinimalStrokesMixin): readonly Paint[] {
  const strokes = node.strokes.filter(isVisiblePaint);
  return strokes.length > 0 && node.strokeWeight !== 0 ? strokes : [];
}

/**
 * The strokes that a flattened picture must have too, because it covers those of its source. Strokes outside the shape
 * are not covered; they count if an inner shadow starts at their edge.
 */
export function coveredStrokes(node: ImageNode): readonly Paint[] {
  const strokes = visibleStrokes(node);
  if (strokes.length === 0 || node.strokeAlign !== 'OUTSIDE') return strokes;
  return coveredEffects(node.effects).length > 0 ? strokes : [];
}

import { isWithinUnitSquare } from '../geometry/image-placement';

/** Whether a paint is drawn at all. */
export function isVisiblePaint(paint: Paint): boolean {
  return paint.visible !== false && (paint.opacity ?? 1) > 0;
}

/**
 * Whether a paint hides everything beneath it, over the whole shape. The host does not read pixels, so a picture counts
 * as opaque. A fitted picture leaves bands; a pattern, a shader or a video may leave gaps.
 */
export function isOpaquePaint(paint: Paint): boolean {
  if (paint.visible === false || (paint.opacity ?? 1) < 1 || (paint.blendMode ?? 'NORMAL') !== 'NORMAL') return false;
  switch (paint.type) {
    case 'SOLID':
      return true;
    case 'GRADIENT_LINEAR':
    case 'GRADIENT_RADIAL':
    case 'GRADIENT_ANGULAR':
    case 'GRADIENT_DIAMOND':
      return paint.gradientStops.every(({ color }) => color.a === 1);
    case 'IMAGE':
      return paint.scaleMode !== 'FIT' && (paint.scaleMode !== 'CROP' || isWithinUnitSquare(paint.imageTransform));
    default:
      return false;
  }
}

/** Whether a plugin can set a paint at once, together with others. A pattern needs its source loaded first. */
export function isSettablePaint(paint: Paint): boolean {
  return paint.type === 'SOLID' || paint.type === 'IMAGE' || paint.type.startsWith('GRADIENT_');
}

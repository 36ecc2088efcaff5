import { identity, invert, mapBox, multiply, scaling, translation, type Affine } from './affine';
import type { Box } from './box';

/** Largest difference, in unit squares, that is a host's rounding. */
const ROUNDING = 1e-6;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The fields of an image paint that place its picture, as Figma's ImagePaint names them. */
export interface ImagePlacementPaint {
  readonly scaleMode: 'FILL' | 'FIT' | 'CROP' | 'TILE';
  readonly imageTransform?: Affine;
  /** Degrees, in quarter turns. */
  readonly rotation?: number;
  readonly scalingFactor?: number;
}

/**
 * The map from a picture's pixels to the space of the node whose fill it is; null for a degenerate crop.
 *
 * FILL covers the node, and FIT lies inside it. Both are centred and turned by the paint's quarter turns.
 * CROP follows imageTransform, which maps the node's unit square to the picture's unit square.
 * TILE gives the first tile, at the top left corner, with scalingFactor canvas units a pixel.
 */
export function imagePlacement(paint: ImagePlacementPaint, node: Size, picture: Size): Affine | null {
  if (paint.scaleMode === 'CROP') {
    const crop = paint.imageTransform === undefined ? null : invert(paint.imageTransform);
    if (paint.imageTransform !== undefined && crop === null) return null;
    const unit = scaling(1 / picture.width, 1 / picture.height);
    return multiply(scaling(node.width, node.height), crop === null ? unit : multiply(crop, unit));
  }
  const turns = (((Math.round((paint.rotation ?? 0) / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3;
  const turned = turns % 2 === 0 ? picture : { width: picture.height, height: picture.width };
  const turn = quarterTurns(turns, picture);
  if (paint.scaleMode === 'TILE') return multiply(scaling(paint.scalingFactor ?? 1), turn);
  const horizontal = node.width / turned.width;
  const vertical = node.height / turned.height;
  const scale = paint.scaleMode === 'FIT' ? Math.min(horizontal, vertical) : Math.max(horizontal, vertical);
  const left = (node.width - turned.width * scale) / 2;
  const top = (node.height - turned.height * scale) / 2;
  return multiply(multiply(translation(left, top), scaling(scale)), turn);
}

/** Turns a picture clockwise by quarter turns. The turned picture's top left corner lies at the origin. */
function quarterTurns(turns: 0 | 1 | 2 | 3, { width, height }: Size): Affine {
  switch (turns) {
    case 0:
      return identity();
    case 1:
      return [
        [0, -1, height],
        [1, 0, 0],
      ];
    case 2:
      return [
        [-1, 0, width],
        [0, -1, height],
      ];
    case 3:
      return [
        [0, 1, 0],
        [-1, 0, width],
      ];
  }
}

/**
 * The `imageTransform` (node's unit square → picture's unit square) of a CROP paint that shows a part of a picture
 * exactly where `paint` shows the whole. Null for a tiled or a degenerate paint: no CROP paint equals those.
 */
export function croppedTransform(paint: ImagePlacementPaint, node: Size, picture: Size, part: Box): Affine | null {
  if (paint.scaleMode === 'TILE') return null;
  const placement = imagePlacement(paint, node, picture);
  const inverse = placement === null ? null : invert(placement);
  if (inverse === null) return null;
  const toPart = multiply(scaling(1 / part.width, 1 / part.height), translation(-part.x, -part.y));
  return multiply(toPart, multiply(inverse, scaling(node.width, node.height)));
}

/** Whether a map of the unit square (an `imageTransform`) stays in the unit square: a crop without empty borders. */
export function isWithinUnitSquare(transform: Affine = identity()): boolean {
  const { x, y, width, height } = mapBox(transform, { x: 0, y: 0, width: 1, height: 1 });
  return x >= -ROUNDING && y >= -ROUNDING && x + width <= 1 + ROUNDING && y + height <= 1 + ROUNDING;
}

import type { FlattenReason, HostProblem, LayerObstacle } from '../../ui/host-api/host-api';
import { coveredEffects, drawnEffects } from './drawn-effects';
import type { ImageSource, RasterSource, Source } from './find-sources';
import type { ImageFill, ImageNode } from './image-paint';
import { instanceHides } from './instance-looks';
import type { NodeTree } from './node-tree';
import { isOpaquePaint, isSettablePaint, isVisiblePaint } from './opaque-paint';
import { takesLayersInside } from './placement';
import { coveredStrokes } from './strokes';

/** How the result can be shown so that the source looks as if its picture were the retouched one. */
export type LayerPlan =
  | { readonly state: 'layers' }
  /** Layers would not be exact; a flattened picture with the source's strokes and inner shadows is. */
  | { readonly state: 'flatten'; readonly reason: FlattenReason }
  /** Nothing that can be written is exact. */
  | { readonly state: 'refused'; readonly obstacle: LayerObstacle };

const LAYERS: LayerPlan = { state: 'layers' };

/** The plan for a source. It reads everything that the source draws beyond its picture. */
export function layerPlan(source: Source, tree: NodeTree): LayerPlan {
  // Each property is read once: a scan of a large selection is as fast as its reads.
  const effects = effectsOf(source);
  const obstacle = obstacleAt(source, effects, tree);
  if (obstacle !== null) return { state: 'refused', obstacle };
  return source.kind === 'raster' ? { state: 'flatten', reason: 'rasterised' } : imagePlan(source, effects, tree);
}

/** The message for an obstacle. @param retouched whether a retouch lies on the layer already */
export function problemOf(obstacle: LayerObstacle, retouched: boolean): HostProblem {
  return { ...obstacle, retouched };
}

function obstacleAt(source: Source, effects: readonly Effect[], tree: NodeTree): LayerObstacle | null {
  const { node } = source;
  const inside = source.kind === 'image' && takesLayersInside(node, tree);
  const place = placeObstacle(source, inside, tree);
  if (place !== null) return place;
  if (isMask(source)) return { code: 'layer-is-mask' };
  for (const rules of drawnEffects(effects)) {
    if ((inside ? rules.inside : rules.above) === 'refuse') return { code: 'layer-effects', effect: rules.name };
  }
  if (inside) return null;
  if (opacityOf(source) < 1) return { code: 'layer-opacity' };
  const blendMode = blendModeOf(source);
  if (blendMode !== 'NORMAL' && blendMode !== 'PASS_THROUGH') return { code: 'layer-blend-mode' };
  return instanceHides(node, tree) ? { code: 'layer-in-instance' } : null;
}

/** Why no layer can lie inside a source, or beside it; null if one can. */
function placeObstacle({ kind, node }: Source, inside: boolean, tree: NodeTree): LayerObstacle | null {
  if (kind === 'image' && tree.rulesOf(node).layers === 'none') return { code: 'layer-type' };
  if (inside || hasPlaceBeside(node, tree)) return null;
  return { code: tree.rulesOf(anchorOf(node, tree)).layers === 'redraw' ? 'layer-in-template' : 'layer-type' };
}

/** The node that layers beside a node lie beside: the outermost instance around it, or the node itself. */
function anchorOf(node: SceneNode, tree: NodeTree): SceneNode {
  return tree.outermostInstance(node) ?? node;
}

/** Whether a group may stand beside the anchor of a node. An instance that is a Buzz asset has no place beside it. */
function hasPlaceBeside(node: SceneNode, tree: NodeTree): boolean {
  const parent = tree.parentOf(anchorOf(node, tree));
  return parent === null || tree.rulesOf(parent).takesGroups;
}

function imagePlan(source: ImageSource, effects: readonly Effect[], tree: NodeTree): LayerPlan {
  const { node, fill } = source;
  const paintReason = paintReasonOf(fill);
  if (takesLayersInside(node, tree)) {
    // Figma draws the strokes of a frame over its children.
    return paintReason === null ? LAYERS : flattened(fill, paintReason, mixesBelow(paintReason));
  }
  const hasInnerShadow = coveredEffects(effects).length > 0;
  const strokes = coveredStrokes(node);
  const shapeReason = hasInnerShadow ? 'inner-shadow' : strokes.length > 0 ? 'strokes' : null;
  if (shapeReason !== null && tree.rulesOf(node).layers === 'redraw')
    return refused(hasInnerShadow ? { code: 'layer-effects', effect: 'inner-shadow' } : { code: 'layer-strokes' });
  const areOpaque = strokes.every(isOpaquePaint);
  if (isDrawnTwice(node, strokes)) return refused({ code: 'layer-strokes' });
  const reason = paintReason ?? shapeReason;
  if (reason === null) return LAYERS;
  const mixesWithSource = mixesBelow(paintReason) || hasInnerShadow || !areOpaque;
  return flattened(fill, reason, mixesWithSource);
}

/** Whether a flattened picture with these strokes shows them twice: where see-through ones reach outside the shape. */
function isDrawnTwice(node: ImageNode, strokes: readonly Paint[]): boolean {
  if (strokes.length === 0) return false;
  return hasBrush(node) || (node.strokeAlign !== 'INSIDE' && !strokes.every(isOpaquePaint));
}

function mixesBelow(reason: FlattenReason | null): boolean {
  return reason !== null && reason !== 'paint-filters';
}

function refused(obstacle: LayerObstacle): LayerPlan {
  return { state: 'refused', obstacle };
}

/** @param needsBase whether the flattened picture is exact only if it hides its source completely */
function flattened(fill: ImageFill, reason: FlattenReason, needsBase: boolean): LayerPlan {
  const isCovered = !needsBase || baseIndex(fill) !== null;
  return isCovered && coveringFills(fill).every(isSettablePaint)
    ? { state: 'flatten', reason }
    : refused({ code: 'layer-fills' });
}

/** Why the fills of a source ask for a flattened picture; null if they do not. */
function paintReasonOf({ paint, fills, index }: ImageFill): FlattenReason | null {
  if (hasFilters(paint)) return 'paint-filters';
  if ((paint.opacity ?? 1) < 1) return 'paint-opacity';
  if ((paint.blendMode ?? 'NORMAL') !== 'NORMAL') return 'blend-mode';
  return fills.slice(index + 1).some(isVisiblePaint) ? 'other-fills' : null;
}

function hasFilters({ filters = {} }: ImagePaint): boolean {
  return Object.values(filters).some((amount) => amount !== undefined && amount !== 0);
}

/** Index of the topmost fill, at or below the picture, that hides everything beneath it; null if none does. */
function baseIndex({ fills, index }: ImageFill): number | null {
  for (let at = index; at >= 0; at--) if (isOpaquePaint(fills[at]!)) return at;
  return null;
}

/** The fills of a flattened picture, bottom first: from the one that hides all beneath it, or from the picture. */
export function coveringFills(fill: ImageFill): readonly Paint[] {
  return fill.fills.slice(baseIndex(fill) ?? fill.index);
}

function hasBrush(node: ImageNode): boolean {
  return 'complexStrokeProperties' in node && node.complexStrokeProperties.type !== 'BASIC';
}

function isMask({ kind, node }: ImageSource | RasterSource): boolean {
  return kind === 'image' ? node.isMask : 'isMask' in node && node.isMask;
}

function effectsOf({ kind, node }: ImageSource | RasterSource): readonly Effect[] {
  return kind === 'image' ? node.effects : 'effects' in node ? node.effects : [];
}

function opacityOf({ kind, node }: ImageSource | RasterSource): number {
  return kind === 'image' ? node.opacity : 'opacity' in node ? node.opacity : 1;
}

function blendModeOf({ kind, node }: ImageSource | RasterSource): BlendMode {
  return kind === 'image' ? node.blendMode : 'blendMode' in node ? node.blendMode : 'NORMAL';
}

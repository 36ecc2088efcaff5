import { identity, invert, multiply, translation } from '../geometry/affine';
import type { Source } from './find-sources';
import { holdsLayers } from './holds-layers';
import { rasterBox } from './raster-box';

/** The place of the layers for a source. */
export interface Placement {
  readonly parent: BaseNode & ChildrenMixin;
  /** Index of the group in the parent: directly above the source. */
  readonly index: number;
  /** Transform of the source's picture, relative to `parent`. */
  readonly relativeTransform: Transform;
  /** The parent has auto layout; our group must be positioned absolutely. */
  readonly autoLayout: boolean;
}

/**
 * The place above the source in its own parent. An instance takes no children, so the group then lies above the
 * outermost instance. For a frame with an image fill the group lies inside it, below its children.
 */
export function placementFor(source: Source): Placement | null {
  const { node } = source;
  if (source.kind === 'image' && takesLayersInside(node)) {
    return { parent: node, index: 0, relativeTransform: identity(), autoLayout: laysOutChildren(node) };
  }
  const anchor = outermostInstance(node) ?? node;
  const { parent } = anchor;
  if (parent === null || !('children' in parent)) return null;
  return {
    parent: parent as BaseNode & ChildrenMixin,
    index: parent.children.indexOf(anchor) + 1,
    relativeTransform:
      source.kind === 'image' && anchor === node
        ? node.relativeTransform
        : multiply(invert(containerTransform(parent)) ?? identity(), pictureTransform(source)),
    autoLayout: laysOutChildren(parent),
  };
}

/** Whether layers lie inside their source. Its opacity and blend mode then apply to them as well. */
export function takesLayersInside(source: SceneNode): source is SceneNode & ChildrenMixin {
  return holdsLayers(source) && source.type !== 'INSTANCE' && outermostInstance(source) === null;
}

/** Transform of the source's picture on the page. */
function pictureTransform({ kind, node }: Source): Transform {
  if (kind === 'image') return node.absoluteTransform;
  const { x, y } = rasterBox(node);
  return translation(x, y);
}

function laysOutChildren(parent: BaseNode): boolean {
  return 'layoutMode' in parent && parent.layoutMode !== 'NONE';
}

function outermostInstance(node: SceneNode): SceneNode | null {
  let outermost: SceneNode | null = null;
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor.type === 'INSTANCE') outermost = ancestor;
  }
  return outermost;
}

/** The space of the children's relativeTransform. A group has none: its children use that of the group's container. */
function containerTransform(parent: BaseNode): Transform {
  let container: BaseNode | null = parent;
  while (container !== null && (container.type === 'GROUP' || container.type === 'BOOLEAN_OPERATION'))
    container = container.parent;
  return container !== null && 'absoluteTransform' in container ? container.absoluteTransform : identity();
}

import { identity, invert, multiply, translation } from '../geometry/affine';
import type { Source } from './find-sources';
import { holdsLayers } from './holds-layers';
import { rasterBox } from './raster-box';

/** Where layers for a source go. */
export interface Placement {
  readonly parent: BaseNode & ChildrenMixin;
  /** Index in the parent at which the group is to stand: right above the source. */
  readonly index: number;
  /** Where the source's picture lies, as a child of `parent` needs it. */
  readonly relativeTransform: Transform;
  /** The parent lays its children out by itself; ours must stand out of that. */
  readonly autoLayout: boolean;
}

/**
 * Above the source in its own parent. For a source in an instance, which takes no children, above the outermost
 * instance; for a frame with a picture of its own, inside it and below whatever lies on the picture.
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

/** Whether layers for a source go inside it: then its opacity and blend mode are over them as well. */
export function takesLayersInside(source: SceneNode): source is SceneNode & ChildrenMixin {
  return holdsLayers(source) && source.type !== 'INSTANCE' && outermostInstance(source) === null;
}

/** Where the source's picture lies on the page. */
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

/** The space that children's relativeTransform is in: groups have none of their own, their children live in the group's container. */
function containerTransform(parent: BaseNode): Transform {
  let container: BaseNode | null = parent;
  while (container !== null && (container.type === 'GROUP' || container.type === 'BOOLEAN_OPERATION'))
    container = container.parent;
  return container !== null && 'absoluteTransform' in container ? container.absoluteTransform : identity();
}

import { identity, invert, multiply, translation } from '../geometry/affine';
import type { Source } from './find-sources';
import type { NodeTree, ParentNode } from './node-tree';
import { rasterBox } from './raster-box';

/** The place of the layers for a source. */
export interface Placement {
  readonly parent: ParentNode;
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
export function placementFor(source: Source, tree: NodeTree): Placement | null {
  const { node } = source;
  if (source.kind === 'image' && takesLayersInside(node, tree)) {
    return { parent: node, index: 0, relativeTransform: identity(), autoLayout: laysOutChildren(node) };
  }
  const anchor = tree.outermostInstance(node) ?? node;
  const parent = tree.parentOf(anchor);
  if (parent === null) return null;
  return {
    parent,
    index: tree.childrenOf(parent).findIndex(({ id }) => id === anchor.id) + 1,
    relativeTransform:
      source.kind === 'image' && anchor === node
        ? node.relativeTransform
        : multiply(invert(containerTransform(parent)) ?? identity(), pictureTransform(source)),
    autoLayout: laysOutChildren(parent),
  };
}

/** Whether layers lie inside their source. Its opacity and blend mode then apply to them as well. */
export function takesLayersInside(source: SceneNode, tree: NodeTree): source is SceneNode & ChildrenMixin {
  return tree.rulesOf(source).layers === 'inside' && tree.outermostInstance(source) === null;
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

/** The space of the children's relativeTransform. A group has none: its children use that of the group's container. */
function containerTransform(parent: BaseNode): Transform {
  let container: BaseNode | null = parent;
  while (container !== null && (container.type === 'GROUP' || container.type === 'BOOLEAN_OPERATION'))
    container = container.parent;
  return container !== null && 'absoluteTransform' in container ? container.absoluteTransform : identity();
}

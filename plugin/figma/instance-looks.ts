import { drawnEffects } from './drawn-effects';
import type { NodeTree, ParentNode } from './node-tree';
import { rasterBox } from './raster-box';
import { visibleStrokes } from './strokes';

/** Largest difference, in canvas units, that is a host's rounding. */
const ROUNDING = 0.01;

/**
 * Whether something inside the outermost instance around a node changes how the node looks. Layers for it lie above
 * that instance, where none of it applies: an effect, opacity, a mask or a clip of an ancestor, or a layer over the
 * node.
 */
export function instanceHides(node: SceneNode, tree: NodeTree): boolean {
  if (tree.rulesOf(node).layers === 'redraw' && childrenCover(node as SceneNode & ChildrenMixin, tree)) return true;
  const instance = tree.outermostInstance(node);
  if (instance === null) return false;
  let part: SceneNode = node;
  for (const ancestor of tree.ancestorsOf(node)) {
    if (changesLooks(ancestor as SceneNode, node) || siblingHides(part, ancestor, node, tree)) return true;
    if (ancestor.id === instance.id) return false;
    part = ancestor as SceneNode;
  }
  return false;
}

function childrenCover(instance: SceneNode & ChildrenMixin, tree: NodeTree): boolean {
  return tree.childrenOf(instance).some((child) => covers(child, instance));
}

/** Whether an ancestor draws over its children, or shows them otherwise than they are. */
function changesLooks(ancestor: SceneNode, node: SceneNode): boolean {
  if ('effects' in ancestor && drawnEffects(ancestor.effects).some(({ above }) => above !== 'exact')) return true;
  if ('opacity' in ancestor && ancestor.opacity < 1) return true;
  if ('blendMode' in ancestor && ancestor.blendMode !== 'NORMAL' && ancestor.blendMode !== 'PASS_THROUGH') return true;
  if ('strokes' in ancestor && ancestor.strokeAlign !== 'OUTSIDE' && visibleStrokes(ancestor).length > 0) return true;
  return 'clipsContent' in ancestor && ancestor.clipsContent && !isWithin(rasterBox(node), rasterBox(ancestor));
}

/** Whether a sibling of a part masks it, or lies over the node. */
function siblingHides(part: SceneNode, parent: ParentNode, node: SceneNode, tree: NodeTree): boolean {
  const siblings = tree.childrenOf(parent);
  const place = siblings.findIndex(({ id }) => id === part.id);
  return siblings.some((sibling, index) =>
    index < place ? 'isMask' in sibling && sibling.isMask && sibling.visible : index > place && covers(sibling, node),
  );
}

function covers(sibling: SceneNode, node: SceneNode): boolean {
  if (!sibling.visible) return false;
  const [one, other] = [rasterBox(sibling), rasterBox(node)];
  return (
    one.x < other.x + other.width - ROUNDING &&
    other.x < one.x + one.width - ROUNDING &&
    one.y < other.y + other.height - ROUNDING &&
    other.y < one.y + one.height - ROUNDING
  );
}

function isWithin(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x - ROUNDING &&
    inner.y >= outer.y - ROUNDING &&
    inner.x + inner.width <= outer.x + outer.width + ROUNDING &&
    inner.y + inner.height <= outer.y + outer.height + ROUNDING
  );
}

import { invert, multiply } from './transform';

/** Where layers for a source go. */
export interface Placement {
  readonly parent: BaseNode & ChildrenMixin;
  /** Index in the parent at which the group is to stand: right above the source. */
  readonly index: number;
  /** The source's transform, as a child of `parent` needs it. */
  readonly relativeTransform: Transform;
  /** The parent lays its children out by itself; ours must stand out of that. */
  readonly autoLayout: boolean;
}

/** Above the source in its own parent; for a source in an instance, which takes no children, above the outermost instance. */
export function placementFor(source: SceneNode): Placement | null {
  const anchor = outermostInstance(source) ?? source;
  const { parent } = anchor;
  if (parent === null || !('children' in parent)) return null;
  return {
    parent: parent as BaseNode & ChildrenMixin,
    index: parent.children.indexOf(anchor) + 1,
    relativeTransform: anchor === source ? source.relativeTransform : multiply(invert(containerTransform(parent)), source.absoluteTransform),
    autoLayout: 'layoutMode' in parent && parent.layoutMode !== 'NONE',
  };
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
  while (container !== null && (container.type === 'GROUP' || container.type === 'BOOLEAN_OPERATION')) container = container.parent;
  return container !== null && 'absoluteTransform' in container ? container.absoluteTransform : [[1, 0, 0], [0, 1, 0]];
}

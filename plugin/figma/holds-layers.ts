/** Whether a node contains layers. The children of a boolean operation are parts of its shape, not layers. */
export function holdsLayers(node: SceneNode): node is SceneNode & ChildrenMixin {
  return 'children' in node && node.type !== 'BOOLEAN_OPERATION';
}

/** Whether a node is a part of a boolean operation. Layers beside it would change the shape. */
export function isShapePart(node: SceneNode): boolean {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor.type === 'BOOLEAN_OPERATION') return true;
  }
  return false;
}

/** Whether a node has layers of its own inside. What is in a boolean operation is only the parts of its shape. */
export function holdsLayers(node: SceneNode): node is SceneNode & ChildrenMixin {
  return 'children' in node && node.type !== 'BOOLEAN_OPERATION';
}

/** Whether a node is a part of a shape: nothing of its own is drawn, and layers beside it would change the shape. */
export function isShapePart(node: SceneNode): boolean {
  for (let ancestor = node.parent; ancestor !== null; ancestor = ancestor.parent) {
    if (ancestor.type === 'BOOLEAN_OPERATION') return true;
  }
  return false;
}

/** What an export of a layer shows: its box on the page, upright however the layer is turned. */
export function rasterBox(node: SceneNode): Rect {
  const box = node.absoluteBoundingBox;
  if (box !== null) return box;
  const [[, , x], [, , y]] = node.absoluteTransform;
  return { x, y, width: node.width, height: node.height };
}

/** The part of the page that an export of a layer shows: its upright bounding box. */
export function rasterBox(node: SceneNode): Rect {
  const box = node.absoluteBoundingBox;
  if (box !== null) return box;
  const [[, , x], [, , y]] = node.absoluteTransform;
  return { x, y, width: node.width, height: node.height };
}

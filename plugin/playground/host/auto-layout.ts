import { sizeOf } from './geometry';
import { isBracket, type HostNode } from './node';

/** Lays a frame's children out in a row or column, as auto layout does; children with ABSOLUTE positioning stay where they are. */
export function layOut(frame: HostNode): void {
  const { layoutMode, itemSpacing, paddingLeft, paddingTop } = frame.values;
  if (layoutMode === 'NONE') return;
  let x = paddingLeft;
  let y = paddingTop;
  for (const child of frame.children) {
    if (child.values.layoutPositioning === 'ABSOLUTE' || !child.values.visible) continue;
    const { width, height } = sizeOf(child);
    moveTo(child, x, y);
    if (layoutMode === 'HORIZONTAL') x += width + itemSpacing;
    else y += height + itemSpacing;
  }
}

/** Moves a node's origin; a group moves with all its children. */
export function moveTo(node: HostNode, x: number, y: number): void {
  if (!isBracket(node.type)) {
    const [[a, c], [b, d]] = node.values.relativeTransform;
    node.values.relativeTransform = [
      [a, c, x],
      [b, d, y],
    ];
    return;
  }
  const before = boundsCorner(node);
  for (const child of node.children) {
    const corner = boundsCorner(child);
    moveTo(child, corner.x + x - before.x, corner.y + y - before.y);
  }
}

function boundsCorner(node: HostNode): { x: number; y: number } {
  if (!isBracket(node.type)) return { x: node.values.relativeTransform[0][2], y: node.values.relativeTransform[1][2] };
  const corners = node.children.map(boundsCorner);
  return { x: Math.min(...corners.map(({ x }) => x)), y: Math.min(...corners.map(({ y }) => y)) };
}

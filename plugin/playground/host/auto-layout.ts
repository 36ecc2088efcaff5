import { boxAround, type Point } from '../../geometry/box';
import { sizeOf } from './geometry';
import { isBracket, type HostNode } from './node';

/**
 * Arranges a frame's children in a row or column, as auto layout does. Hidden children and those with ABSOLUTE
 * positioning stay where they are.
 */
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

/** Moves a node's origin to (x, y) in the space of its container. A group moves with all its children. */
export function moveTo(node: HostNode, x: number, y: number): void {
  if (!isBracket(node.type)) {
    const [[a, c, oldX], [b, d, oldY]] = node.values.relativeTransform;
    if (x === oldX && y === oldY) return;
    const relativeTransform: Transform = [
      [a, c, x],
      [b, d, y],
    ];
    node.values = { ...node.values, relativeTransform };
    return;
  }
  const before = originOf(node);
  for (const child of node.children) {
    const origin = originOf(child);
    moveTo(child, origin.x + x - before.x, origin.y + y - before.y);
  }
}

/** The origin of a node; for a group, the least x and y of its children's origins. */
function originOf(node: HostNode): Point {
  if (!isBracket(node.type)) return { x: node.values.relativeTransform[0][2], y: node.values.relativeTransform[1][2] };
  return boxAround(node.children.map(originOf)) ?? { x: Infinity, y: Infinity };
}

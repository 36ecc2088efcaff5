import { isBracket, isFrame, type HostNode } from './node';

/** The start and the length of a node along one axis, in the space of its frame. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** Places a frame's children after it was resized from a size, as their constraints say. Groups pass it on. */
export function followResize(frame: HostNode, width: number, height: number): void {
  const isAutoLayout = frame.values.layoutMode !== 'NONE';
  for (const child of frame.children) {
    if (isAutoLayout && child.values.layoutPositioning !== 'ABSOLUTE') continue;
    follow(child, { width, height }, frame.values);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function follow(node: HostNode, before: Size, after: Size): void {
  if (isBracket(node.type)) {
    for (const child of node.children) follow(child, before, after);
    return;
  }
  const { constraints, relativeTransform, width, height } = node.values;
  const [[a, c, x], [b, d, y]] = relativeTransform;
  const across = moved(constraints.horizontal, { start: x, length: width }, before.width, after.width);
  const down = moved(constraints.vertical, { start: y, length: height }, before.height, after.height);
  node.values = {
    ...node.values,
    width: across.length,
    height: down.length,
    relativeTransform: [
      [a, c, across.start],
      [b, d, down.start],
    ],
  };
  if (isFrame(node.type)) followResize(node, width, height);
}

function moved(constraint: ConstraintType, { start, length }: Span, before: number, after: number): Span {
  const more = after - before;
  switch (constraint) {
    case 'MIN':
      return { start, length };
    case 'CENTER':
      return { start: start + more / 2, length };
    case 'MAX':
      return { start: start + more, length };
    case 'STRETCH':
      return { start, length: Math.max(0.01, length + more) };
    case 'SCALE':
      return { start: (start * after) / before, length: (length * after) / before };
  }
}

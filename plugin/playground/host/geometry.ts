import { isBracket, type HostNode } from './node';

const IDENTITY: Transform = [
  [1, 0, 0],
  [0, 1, 0],
];

/** `outer` after `inner`. */
export function combine(outer: Transform, inner: Transform): Transform {
  const [[a, c, x], [b, d, y]] = outer;
  const [[e, g, u], [f, h, v]] = inner;
  return [
    [a * e + c * f, a * g + c * h, a * u + c * v + x],
    [b * e + d * f, b * g + d * h, b * u + d * v + y],
  ];
}

export function inverse([[a, c, x], [b, d, y]]: Transform): Transform {
  const determinant = a * d - b * c;
  if (determinant === 0) return IDENTITY;
  const [ia, ic, ib, id] = [d / determinant, -c / determinant, -b / determinant, a / determinant];
  return [
    [ia, ic, -(ia * x + ic * y)],
    [ib, id, -(ib * x + id * y)],
  ];
}

/** The node whose space a node's relativeTransform is in: the nearest ancestor that is no bracket. */
export function containerOf(node: HostNode): HostNode | null {
  let ancestor = node.parent;
  while (ancestor !== null && isBracket(ancestor.type)) ancestor = ancestor.parent;
  return ancestor;
}

/** From a node's own space to the page. */
export function absoluteTransform(node: HostNode): Transform {
  const own = ownTransform(node);
  const container = containerOf(node);
  return container === null || container.type === 'PAGE' ? own : combine(absoluteTransform(container), own);
}

/** A node's relativeTransform; a group's is the corner of its children's bounds. */
export function ownTransform(node: HostNode): Transform {
  if (node.type === 'PAGE') return IDENTITY;
  if (!isBracket(node.type)) return node.values.relativeTransform;
  const { x, y } = groupBounds(node);
  return [
    [1, 0, x],
    [0, 1, y],
  ];
}

export function sizeOf(node: HostNode): { readonly width: number; readonly height: number } {
  return isBracket(node.type) ? groupBounds(node) : node.values;
}

/** The upright box around a node on the page. */
export function absoluteBounds(node: HostNode): Rect {
  return boundsOf(cornersOf(node, absoluteTransform(node)));
}

/** The box around a group's children, in the space of the group's container. */
function groupBounds(group: HostNode): Rect {
  return boundsOf(group.children.flatMap((child) => cornersOf(child, ownTransform(child))));
}

function cornersOf(node: HostNode, [[a, c, x], [b, d, y]]: Transform): (readonly [x: number, y: number])[] {
  const { width, height } = sizeOf(node);
  return [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([u, v]) => [a * u! + c * v! + x, b * u! + d * v! + y] as const);
}

function boundsOf(points: readonly (readonly [x: number, y: number])[]): Rect {
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

/** Degrees, counter-clockwise, as Figma counts. */
export function rotationOf(transform: Transform): number {
  return (Math.atan2(-transform[1][0], transform[0][0]) * 180) / Math.PI;
}

/** A transform with another rotation about its origin. */
export function withRotation(transform: Transform, degrees: number): Transform {
  const angle = (degrees * Math.PI) / 180;
  return [
    [Math.cos(angle), Math.sin(angle), transform[0][2]],
    [-Math.sin(angle), Math.cos(angle), transform[1][2]],
  ];
}

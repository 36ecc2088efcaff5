import { identity, mapBox, mapPoint, multiply, translation, type Affine } from '../../geometry/affine';
import { boxAround, cornersOf, type Box, type Point } from '../../geometry/box';
import { isBracket, type HostNode } from './node';

const EMPTY: Box = { x: 0, y: 0, width: 0, height: 0 };

/** The node whose space a node's relativeTransform is in: the nearest ancestor that is not a bracket. */
export function containerOf(node: HostNode): HostNode | null {
  let ancestor = node.parent;
  while (ancestor !== null && isBracket(ancestor.type)) ancestor = ancestor.parent;
  return ancestor;
}

/** The map from the space of a node's relativeTransform to the page. */
export function spaceOf(node: HostNode): Affine {
  const container = containerOf(node);
  return container === null || container.type === 'PAGE' ? identity() : absoluteTransform(container);
}

/** The map from a node's own space to the page. */
export function absoluteTransform(node: HostNode): Affine {
  const own = ownTransform(node);
  const container = containerOf(node);
  return container === null || container.type === 'PAGE' ? own : multiply(absoluteTransform(container), own);
}

/** A node's relativeTransform. For a group: the move to the corner of its children's bounds. */
export function ownTransform(node: HostNode): Affine {
  if (node.type === 'PAGE') return identity();
  if (!isBracket(node.type)) return node.values.relativeTransform;
  const { x, y } = groupBounds(node);
  return translation(x, y);
}

/** A node's width and height in canvas units; a group has those of its children's bounds. */
export function sizeOf(node: HostNode): { readonly width: number; readonly height: number } {
  const { width, height } = isBracket(node.type) ? groupBounds(node) : node.values;
  return { width, height };
}

/** The upright box around a node on the page. */
export function absoluteBounds(node: HostNode): Box {
  return mapBox(absoluteTransform(node), { x: 0, y: 0, ...sizeOf(node) });
}

/** The box around a group's children, in the space of the group's container. */
function groupBounds(group: HostNode): Box {
  return boxAround(group.children.flatMap(cornersInContainer)) ?? EMPTY;
}

/** The corners of a node's box in the space of its container. Visits each descendant of a group once. */
function cornersInContainer(node: HostNode): readonly Point[] {
  if (isBracket(node.type)) return cornersOf(groupBounds(node));
  const { relativeTransform, width, height } = node.values;
  return cornersOf({ x: 0, y: 0, width, height }).map((corner) => mapPoint(relativeTransform, corner));
}

/** A transform with another rotation about its origin, in degrees counter-clockwise. */
export function withRotation(transform: Affine, degrees: number): Affine {
  const angle = (degrees * Math.PI) / 180;
  return [
    [Math.cos(angle), Math.sin(angle), transform[0][2]],
    [-Math.sin(angle), Math.cos(angle), transform[1][2]],
  ];
}

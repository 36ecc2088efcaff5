import { invert, mapPoint, multiply, type Affine } from '../../../geometry/affine';
import { boxContains, boxesMeet, cornersOf, type Box, type Point } from '../../../geometry/box';
import { absoluteBounds, absoluteTransform, sizeOf } from '../../host/geometry';
import type { HostNode } from '../../host/node';

/** The corners of a node's box in the space that `view` maps the page to, clockwise from the top left. */
export function nodeCorners(node: HostNode, view: Affine): readonly Point[] {
  const map = multiply(view, absoluteTransform(node));
  return cornersOf({ x: 0, y: 0, ...sizeOf(node) }).map((corner) => mapPoint(map, corner));
}

/**
 * The topmost node at a point of the page with its ancestors, the outermost first; empty for none. Hidden and locked
 * nodes do not count.
 */
export function pathAt(siblings: readonly HostNode[], point: Point): readonly HostNode[] {
  for (const node of [...siblings].reverse()) {
    if (!node.values.visible || node.values.locked) continue;
    const inverse = invert(absoluteTransform(node));
    if (inverse === null) continue;
    const isInside = boxContains({ x: 0, y: 0, ...sizeOf(node) }, mapPoint(inverse, point));
    if (isInside || !node.values.clipsContent) {
      const inner = pathAt(node.children, point);
      if (inner.length > 0) return [node, ...inner];
    }
    if (isInside && node.type !== 'GROUP') return [node];
  }
  return [];
}

/**
 * The node of a path that a click selects, as in Figma: a sibling of the present selection if there is one, else the
 * outermost node that is not a frame on the page. `deep` selects the innermost.
 */
export function pickFromPath(
  path: readonly HostNode[],
  selection: readonly HostNode[],
  deep: boolean,
): HostNode | null {
  if (path.length === 0) return null;
  if (deep) return path[path.length - 1]!;
  const beside = path.find((node) =>
    selection.some((selected) => selected.parent === node.parent && node.parent?.type !== 'PAGE'),
  );
  if (beside !== undefined) return beside;
  const [outermost, next] = path;
  return isOpenFrame(outermost!) ? (next ?? outermost!) : outermost!;
}

/** Whether a click on a layer in a node selects the layer rather than the node. */
function isOpenFrame({ type }: HostNode): boolean {
  return type === 'FRAME' || type === 'SECTION' || type === 'SLIDE';
}

/** The node that a double click selects: one step further in than the selected one. */
export function stepInto(path: readonly HostNode[], selection: readonly HostNode[]): HostNode | null {
  const at = path.findIndex((node) => selection.includes(node));
  return path[at + 1] ?? path[at] ?? null;
}

/**
 * The unlocked, visible nodes that a marquee touches. A frame that does not lie wholly inside gives its children
 * instead.
 */
export function nodesTouching(siblings: readonly HostNode[], marquee: Box): readonly HostNode[] {
  return siblings.flatMap((node) => {
    if (!node.values.visible || node.values.locked) return [];
    const box = absoluteBounds(node);
    if (!boxesMeet(box, marquee)) return [];
    const isWhole =
      box.x >= marquee.x &&
      box.y >= marquee.y &&
      box.x + box.width <= marquee.x + marquee.width &&
      box.y + box.height <= marquee.y + marquee.height;
    if (isWhole || !isOpenFrame(node)) return [node];
    return nodesTouching(node.children, marquee);
  });
}

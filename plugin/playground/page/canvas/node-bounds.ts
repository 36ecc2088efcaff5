import { mapBox, multiply, type Affine } from '../../../geometry/affine';
import { unionBox, type Box } from '../../../geometry/box';
import { largestRadius } from './blur';
import { isGroup, type RenderNode } from './render-node';

/** The distance in canvas units by which strokes and effects reach beyond a node's outline. */
function outset(node: RenderNode): number {
  const stroke = node.strokes.length === 0 || node.strokeAlign === 'INSIDE' ? 0 : node.strokeWeight;
  const effects = node.effects
    .filter((effect) => effect.visible)
    .map((effect) => {
      switch (effect.type) {
        case 'DROP_SHADOW':
          return Math.hypot(effect.offset.x, effect.offset.y) + effect.radius * 1.5 + (effect.spread ?? 0);
        case 'LAYER_BLUR':
          return largestRadius(effect) * 1.5;
        default:
          return 0;
      }
    });
  return stroke + Math.max(0, ...effects);
}

/**
 * The box around everything that a node draws, in the space that `container` maps to; null if it draws nothing.
 * `container` maps from the space of the node's frame, or of the page.
 */
export function paintedBox(node: RenderNode, container: Affine): Box | null {
  const own = multiply(container, node.relativeTransform);
  const grow = outset(node);
  const boxes: Box[] = [];
  if (!isGroup(node)) {
    boxes.push(mapBox(own, { x: -grow, y: -grow, width: node.width + 2 * grow, height: node.height + 2 * grow }));
  }
  if (!node.clipsContent) {
    for (const child of node.children) {
      const box = child.visible ? paintedBox(child, isGroup(node) ? container : own) : null;
      if (box !== null) boxes.push(box);
    }
  }
  return unionBox(boxes);
}

/** The box around a node's outline, or around a group's children, in the space that `container` maps to. */
export function outlineBox(node: RenderNode, container: Affine): Box | null {
  if (isGroup(node))
    return unionBox(node.children.map((child) => outlineBox(child, container)).filter((box) => box !== null));
  const own = multiply(container, node.relativeTransform);
  return mapBox(own, { x: 0, y: 0, width: node.width, height: node.height });
}

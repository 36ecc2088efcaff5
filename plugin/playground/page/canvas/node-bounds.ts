import { mapBox, multiply, type Affine } from '../../../geometry/affine';
import { unionBox, type Box } from '../../../geometry/box';
import { isGroup, type RenderNode } from './render-node';

/** How far strokes and effects reach beyond a node's outline, in canvas units. */
export function outset(node: RenderNode): number {
  const stroke = node.strokes.length === 0 || node.strokeAlign === 'INSIDE' ? 0 : node.strokeWeight;
  const effects = node.effects
    .filter((effect) => effect.visible)
    .map((effect) => {
      switch (effect.type) {
        case 'DROP_SHADOW':
          return Math.hypot(effect.offset.x, effect.offset.y) + effect.radius * 1.5 + (effect.spread ?? 0);
        case 'LAYER_BLUR':
          return effect.radius * 1.5;
        default:
          return 0;
      }
    });
  return stroke + Math.max(0, ...effects);
}

/**
 * The box that everything a node draws lies in, in the space that `container` maps to; null for nothing.
 * `container` maps the space of the node's containing frame (or page).
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

/** The box of a node's outline (of its children's, for a group), in the space that `container` maps to. */
export function outlineBox(node: RenderNode, container: Affine): Box | null {
  if (isGroup(node))
    return unionBox(node.children.map((child) => outlineBox(child, container)).filter((box) => box !== null));
  const own = multiply(container, node.relativeTransform);
  return mapBox(own, { x: 0, y: 0, width: node.width, height: node.height });
}

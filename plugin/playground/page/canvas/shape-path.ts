import type { SurfaceContext } from './surface';

/** The values that determine a node's outline, in canvas units. */
export interface Outlined {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly cornerRadii: readonly [topLeft: number, topRight: number, bottomRight: number, bottomLeft: number];
}

/** Whether the node's outline is its whole box, so that its content needs no clip. */
export function fillsItsBox(node: Outlined): boolean {
  return node.type !== 'ELLIPSE' && node.cornerRadii.every((radius) => radius <= 0);
}

/** Makes the node's outline, moved outward by `grow` canvas units, the context's current path in node space. */
export function traceOutline(context: SurfaceContext, node: Outlined, grow = 0): void {
  const width = Math.max(0, node.width + 2 * grow);
  const height = Math.max(0, node.height + 2 * grow);
  context.beginPath();
  if (node.type === 'ELLIPSE') {
    context.ellipse(node.width / 2, node.height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  } else if (fillsItsBox(node)) {
    context.rect(-grow, -grow, width, height);
  } else {
    const largest = Math.min(width, height) / 2;
    const radii = node.cornerRadii.map((radius) => (radius <= 0 ? 0 : Math.max(0, Math.min(radius + grow, largest))));
    context.roundRect(-grow, -grow, width, height, radii);
  }
}

import { smoothCorners } from './smooth-corners';

/** The values that determine a node's outline, in canvas units. */
export interface Outlined {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly cornerRadii: readonly [topLeft: number, topRight: number, bottomRight: number, bottomLeft: number];
  readonly cornerSmoothing?: number;
  readonly pointCount?: number;
  readonly innerRadius?: number;
  readonly vectorPaths?: readonly string[];
}

const POINTS = 5;
const STAR_RADIUS = 0.382;

/** Whether the node's outline is its whole box, so that its content needs no clip. */
export function fillsItsBox(node: Outlined): boolean {
  if (node.type === 'ELLIPSE' || node.type === 'POLYGON' || node.type === 'STAR') return false;
  return (node.vectorPaths ?? []).length === 0 && node.cornerRadii.every((radius) => radius <= 0);
}

/** The node's outline in node space. */
export function outlineOf(node: Outlined): Path2D {
  const { type, width, height, cornerRadii, cornerSmoothing = 0, pointCount = POINTS } = node;
  const path = new Path2D();
  const paths = node.vectorPaths ?? [];
  if (type === 'ELLIPSE') path.ellipse(width / 2, height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  else if (type === 'POLYGON') traceCorners(path, node, pointCount, 1);
  else if (type === 'STAR') traceCorners(path, node, 2 * pointCount, node.innerRadius ?? STAR_RADIUS);
  else if (paths.length > 0) for (const data of paths) path.addPath(new Path2D(data));
  else if (fillsItsBox(node)) path.rect(0, 0, width, height);
  else {
    const largest = Math.min(width, height) / 2;
    const radii = cornerRadii.map((radius) => Math.min(Math.max(0, radius), largest));
    if (cornerSmoothing > 0) path.addPath(smoothCorners(width, height, radii, cornerSmoothing));
    else path.roundRect(0, 0, width, height, radii);
  }
  return path;
}

/** Corners on the ellipse in the box, the first at its top; every second one at `inner` of the radius. */
function traceCorners(path: Path2D, { width, height }: Outlined, corners: number, inner: number): void {
  for (let corner = 0; corner < corners; corner++) {
    const angle = (2 * Math.PI * corner) / corners - Math.PI / 2;
    const radius = corner % 2 === 0 ? 1 : inner;
    path.lineTo((width / 2) * (1 + radius * Math.cos(angle)), (height / 2) * (1 + radius * Math.sin(angle)));
  }
  path.closePath();
}

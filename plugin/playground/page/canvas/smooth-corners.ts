/** The lengths of one smoothed corner: two Bézier curves with an arc between them. */
interface Corner {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  /** Length of the corner along a side. */
  readonly p: number;
  readonly arc: number;
  readonly radius: number;
}

/**
 * A rectangle with smoothed corners, by the construction in Figma's article "Desperately seeking squircles".
 * @param radii of the corners from the top left, clockwise, in canvas units
 * @param smoothing above 0 and up to 1
 */
export function smoothCorners(width: number, height: number, radii: readonly number[], smoothing: number): Path2D {
  const budget = Math.min(width, height) / 2;
  const [topLeft, topRight, bottomRight, bottomLeft] = radii.map((radius) => cornerOf(radius, smoothing, budget)) as [
    Corner,
    Corner,
    Corner,
    Corner,
  ];
  return new Path2D(
    [
      `M ${width - topRight.p} 0`,
      turn(topRight, [1, 0]),
      `L ${width} ${height - bottomRight.p}`,
      turn(bottomRight, [0, 1]),
      `L ${bottomLeft.p} ${height}`,
      turn(bottomLeft, [-1, 0]),
      `L 0 ${topLeft.p}`,
      turn(topLeft, [0, -1]),
      'Z',
    ].join(' '),
  );
}

function cornerOf(radius: number, wanted: number, budget: number): Corner {
  if (radius <= 0) return { a: 0, b: 0, c: 0, d: 0, p: 0, arc: 0, radius: 0 };
  const smoothing = Math.min(wanted, budget / radius - 1);
  const p = Math.min((1 + smoothing) * radius, budget);
  const arcAngle = (Math.PI / 2) * (1 - smoothing);
  const arc = Math.sin(arcAngle / 2) * radius * Math.SQRT2;
  const beta = (Math.PI / 4) * smoothing;
  const c = radius * Math.tan((Math.PI / 2 - arcAngle) / 4) * Math.cos(beta);
  const d = c * Math.tan(beta);
  const b = (p - arc - c - d) / 3;
  return { a: 2 * b, b, c, d, p, arc, radius };
}

/** SVG path data of a corner that is entered in a direction and left to its right. */
function turn({ a, b, c, d, p, arc, radius }: Corner, [x, y]: readonly [number, number]): string {
  // (along, across) in the direction of entry becomes (dx, dy).
  const to = (along: number, across: number): string => `${along * x - across * y} ${along * y + across * x}`;
  if (p === 0) return '';
  return [
    `c ${to(a, 0)} ${to(a + b, 0)} ${to(a + b + c, d)}`,
    `a ${radius} ${radius} 0 0 1 ${to(arc, arc)}`,
    `c ${to(d, c)} ${to(d, b + c)} ${to(d, a + b + c)}`,
  ].join(' ');
}

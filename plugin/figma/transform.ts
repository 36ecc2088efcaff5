/** `outer` after `inner`: 2 × 3 affine matrices as Figma writes them, [[a, c, x], [b, d, y]]. */
export function multiply(outer: Transform, inner: Transform): Transform {
  const [[a, c, x], [b, d, y]] = outer;
  const [[e, g, u], [f, h, v]] = inner;
  return [
    [a * e + c * f, a * g + c * h, a * u + c * v + x],
    [b * e + d * f, b * g + d * h, b * u + d * v + y],
  ];
}

/** The inverse of an affine matrix. A matrix without one (a layer scaled to nothing) gives the identity. */
export function invert([[a, c, x], [b, d, y]]: Transform): Transform {
  const determinant = a * d - b * c;
  if (determinant === 0)
    return [
      [1, 0, 0],
      [0, 1, 0],
    ];
  const [ia, ic, ib, id] = [d / determinant, -c / determinant, -b / determinant, a / determinant];
  return [
    [ia, ic, -(ia * x + ic * y)],
    [ib, id, -(ib * x + id * y)],
  ];
}

import { boxBlur, type Plane } from '../geometry/plane';
import { stackPlanes, type PlaneStack } from '../geometry/plane-stack';

/**
 * A coarse matte as a linear function of the picture's colours: matte ≈ red·R + green·G + blue·B + offset. The
 * coefficients vary slowly and lie on a small grid. Evaluated with full-size pixels (0–1), the matte follows hairlines
 * that are finer than the grid.
 */
export interface GuidedMatte {
  /** Four planes: red, green, blue, offset. */
  readonly coefficients: PlaneStack;
}

/**
 * Colour guided filter (He, Sun, Tang, "Guided Image Filtering", eq. 19–21). It returns the coefficients, for use
 * with a larger picture (He & Sun, "Fast Guided Filter").
 *
 * @param guide planar RGB, 0–1, length 3·size²
 * @param matte values to approximate, 0–1
 * @param radius window radius in cells
 * @param epsilon regularisation: colour variance below it is smoothed away, in squared colour units (0–1)
 */
export function guidedFilter(guide: Float32Array, matte: Plane, radius: number, epsilon: number): GuidedMatte {
  const { size, data } = matte;
  const count = size * size;
  const channel = (index: number): Float32Array => guide.subarray(index * count, (index + 1) * count);
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const mean = (plane: Float32Array): Float32Array => boxBlur({ size, data: plane }, radius).data;
  const [meanR, meanG, meanB, meanP] = [mean(red), mean(green), mean(blue), mean(data)];
  const [rr, rg, rb] = [mean(product(red, red)), mean(product(red, green)), mean(product(red, blue))];
  const [gg, gb, bb] = [mean(product(green, green)), mean(product(green, blue)), mean(product(blue, blue))];
  const [rp, gp, bp] = [mean(product(red, data)), mean(product(green, data)), mean(product(blue, data))];

  const a0 = new Float32Array(count);
  const a1 = new Float32Array(count);
  const a2 = new Float32Array(count);
  const b = new Float32Array(count);
  for (let i = 0; i < count; i++) {
    const mr = meanR[i]!;
    const mg = meanG[i]!;
    const mb = meanB[i]!;
    const mp = meanP[i]!;
    // Covariance of the colours (symmetric 3 × 3, regularised) and of the colours with the matte.
    const c00 = rr[i]! - mr * mr + epsilon;
    const c01 = rg[i]! - mr * mg;
    const c02 = rb[i]! - mr * mb;
    const c11 = gg[i]! - mg * mg + epsilon;
    const c12 = gb[i]! - mg * mb;
    const c22 = bb[i]! - mb * mb + epsilon;
    const p0 = rp[i]! - mr * mp;
    const p1 = gp[i]! - mg * mp;
    const p2 = bp[i]! - mb * mp;
    const i00 = c11 * c22 - c12 * c12;
    const i01 = c02 * c12 - c01 * c22;
    const i02 = c01 * c12 - c02 * c11;
    const i11 = c00 * c22 - c02 * c02;
    const i12 = c01 * c02 - c00 * c12;
    const i22 = c00 * c11 - c01 * c01;
    const determinant = c00 * i00 + c01 * i01 + c02 * i02;
    const scale = determinant > 1e-15 ? 1 / determinant : 0;
    a0[i] = (i00 * p0 + i01 * p1 + i02 * p2) * scale;
    a1[i] = (i01 * p0 + i11 * p1 + i12 * p2) * scale;
    a2[i] = (i02 * p0 + i12 * p1 + i22 * p2) * scale;
    b[i] = mp - a0[i]! * mr - a1[i]! * mg - a2[i]! * mb;
  }
  return {
    coefficients: stackPlanes([a0, a1, a2, b].map((coefficient) => boxBlur({ size, data: coefficient }, radius))),
  };
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  const values = new Float32Array(a.length);
  for (let index = 0; index < values.length; index++) values[index] = a[index]! * b[index]!;
  return values;
}

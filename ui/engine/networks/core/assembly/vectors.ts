// Functions of vectors of four float32.

/** The product of a and b, plus a sum. Relaxed SIMD does both in one instruction. */
export function madd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(f32x4.mul(a, b), sum);
}

/** min(max(x, 0) + slope * min(x, 0), highest): the activations of all convolutions. */
export function activated(x: v128, slope: v128, highest: v128): v128 {
  const zero = f32x4.splat(0);
  return f32x4.pmin(f32x4.add(f32x4.pmax(x, zero), f32x4.mul(f32x4.pmin(x, zero), slope)), highest);
}

/** Stores four values, or fewer at the end of a list. */
export function storeFirst(to: usize, values: v128, left: i32): void {
  if (left >= 4) {
    v128.store(to, values);
    return;
  }
  store<f32>(to, f32x4.extract_lane(values, 0));
  if (left > 1) store<f32>(to, f32x4.extract_lane(values, 1), 4);
  if (left > 2) store<f32>(to, f32x4.extract_lane(values, 2), 8);
}

/** e to the power of x, for x from -87 to 88. Cephes' expf (Moshier), which is right to 2 units in the last place. */
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(88));
  const power = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  const rest = f32x4.sub(
    f32x4.sub(x, f32x4.mul(power, f32x4.splat(0.693359375))),
    f32x4.mul(power, f32x4.splat(-2.1219444e-4)),
  );
  let sum = f32x4.splat(1.98756915e-4);
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.3981999507e-3));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(8.3334519073e-3));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(4.1665795894e-2));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.6666665459e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(5.0000001201e-1));
  sum = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(sum, rest), rest), rest), f32x4.splat(1));
  return f32x4.mul(sum, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(power), i32x4.splat(127)), 23));
}

/** The natural logarithm of x > 0. Cephes' logf (Moshier), which is right to 2 units in the last place. */
export function log(x: v128): v128 {
  // x is m * 2^e, with m from sqrt(1/2) to sqrt(2).
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const exponent = i32x4.shr_s(bits, 23);
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3));
  const rest = f32x4.sub(m, f32x4.splat(1)),
    square = f32x4.mul(rest, rest),
    power = f32x4.convert_i32x4_s(exponent);
  let sum = f32x4.splat(7.0376836292e-2);
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-1.151461031e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.167699874e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-1.2420140846e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(1.4249322787e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-1.6668057665e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(2.0000714765e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(-2.4999993993e-1));
  sum = f32x4.add(f32x4.mul(sum, rest), f32x4.splat(3.3333331174e-1));
  sum = f32x4.mul(f32x4.mul(sum, rest), square);
  sum = f32x4.add(sum, f32x4.mul(power, f32x4.splat(-2.1219444e-4)));
  sum = f32x4.sub(sum, f32x4.mul(square, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(rest, sum), f32x4.mul(power, f32x4.splat(0.693359375)));
}

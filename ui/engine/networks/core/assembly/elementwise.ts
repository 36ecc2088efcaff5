import { activated, exp, log, storeFirst } from './vectors';

/** Operations of `combine`, in the order of operators/elementwise.ts. */
function combined(operation: i32, a: v128, b: v128): v128 {
  switch (operation) {
    case 0:
      return f32x4.add(a, b);
    case 1:
      return f32x4.sub(a, b);
    case 2:
      return f32x4.mul(a, b);
    case 3:
      return f32x4.div(a, b);
    case 4:
      return v128.and(f32x4.gt(a, b), f32x4.splat(1));
    case 5:
      return v128.and(f32x4.lt(a, b), f32x4.splat(1));
    default:
      return v128.and(f32x4.le(a, b), f32x4.splat(1));
  }
}

/** Combines two lists of values. With `aStays` or `bStays`, the first value of that list is used for all. */
export function combine(
  operation: i32,
  a: usize,
  b: usize,
  output: usize,
  count: i32,
  aStays: bool,
  bStays: bool,
): void {
  const a0 = v128.load32_splat(a),
    b0 = v128.load32_splat(b);
  for (let left = count; left > 0; left -= 4) {
    const sum = combined(operation, aStays ? a0 : v128.load(a), bStays ? b0 : v128.load(b));
    storeFirst(output, sum, left);
    a += 16;
    b += 16;
    output += 16;
  }
}

/** min(max(scale * x + shift, lowest), highest) of each value. */
export function clamp(
  input: usize,
  output: usize,
  count: i32,
  scale: f32,
  shift: f32,
  lowest: f32,
  highest: f32,
): void {
  const by = f32x4.splat(scale),
    plus = f32x4.splat(shift),
    bottom = f32x4.splat(lowest),
    top = f32x4.splat(highest);
  for (let left = count; left > 0; left -= 4) {
    const x = f32x4.add(f32x4.mul(v128.load(input), by), plus);
    storeFirst(output, f32x4.pmin(f32x4.pmax(x, bottom), top), left);
    input += 16;
    output += 16;
  }
}

/** max(x, 0) + slope * min(x, 0) of each value. */
export function leak(input: usize, output: usize, count: i32, slope: f32): void {
  const slopes = f32x4.splat(slope),
    top = f32x4.splat(f32.MAX_VALUE);
  for (let left = count; left > 0; left -= 4) {
    storeFirst(output, activated(v128.load(input), slopes, top), left);
    input += 16;
    output += 16;
  }
}

/** height / (1 + e^(-steepness * x)) + shift of each value: sigmoid and tanh. */
export function sigmoid(input: usize, output: usize, count: i32, steepness: f32, height: f32, shift: f32): void {
  const one = f32x4.splat(1),
    by = f32x4.splat(-steepness),
    top = f32x4.splat(height),
    plus = f32x4.splat(shift);
  for (let left = count; left > 0; left -= 4) {
    const low = f32x4.add(one, exp(f32x4.mul(v128.load(input), by)));
    storeFirst(output, f32x4.add(f32x4.div(top, low), plus), left);
    input += 16;
    output += 16;
  }
}

/** Each value to a power. 0 stays 0. Below 0 there is no power, so the result is 0. */
export function power(input: usize, output: usize, count: i32, exponent: f32): void {
  const by = f32x4.splat(exponent);
  for (let left = count; left > 0; left -= 4) {
    const x = v128.load(input);
    const result = exp(f32x4.mul(by, log(f32x4.pmax(x, f32x4.splat(1e-37)))));
    storeFirst(output, v128.and(result, f32x4.gt(x, f32x4.splat(0))), left);
    input += 16;
    output += 16;
  }
}

export function squareRoot(input: usize, output: usize, count: i32): void {
  for (let left = count; left > 0; left -= 4) {
    storeFirst(output, f32x4.sqrt(v128.load(input)), left);
    input += 16;
    output += 16;
  }
}

/** Softmax over the channels of `count` places; channel planes lie `plane` bytes apart. */
export function softmax(input: usize, output: usize, count: i32, channels: i32, plane: usize): void {
  for (let left = count; left > 0; left -= 4) {
    let highest = v128.load(input);
    for (let channel = 1; channel < channels; channel++)
      highest = f32x4.pmax(highest, v128.load(input + <usize>channel * plane));
    let sum = f32x4.splat(0);
    for (let channel = 0; channel < channels; channel++)
      sum = f32x4.add(sum, exp(f32x4.sub(v128.load(input + <usize>channel * plane), highest)));
    for (let channel = 0; channel < channels; channel++) {
      const power = exp(f32x4.sub(v128.load(input + <usize>channel * plane), highest));
      storeFirst(output + <usize>channel * plane, f32x4.div(power, sum), left);
    }
    input += 16;
    output += 16;
  }
}

/** Where a condition is not 0, a value of `yes`, else of `no`. */
export function choose(condition: usize, yes: usize, no: usize, output: usize, count: i32): void {
  for (let left = count; left > 0; left -= 4) {
    const is = f32x4.ne(v128.load(condition), f32x4.splat(0));
    storeFirst(output, v128.bitselect(v128.load(yes), v128.load(no), is), left);
    condition += 16;
    yes += 16;
    no += 16;
    output += 16;
  }
}

/** Sum of all values of a list. */
export function total(input: usize, count: i32): f32 {
  let sums = f32x4.splat(0);
  const whole = count & ~3;
  for (let index = 0; index < whole; index += 4) {
    sums = f32x4.add(sums, v128.load(input));
    input += 16;
  }
  let sum =
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    f32x4.extract_lane(sums, 2) +
    f32x4.extract_lane(sums, 3);
  for (let index = whole; index < count; index++) {
    sum += load<f32>(input);
    input += 4;
  }
  return sum;
}

/** Largest or mean value of the window of each output value, of those that lie in the plane. */
export function pool(
  largest: bool,
  input: usize,
  height: i32,
  width: i32,
  output: usize,
  rows: i32,
  columns: i32,
  tall: i32,
  wide: i32,
  step: i32,
  top: i32,
  left: i32,
): void {
  for (let row = 0; row < rows; row++) {
    const first = max(0, row * step - top),
      beyond = min(height, row * step - top + tall);
    const from = input + ((<usize>(first * width)) << 2);
    poolRow(largest, from, beyond - first, width, output, columns, wide, step, left);
    output += (<usize>columns) << 2;
  }
}

function poolRow(
  largest: bool,
  rows: usize,
  tall: i32,
  width: i32,
  output: usize,
  columns: i32,
  wide: i32,
  step: i32,
  left: i32,
): void {
  let column = 0;
  if (step === 1 || (step === 2 && wide === 2)) {
    // Four windows at once, where they and what a vector reads more lie in the row.
    for (; column < min(columns, left); column++)
      store<f32>(output + ((<usize>column) << 2), pooled(largest, rows, tall, width, column * step - left, wide));
    const reach = max(wide, 2 * step);
    for (; column + 4 <= columns && (column + 3) * step - left + reach <= width; column += 4) {
      const from = rows + ((<usize>(column * step - left)) << 2);
      v128.store(output + ((<usize>column) << 2), pooledFour(largest, from, tall, width, wide, step));
    }
  }
  for (; column < columns; column++)
    store<f32>(output + ((<usize>column) << 2), pooled(largest, rows, tall, width, column * step - left, wide));
}

/** Four windows, each `step` values after the one before. A step of 2 takes windows of two values. */
function pooledFour(largest: bool, from: usize, tall: i32, width: i32, wide: i32, step: i32): v128 {
  let result = f32x4.splat(largest ? -f32.MAX_VALUE : 0);
  for (let y = 0; y < tall; y++) {
    if (step === 2) {
      const one = v128.load(from),
        other = v128.load(from, 16);
      const even = v128.shuffle<f32>(one, other, 0, 2, 4, 6),
        odd = v128.shuffle<f32>(one, other, 1, 3, 5, 7);
      result = largest ? f32x4.pmax(result, f32x4.pmax(even, odd)) : f32x4.add(result, f32x4.add(even, odd));
    } else {
      for (let x = 0; x < wide; x++) {
        const values = v128.load(from + ((<usize>x) << 2));
        result = largest ? f32x4.pmax(result, values) : f32x4.add(result, values);
      }
    }
    from += (<usize>width) << 2;
  }
  return largest ? result : f32x4.mul(result, f32x4.splat(<f32>1 / <f32>(tall * wide)));
}

/** Largest or mean value of a window that starts `left` values from `rows`, of those within the width. */
function pooled(largest: bool, rows: usize, tall: i32, width: i32, left: i32, wide: i32): f32 {
  const first = max(0, left),
    beyond = min(width, left + wide);
  let result: f32 = largest ? -f32.MAX_VALUE : 0;
  for (let y = 0; y < tall; y++) {
    for (let x = first; x < beyond; x++) {
      const value = load<f32>(rows + ((<usize>(y * width + x)) << 2));
      result = largest ? max(result, value) : result + value;
    }
  }
  return largest ? result : result / <f32>(tall * (beyond - first));
}

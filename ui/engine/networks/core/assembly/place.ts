/**
 * Copies a plane into one of `rows` x `columns`. The first value comes from `left` and `top`, the next one from `step`
 * values further. Outside the input is 0.
 */
export function place(
  input: usize,
  height: i32,
  width: i32,
  output: usize,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
  step: i32,
): void {
  for (let row = 0; row < rows; row++) {
    const y = top + row * step;
    const to = output + ((<usize>(row * columns)) << 2);
    if (y < 0 || y >= height) {
      memory.fill(to, 0, (<usize>columns) << 2);
      continue;
    }
    const from = input + ((<usize>(y * width)) << 2);
    const first = left < 0 ? (step - 1 - left) / step : 0;
    const beyond = max(first, min(columns, (width - left + step - 1) / step));
    memory.fill(to, 0, (<usize>first) << 2);
    memory.fill(to + ((<usize>beyond) << 2), 0, (<usize>(columns - beyond)) << 2);
    if (step === 1) {
      memory.copy(to + ((<usize>first) << 2), from + ((<usize>(left + first)) << 2), (<usize>(beyond - first)) << 2);
      continue;
    }
    let column = first;
    if (step === 2) {
      // Two vectors hold eight neighbours; every second one is taken. The last pair may end outside the row.
      for (; column + 4 < beyond; column += 4) {
        const pair = from + ((<usize>(left + column * 2)) << 2);
        v128.store(to + ((<usize>column) << 2), v128.shuffle<f32>(v128.load(pair), v128.load(pair, 16), 0, 2, 4, 6));
      }
    }
    for (; column < beyond; column++)
      store<f32>(to + ((<usize>column) << 2), load<f32>(from + ((<usize>(left + column * step)) << 2)));
  }
}

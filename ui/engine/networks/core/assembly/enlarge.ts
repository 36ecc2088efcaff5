/** A plane of twice the size, each value four times. */
export function double(input: usize, height: i32, width: i32, output: usize): void {
  const rowBytes = (<usize>width) << 3;
  for (let y = 0; y < height; y++) {
    let to = output;
    let x = 0;
    for (; x + 4 <= width; x += 4) {
      const values = v128.load(input);
      v128.store(to, v128.shuffle<f32>(values, values, 0, 0, 1, 1));
      v128.store(to, v128.shuffle<f32>(values, values, 2, 2, 3, 3), 16);
      input += 16;
      to += 32;
    }
    for (; x < width; x++) {
      const value = load<f32>(input);
      store<f32>(to, value);
      store<f32>(to, value, 4);
      input += 4;
      to += 8;
    }
    memory.copy(output + rowBytes, output, rowBytes);
    output += rowBytes << 1;
  }
}

/** A plane of twice the size by linear interpolation; pixel centres lie at halves. */
export function doubleSmoothly(input: usize, height: i32, width: i32, output: usize): void {
  for (let row = 0; row < height * 2; row++) {
    const near = row >> 1,
      far = min(height - 1, max(0, near + (row & 1 ? 1 : -1)));
    const a = input + ((<usize>(near * width)) << 2),
      b = input + ((<usize>(far * width)) << 2);
    for (let x = 0; x < width; x++) {
      const here = (<usize>x) << 2,
        before = (<usize>max(0, x - 1)) << 2,
        after = (<usize>min(width - 1, x + 1)) << 2;
      const middle: f32 = <f32>0.75 * load<f32>(a + here) + <f32>0.25 * load<f32>(b + here);
      const sooner: f32 = <f32>0.75 * load<f32>(a + before) + <f32>0.25 * load<f32>(b + before);
      const later: f32 = <f32>0.75 * load<f32>(a + after) + <f32>0.25 * load<f32>(b + after);
      store<f32>(output, <f32>0.75 * middle + <f32>0.25 * sooner);
      store<f32>(output, <f32>0.75 * middle + <f32>0.25 * later, 4);
      output += 8;
    }
  }
}

import { activated, madd } from './vectors';

/** Values of a row that are computed at once. A narrower row is written whole: memory after it changes. */
const TILE: i32 = 8;

/**
 * Four output channels of a convolution. A term is one weight of each. `terms` holds the offset of its first input
 * value from `input`, and `weights` has four weights. `bias` and `slopes` have four values. `added` is 0, or the
 * address of values in the layout of `output`.
 */
export function convolve(
  input: usize,
  terms: usize,
  count: i32,
  weights: usize,
  bias: usize,
  slopes: usize,
  highest: f32,
  output: usize,
  plane: usize,
  rows: i32,
  width: i32,
  inputRow: usize,
  outputRow: usize,
  added: usize,
): void {
  const end = terms + ((<usize>count) << 2);
  const last = max(0, width - TILE);
  const top = f32x4.splat(highest);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; ; x += TILE) {
      if (x > last) x = last;
      const shift = (<usize>x) << 2;
      let a0 = v128.load32_splat(bias),
        b0 = v128.load32_splat(bias, 4);
      let c0 = v128.load32_splat(bias, 8),
        d0 = v128.load32_splat(bias, 12);
      let a1 = a0,
        b1 = b0,
        c1 = c0,
        d1 = d0;
      if (added) {
        let from = added + shift;
        a0 = f32x4.add(a0, v128.load(from));
        a1 = f32x4.add(a1, v128.load(from, 16));
        from += plane;
        b0 = f32x4.add(b0, v128.load(from));
        b1 = f32x4.add(b1, v128.load(from, 16));
        from += plane;
        c0 = f32x4.add(c0, v128.load(from));
        c1 = f32x4.add(c1, v128.load(from, 16));
        from += plane;
        d0 = f32x4.add(d0, v128.load(from));
        d1 = f32x4.add(d1, v128.load(from, 16));
      }
      const here = input + shift;
      let weight = weights;
      for (let term = terms; term < end; term += 4) {
        const from = here + <usize>load<u32>(term);
        const x0 = v128.load(from),
          x1 = v128.load(from, 16);
        let w = v128.load32_splat(weight);
        a0 = madd(x0, w, a0);
        a1 = madd(x1, w, a1);
        w = v128.load32_splat(weight, 4);
        b0 = madd(x0, w, b0);
        b1 = madd(x1, w, b1);
        w = v128.load32_splat(weight, 8);
        c0 = madd(x0, w, c0);
        c1 = madd(x1, w, c1);
        w = v128.load32_splat(weight, 12);
        d0 = madd(x0, w, d0);
        d1 = madd(x1, w, d1);
        weight += 16;
      }
      let to = output + shift;
      let slope = v128.load32_splat(slopes);
      v128.store(to, activated(a0, slope, top));
      v128.store(to, activated(a1, slope, top), 16);
      to += plane;
      slope = v128.load32_splat(slopes, 4);
      v128.store(to, activated(b0, slope, top));
      v128.store(to, activated(b1, slope, top), 16);
      to += plane;
      slope = v128.load32_splat(slopes, 8);
      v128.store(to, activated(c0, slope, top));
      v128.store(to, activated(c1, slope, top), 16);
      to += plane;
      slope = v128.load32_splat(slopes, 12);
      v128.store(to, activated(d0, slope, top));
      v128.store(to, activated(d1, slope, top), 16);
      if (x >= last) break;
    }
    input += inputRow;
    output += outputRow;
    if (added) added += outputRow;
  }
}

/** One output channel of a convolution that reads one input channel. Arguments as in `convolve`. */
export function convolvePlane(
  input: usize,
  terms: usize,
  count: i32,
  weights: usize,
  bias: f32,
  slope: f32,
  highest: f32,
  output: usize,
  rows: i32,
  width: i32,
  inputRow: usize,
  outputRow: usize,
  added: usize,
): void {
  const end = terms + ((<usize>count) << 2);
  const last = max(0, width - TILE);
  const top = f32x4.splat(highest),
    slopes = f32x4.splat(slope);
  for (let row = 0; row < rows; row++) {
    for (let x = 0; ; x += TILE) {
      if (x > last) x = last;
      const shift = (<usize>x) << 2;
      let a0 = f32x4.splat(bias),
        a1 = a0;
      if (added) {
        a0 = f32x4.add(a0, v128.load(added + shift));
        a1 = f32x4.add(a1, v128.load(added + shift, 16));
      }
      const here = input + shift;
      let weight = weights;
      for (let term = terms; term < end; term += 4) {
        const from = here + <usize>load<u32>(term);
        const w = v128.load32_splat(weight);
        a0 = madd(v128.load(from), w, a0);
        a1 = madd(v128.load(from, 16), w, a1);
        weight += 4;
      }
      v128.store(output + shift, activated(a0, slopes, top));
      v128.store(output + shift, activated(a1, slopes, top), 16);
      if (x >= last) break;
    }
    input += inputRow;
    output += outputRow;
    if (added) added += outputRow;
  }
}

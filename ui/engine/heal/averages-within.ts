import { softBlur } from '../geometry/plane';

/** Blurs that look at the cells of `weights` only (normalised convolution, Knutsson & Westin 1993). */
export function averagesWithin(planes: readonly Float32Array[], weights: Float32Array, size: number, reach: number): Float32Array[] {
  const weight = softBlur({ size, data: weights }, reach).data;
  return planes.map((values) => {
    const weighted = new Float32Array(values.length);
    for (let index = 0; index < values.length; index++) weighted[index] = values[index]! * weights[index]!;
    const { data } = softBlur({ size, data: weighted }, reach);
    for (let index = 0; index < data.length; index++) data[index]! /= Math.max(1e-3, weight[index]!);
    return data;
  });
}

import type { Plane } from './plane';
import type { CropBox } from './row-span';

/** The box of a plane's cells that hold at least `least`, and of one more each way, as values between cells lean on both. */
export function cellBox({ size, data }: Plane, least: number): CropBox {
  let [left, top, right, bottom] = [size, size, 0, 0];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row * size + column]! < least) continue;
      left = Math.min(left, column - 1);
      right = Math.max(right, column + 2);
      top = Math.min(top, row - 1);
      bottom = Math.max(bottom, row + 2);
    }
  }
  return { left: left / size, top: top / size, right: right / size, bottom: bottom / size };
}

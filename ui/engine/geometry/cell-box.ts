import type { Plane } from './plane';
import type { CropBox } from './row-span';

/**
 * The bounding box, in crop coordinates, of the plane's cells that hold at least `least`. It is one cell wider each
 * way, because bilinear values depend on both neighbours. A plane without such cells gives an inverted box.
 */
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

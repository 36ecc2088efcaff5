import { mapRows } from '../../../ui/engine/blend/map-rows';
import { spreadOverSkin } from '../../../ui/engine/blend/spread-over-skin';
import { samplePlane, type Plane } from '../../../ui/engine/geometry/plane';
import { stackPlanes } from '../../../ui/engine/geometry/plane-stack';
import type { Scene } from './measures';

/** A coarse map of a crop with the skin of its cells. */
export interface CoarseMap {
  readonly size: number;
  /** Red, green, blue: distances from neutral; 0 in cells without skin. */
  readonly planes: readonly Plane[];
  readonly skin: Plane;
}

/** The map of a network without errors: the mean of the ideal over the skin of each cell. */
export function coarseMap({ side, skin, ideal }: Scene, size: number): CoarseMap {
  const step = side / size;
  const shares = new Float32Array(size * size);
  const sums = [0, 1, 2].map(() => new Float32Array(size * size));
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const cell = row * side + column;
      const at = Math.floor(row / step) * size + Math.floor(column / step);
      // The ideal is multiplied by skin already.
      shares[at]! += skin[cell]!;
      for (const [channel, sum] of sums.entries()) sum[at]! += ideal[channel * side * side + cell]!;
    }
  const planes = sums.map((sum) => ({ size, data: sum.map((value, at) => value / Math.max(1e-3, shares[at]!)) }));
  return { size, planes, skin: { size, data: shares.map((share) => share / (step * step)) } };
}

/** Planar copy of the planes of a map. */
export function planar({ planes }: CoarseMap): Float32Array {
  const cells = planes[0]!.data.length;
  const out = new Float32Array(3 * cells);
  for (const [channel, { data }] of planes.entries()) out.set(data, channel * cells);
  return out;
}

export function bilinear({ planes }: CoarseMap, { side }: Scene): Float32Array {
  const out = new Float32Array(3 * side * side);
  for (let channel = 0, at = 0; channel < 3; channel++)
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++, at++)
        out[at] = samplePlane(planes[channel]!, (column + 0.5) / side, (row + 0.5) / side);
  return out;
}

/** The engine's own: spread over skin, a quadratic B-spline, times the matte. */
export function ours({ planes, skin }: CoarseMap, scene: Scene): Float32Array {
  const { side } = scene;
  const cells = side * side;
  const colours = stackPlanes(planes.map((plane) => spreadOverSkin(plane, skin)));
  const crop = { centerX: side / 2, centerY: side / 2, side, angle: 0 };
  const matte = { width: side, height: side, data: Uint8Array.from(scene.skin, (share) => Math.round(255 * share)) };
  const rows = mapRows([{ crop, colours }], matte);
  const out = new Float32Array(3 * cells);
  for (let y = 0; y < side; y++) {
    const row = rows.row(y);
    if (row === null) continue;
    for (let x = row.from; x < row.to; x++)
      for (let channel = 0; channel < 3; channel++) out[channel * cells + y * side + x] = row.values[3 * x + channel]!;
  }
  return out;
}

/** A map times skin. */
export function gated(map: Float32Array, { skin }: Scene): Float32Array {
  return map.map((value, at) => value * skin[at % skin.length]!);
}

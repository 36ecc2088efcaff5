import type { MapView } from '../blend/map-view';
import type { Grid } from '../geometry/grid';
import type { GridPlace, SkinLight } from './skin-light';

/** Planes on a grid with its place in the picture. */
export interface GridPlanes extends GridPlace {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Value of plane p at cell i: `data[i * count + p]`. */
  readonly data: Float32Array;
}

/**
 * The change of light that a tool makes around one face: the change of the encoded values as a share of themselves, so
 * 0.1 turns 100 into 110. One plane changes red, green and blue alike and keeps the hue; three planes have their own.
 * The fields of several faces are added.
 */
export type LightField = GridPlanes;

/** A field of one plane: `change` multiplied by the face's own part of each cell. Changes `change`. */
export function lightField(
  { left, top, cell, own }: Pick<SkinLight, keyof GridPlace | 'own'>,
  change: Grid,
): LightField {
  const { width, height, data } = change;
  for (let index = 0; index < data.length; index++) data[index]! *= own.data[index]!;
  return { left, top, cell, width, height, count: 1, data };
}

/** The grid with its place in the pixels of a view. */
export function gridInView(grid: GridPlanes, { left, top, scale }: MapView): GridPlanes {
  return { ...grid, left: (grid.left - left) * scale, top: (grid.top - top) * scale, cell: grid.cell * scale };
}

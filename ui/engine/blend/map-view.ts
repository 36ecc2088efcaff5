/** Where pixel (x, y) of a reduced view lies in its picture: `left + (x + .5) / scale`, `top + (y + .5) / scale`. */
export interface MapView {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** The picture itself. */
export const FULL_VIEW: MapView = { left: 0, top: 0, scale: 1 };

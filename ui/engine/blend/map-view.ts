/**
 * A reduced view of a part of a picture. The centre of the view's pixel (x, y) lies at
 * (`left + (x + .5) / scale`, `top + (y + .5) / scale`) in picture pixels.
 */
export interface MapView {
  readonly left: number;
  readonly top: number;
  /** Pixels of the view for one pixel of the picture. */
  readonly scale: number;
}

/** The view that is the picture itself. */
export const FULL_VIEW: MapView = { left: 0, top: 0, scale: 1 };

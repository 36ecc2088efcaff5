import type { SquareCrop } from '../geometry/square-crop';

/** WGSL for square crops: coordinates (`crop_place`), feather weights (`crop_weight`), bilinear cells (`cells_at`). */
export const CROP_WGSL = `
struct Crop { centre: vec2f, turn: vec2f, side: f32, rim: f32 }

/** Crop coordinates, 0–1 inside the crop, of a point in picture pixels. */
fn crop_place(crop: Crop, at: vec2f) -> vec2f {
  let d = at - crop.centre;
  return vec2f(d.x * crop.turn.x + d.y * crop.turn.y, d.y * crop.turn.x - d.x * crop.turn.y) / crop.side + 0.5;
}

/** Smooth weight of a point in crop coordinates: 0 at the border, 1 from the rim inwards. */
fn crop_weight(place: vec2f, rim: f32) -> f32 {
  let inside = clamp(min(min(place.x, 1 - place.x), min(place.y, 1 - place.y)) / rim, 0, 1);
  return inside * inside * (3 - 2 * inside);
}

/** Indices of the four cells around a point, and the weights of the right and the lower ones. */
struct Cells { upper: vec2u, lower: vec2u, share: vec2f }

/** The cells around a point in crop coordinates, on a grid of size × size cells. */
fn cells_at(place: vec2f, size: u32) -> Cells {
  let at = clamp(place * f32(size) - 0.5, vec2f(0), vec2f(f32(size - 1)));
  let first = vec2u(at);
  let next = min(first + 1, vec2u(size - 1));
  return Cells(vec2u(first.x, next.x) + first.y * size, vec2u(first.x, next.x) + next.y * size, at - vec2f(first));
}
`;

/**
 * A crop in the layout of the struct `Crop`.
 * @param rim width of the feather, in sides of the crop
 */
export function packCrop({ centerX, centerY, side, angle }: SquareCrop, rim: number): readonly number[] {
  return [centerX, centerY, Math.cos(angle), Math.sin(angle), side, rim];
}

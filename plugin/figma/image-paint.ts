/** A layer with fills, strokes, effects, opacity and blend mode: every type whose rules have fills and layers. */
export type ImageNode = SceneNode & GeometryMixin & BlendMixin;

export interface ImageFill {
  readonly paint: ImagePaint & { readonly imageHash: string };
  /** Place of the paint in `fills`. */
  readonly index: number;
  /** All fills of the layer, bottom first. */
  readonly fills: readonly Paint[];
}

/** The topmost visible image fill of a layer that has fills; null if none of them is a visible image. */
export function topImageFill({ fills }: MinimalFillsMixin): ImageFill | null {
  if (fills === figma.mixed) return null;
  for (let index = fills.length - 1; index >= 0; index--) {
    const paint = fills[index]!;
    if (paint.type === 'IMAGE' && paint.visible !== false && paint.imageHash !== null) {
      return { paint: { ...paint, imageHash: paint.imageHash }, index, fills };
    }
  }
  return null;
}

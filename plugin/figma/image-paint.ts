/** A layer with an image fill. */
export type ImageNode = SceneNode & GeometryMixin;

export interface ImageFill {
  readonly paint: ImagePaint & { readonly imageHash: string };
  /** Place of the paint in the layer's fills, bottom first. */
  readonly index: number;
}

/** The topmost visible image fill of a layer; null if it has none. */
export function topImageFill(node: SceneNode): ImageFill | null {
  if (!('fills' in node) || node.fills === figma.mixed) return null;
  const { fills } = node;
  for (let index = fills.length - 1; index >= 0; index--) {
    const paint = fills[index]!;
    if (paint.type === 'IMAGE' && paint.visible !== false && paint.imageHash !== null) {
      return { paint: { ...paint, imageHash: paint.imageHash }, index };
    }
  }
  return null;
}

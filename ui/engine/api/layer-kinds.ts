/** Blend modes of W3C Compositing Level 1: "normal" and "soft-light". */
export type LayerBlendMode = 'normal' | 'soft-light';

/** A kind of layer. */
export interface LayerKind {
  /** Key of the layer in settings, stored data and file names. Lower case, no spaces. */
  readonly role: string;
  /** Name of the layer in every host and in NAME.json. */
  readonly name: string;
  readonly blendMode: LayerBlendMode;
}

/** Every kind of layer, bottom first. Layers are named only here. */
export const LAYER_KINDS = [
  { role: 'shape', name: 'Shape', blendMode: 'normal' },
  { role: 'heal', name: 'Heal', blendMode: 'normal' },
  { role: 'shine', name: 'Shine', blendMode: 'normal' },
  { role: 'match', name: 'Match', blendMode: 'soft-light' },
  { role: 'blend', name: 'Blend', blendMode: 'soft-light' },
  { role: 'volume', name: 'Volume', blendMode: 'soft-light' },
  { role: 'contour', name: 'Contour', blendMode: 'soft-light' },
  { role: 'lines', name: 'Lines', blendMode: 'soft-light' },
  { role: 'under-eyes', name: 'Under-eyes', blendMode: 'soft-light' },
  { role: 'texture', name: 'Texture', blendMode: 'soft-light' },
  { role: 'brighten', name: 'Brighten', blendMode: 'soft-light' },
  { role: 'clothes', name: 'Clothes', blendMode: 'soft-light' },
] as const satisfies readonly LayerKind[];

/**
 * The kind with this role.
 * @throws RangeError if the table has no such kind
 */
export function layerKind(role: string, kinds: readonly LayerKind[] = LAYER_KINDS): LayerKind {
  const kind = kinds.find((one) => one.role === role);
  if (kind === undefined) throw new RangeError(`no layer kind has the role "${role}"`);
  return kind;
}

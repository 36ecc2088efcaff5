/** How a layer meets what lies beneath it: W3C Compositing Level 1, "normal" and "soft-light". */
export type LayerBlendMode = 'normal' | 'soft-light';

/** A layer that a retouch may have. */
export interface LayerKind {
  /** Key of the layer in settings, stored data and file names. Lower case, no spaces. */
  readonly role: string;
  /** Name of the layer in every host and in NAME.json. */
  readonly name: string;
  readonly blendMode: LayerBlendMode;
}

/** Every layer that a retouch may have, bottom first. This table alone names layers. */
export const LAYER_KINDS = [
  { role: 'heal', name: 'Heal', blendMode: 'normal' },
  { role: 'blend', name: 'Blend', blendMode: 'soft-light' },
  { role: 'brighten', name: 'Brighten', blendMode: 'soft-light' },
] as const satisfies readonly LayerKind[];

/** The kind of a role. Throws RangeError if the table has none. */
export function layerKind(role: string, kinds: readonly LayerKind[] = LAYER_KINDS): LayerKind {
  const kind = kinds.find((one) => one.role === role);
  if (kind === undefined) throw new RangeError(`no layer kind has the role "${role}"`);
  return kind;
}

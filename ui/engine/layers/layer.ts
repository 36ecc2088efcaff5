import type { LayerBlendMode } from '../api/layer-kinds';
import type { Picture } from '../picture/picture';

/** One layer of a retouch. A retouch is a list of them, bottom first. */
export interface Layer {
  /** Key of its kind, see `LAYER_KINDS`. */
  readonly role: string;
  /** RGBA, 8 bits, of the picture's own size. Alpha is 255 where the layer acts, 0 elsewhere. */
  readonly picture: Picture;
  readonly blendMode: LayerBlendMode;
  /** 0–1. */
  readonly opacity: number;
}

/** The layer of a role; null if the retouch has none. */
export function layerOf<One extends { readonly role: string }>(layers: readonly One[], role: string): One | null {
  return layers.find((layer) => layer.role === role) ?? null;
}

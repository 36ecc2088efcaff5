import type { LayerBlendMode } from '../api/layer-kinds';
import type { Picture } from '../picture/picture';

/** One layer of a retouch. A retouch is a list of layers, bottom first. */
export interface Layer {
  /** Key of its kind, see `LAYER_KINDS`. */
  readonly role: string;
  /**
   * RGBA, of the picture's own size. Alpha is full where the layer acts, 0 elsewhere. Over a picture of 16 bits a
   * channel a layer has them too (`picture.deep`), with `DEEP_NEUTRAL` as neutral value of soft light.
   */
  readonly picture: Picture;
  readonly blendMode: LayerBlendMode;
  /** 0–1. */
  readonly opacity: number;
}

/** The layer of a role; null if the retouch has none. */
export function layerOf<One extends { readonly role: string }>(layers: readonly One[], role: string): One | null {
  return layers.find((layer) => layer.role === role) ?? null;
}

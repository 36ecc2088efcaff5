import type { DrawnEffect } from '../../ui/host-api/host-api';

/** The consequence of an effect of the source for layers over it. */
interface EffectRules {
  /** Layers above the source: `exact`, `flatten` (a flattened picture carries the effect too), or `refuse`. */
  readonly above: 'exact' | 'flatten' | 'refuse';
  /** Layers inside the source, a frame. */
  readonly inside: 'exact' | 'refuse';
  readonly name: DrawnEffect;
}

/** Every effect of the plugin API. An effect that the installed typings gain does not compile until it has a row. */
const EFFECTS: Readonly<Record<Effect['type'], EffectRules>> = {
  // These two lie behind the picture.
  DROP_SHADOW: { above: 'exact', inside: 'exact', name: 'drop-shadow' },
  BACKGROUND_BLUR: { above: 'exact', inside: 'exact', name: 'background-blur' },
  // Inside a frame, Figma does not document whether it lies above or below the children.
  INNER_SHADOW: { above: 'flatten', inside: 'refuse', name: 'inner-shadow' },
  // A frame's blur also blurs the layers inside it. Layers above a blurred picture would be sharp.
  LAYER_BLUR: { above: 'refuse', inside: 'exact', name: 'layer-blur' },
  NOISE: { above: 'refuse', inside: 'refuse', name: 'noise' },
  TEXTURE: { above: 'refuse', inside: 'refuse', name: 'texture' },
  GLASS: { above: 'refuse', inside: 'refuse', name: 'glass' },
  SHADER: { above: 'refuse', inside: 'refuse', name: 'shader' },
};

/** An effect that is newer than this plugin: nothing is known about it. */
const UNKNOWN: EffectRules = { above: 'refuse', inside: 'refuse', name: 'other' };

/** The rules of every effect that changes pixels, in their order. */
export function drawnEffects(effects: readonly Effect[]): EffectRules[] {
  return effects.filter(isDrawn).map(({ type }) => (EFFECTS as Readonly<Record<string, EffectRules>>)[type] ?? UNKNOWN);
}

/** The effects that a flattened picture must have too, because it covers those of its source. */
export function coveredEffects(effects: readonly Effect[]): Effect[] {
  return effects.filter((effect) => isDrawn(effect) && EFFECTS[effect.type]?.above === 'flatten');
}

function isDrawn(effect: Effect): boolean {
  if (!effect.visible) return false;
  if (effect.type !== 'LAYER_BLUR') return true;
  return effect.radius > 0 || (effect.blurType === 'PROGRESSIVE' && effect.startRadius > 0);
}

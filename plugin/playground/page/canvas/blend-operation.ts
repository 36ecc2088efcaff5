const OPERATIONS: Readonly<Record<BlendMode, GlobalCompositeOperation>> = {
  PASS_THROUGH: 'source-over',
  NORMAL: 'source-over',
  DARKEN: 'darken',
  MULTIPLY: 'multiply',
  // A canvas has no Plus darker (max(0, b + s − 1)); the nearest mode that it has.
  LINEAR_BURN: 'color-burn',
  COLOR_BURN: 'color-burn',
  LIGHTEN: 'lighten',
  SCREEN: 'screen',
  LINEAR_DODGE: 'lighter',
  COLOR_DODGE: 'color-dodge',
  OVERLAY: 'overlay',
  SOFT_LIGHT: 'soft-light',
  HARD_LIGHT: 'hard-light',
  DIFFERENCE: 'difference',
  EXCLUSION: 'exclusion',
  HUE: 'hue',
  SATURATION: 'saturation',
  COLOR: 'color',
  LUMINOSITY: 'luminosity',
};

/** The canvas operation for one of Figma's blend modes. Both follow W3C Compositing and Blending Level 1. */
export function blendOperation(mode: BlendMode): GlobalCompositeOperation {
  return OPERATIONS[mode];
}

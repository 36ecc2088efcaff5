import type { LayerBlendMode } from '../api/layer-kinds';
import { emptyPicture, type Matte, type Picture } from '../picture/picture';
import type { Layer } from './layer';
import type { LayerRows, Span } from './layer-rows';
import { coverRow, drawRow, mixRow, rowPixels } from './pixel-row';
import { blendLevels } from './soft-light';

/** The description of a layer above the healed picture. */
export interface LayerInput {
  readonly role: string;
  readonly blendMode: LayerBlendMode;
  /** 0–1; 0 leaves the layer out. */
  readonly opacity: number;
  readonly rows: LayerRows;
}

export interface ComposeInput {
  /** RGBA, 8 bits. */
  readonly source: Picture;
  /** `source` with its spots filled. */
  readonly healed: Picture;
  /** Above 0 where a fill may differ from the source; null without fills. */
  readonly holes: Matte | null;
  /** Bottom first. */
  readonly layers: readonly LayerInput[];
}

/**
 * Builds the layers of a retouch row by row, rounded to 8 bits. Layers without effect are left out. `flatten` computes
 * the retouched picture from these rounded layers, so it equals them by construction.
 * @returns layers of the source's size, bottom first
 */
export function compose({ source, healed, holes, layers }: ComposeInput): Layer[] {
  const heal = holes === null ? null : healLayer(source, healed, holes);
  return [...(heal === null ? [] : [heal]), ...layersAbove(healed, layers)];
}

/** The layers above the healed picture. Each is computed for the result of the layers below it. */
function layersAbove(healed: Picture, inputs: readonly LayerInput[]): Layer[] {
  const { width, height } = healed;
  const drawn = inputs
    .filter(({ opacity }) => opacity > 0)
    .map((input) => ({ ...input, picture: emptyPicture(width, height), isUsed: false, draw: rowDrawer(input) }));
  const lastVariable = drawn.findLastIndex(({ rows }) => !rows.isFixed);
  const beneath = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    if (lastVariable >= 0) beneath.set(rowPixels(healed, y));
    for (const [index, layer] of drawn.entries()) {
      const above = rowPixels(layer.picture, y);
      const span = layer.rows.write(y, beneath, above);
      if (span === null) continue;
      layer.isUsed = true;
      if (index < lastVariable) layer.draw(beneath, above, span);
    }
  }
  return drawn
    .filter(({ isUsed }) => isUsed)
    .map(({ role, picture, blendMode, opacity }) => ({ role, picture, blendMode, opacity }));
}

/** Draws one row of a layer over the pixels below, in place. Only pixels of `span` may be opaque. */
export type RowDrawer = (below: Uint32Array, above: Uint32Array, span?: Span) => void;

/** The function that draws rows of a layer. */
export function rowDrawer({ blendMode, opacity }: Pick<LayerInput, 'blendMode' | 'opacity'>): RowDrawer {
  if (blendMode === 'normal')
    return opacity === 1 ? coverRow : (below, above, span) => mixRow(below, above, opacity, span);
  const levels = blendLevels(opacity);
  return (below, above, span) => drawRow(below, above, levels, span);
}

/** The Heal layer: pixels inside holes that differ from the source; null if there are none. */
export function healLayer(source: Picture, healed: Picture, holes: Matte): Layer | null {
  const picture = emptyPicture(source.width, source.height);
  const from = new Uint32Array(source.data.buffer, source.data.byteOffset, source.width * source.height);
  const to = new Uint32Array(healed.data.buffer, healed.data.byteOffset, source.width * source.height);
  const out = new Uint32Array(picture.data.buffer);
  let used = false;
  for (let index = 0; index < out.length; index++) {
    if (holes.data[index] === 0 || from[index] === to[index]) continue;
    out[index] = to[index]!;
    used = true;
  }
  return used ? { role: 'heal', picture, blendMode: 'normal', opacity: 1 } : null;
}

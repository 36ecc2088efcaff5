import { emptyDeepPicture, roundDeep, type DeepPicture } from '../picture/deep-picture';
import type { Matte } from '../picture/picture';
import type { ComposeInput, LayerInput } from './compose';
import { blendDeepRow, mixDeepRow, deepRow } from './deep-row';
import type { Layer } from './layer';
import type { Span } from './layer-rows';

/** As `ComposeInput`, for pictures of 16 bits a channel. */
export interface DeepComposeInput extends ComposeInput {
  readonly source: DeepPicture;
  readonly healed: DeepPicture;
}

/**
 * Builds the layers of a picture of 16 bits a channel, rounded to 16 bits; otherwise as `compose`.
 * @returns layers of the source's size, bottom first
 */
export function composeDeep({ source, healed, holes, layers }: DeepComposeInput): Layer[] {
  const heal = holes === null ? null : deepHealLayer(source, healed, holes);
  return [...(heal === null ? [] : [heal]), ...layersAbove(healed, layers)];
}

/** The layers above the healed picture. Each is computed for the result of the layers below it. */
function layersAbove({ width, height, deep }: DeepPicture, inputs: readonly LayerInput[]): Layer[] {
  const drawn = inputs
    .filter(({ opacity }) => opacity > 0)
    .map((input) => ({ ...input, picture: emptyDeepPicture(width, height), isUsed: false }));
  const lastVariable = drawn.findLastIndex(({ rows }) => !rows.isFixed);
  const beneath = new Uint16Array(width * 4);
  for (let y = 0; y < height; y++) {
    if (lastVariable >= 0) beneath.set(deepRow(deep, width, y));
    for (const [index, layer] of drawn.entries()) {
      const above = deepRow(layer.picture.deep, width, y);
      const span = layer.rows.writeDeep(y, beneath, above);
      if (span === null) continue;
      layer.isUsed = true;
      roundDeep(layer.picture, (y * width + span.from) * 4, (y * width + span.to) * 4);
      if (index < lastVariable) drawDeepRow(layer, beneath, above, span);
    }
  }
  return drawn
    .filter(({ isUsed }) => isUsed)
    .map(({ role, picture, blendMode, opacity }) => ({ role, picture, blendMode, opacity }));
}

/** Draws one 16-bit row of a layer over the pixels below, in place. Only pixels of `span` may be opaque. */
export function drawDeepRow(
  { blendMode, opacity }: Pick<LayerInput, 'blendMode' | 'opacity'>,
  below: Uint16Array,
  above: Uint16Array,
  span: Span,
): void {
  if (blendMode === 'normal') mixDeepRow(below, above, opacity, span);
  else blendDeepRow(below, above, opacity, span);
}

/** The Heal layer: pixels inside holes that differ from the source; null if there are none. */
function deepHealLayer(source: DeepPicture, healed: DeepPicture, holes: Matte): Layer | null {
  const picture = emptyDeepPicture(source.width, source.height);
  let used = false;
  for (let index = 0, at = 0; index < holes.data.length; index++, at += 4) {
    if (holes.data[index] === 0 || samePixel(source.deep, healed.deep, at)) continue;
    picture.deep.set(healed.deep.subarray(at, at + 4), at);
    picture.data.set(healed.data.subarray(at, at + 4), at);
    used = true;
  }
  return used ? { role: 'heal', picture, blendMode: 'normal', opacity: 1 } : null;
}

function samePixel(a: Uint16Array, b: Uint16Array, at: number): boolean {
  return a[at] === b[at] && a[at + 1] === b[at + 1] && a[at + 2] === b[at + 2] && a[at + 3] === b[at + 3];
}

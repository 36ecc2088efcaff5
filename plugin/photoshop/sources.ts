import type { HostProblem } from '../../ui/host-api/host-api';
import { onCanvas, type CanvasBox } from './box';
import { isShown } from './layer-tree';

/** Something to retouch: one layer, or what is visible of a whole document. */
export type Source =
  | { readonly kind: 'layer'; readonly document: PsDocument; readonly layer: PsLayer }
  | { readonly kind: 'composite'; readonly document: PsDocument };

const COMPOSITE = 'composite';

/** The id of a source, which is also that of its picture: no two layers are known to show the same picture. */
export function sourceIdOf(source: Source): string {
  return `${source.document.id}:${source.kind === 'layer' ? source.layer.id : COMPOSITE}`;
}

/** Name for people: that of the layer, or of the document. */
export function sourceNameOf(source: Source): string {
  return source.kind === 'layer' ? source.layer.name : source.document.title;
}

/** The layers whose own pixels can be read. Groups, text and adjustments have none. */
export function canBeSource({ kind, isBackgroundLayer }: PsLayer): boolean {
  return kind === 'pixel' || kind === 'smartObject' || isBackgroundLayer;
}

/** The part of the canvas that a source covers. Its sides may be 0. */
export function boxOf(source: Source): CanvasBox {
  const { document } = source;
  return source.kind === 'layer'
    ? onCanvas(source.layer.boundsNoEffects, document)
    : { x: 0, y: 0, width: document.width, height: document.height };
}

/** Colour modes whose pixels can be read, by Photoshop's names. */
const READABLE_MODES: readonly string[] = ['RGBColorMode', 'grayscaleMode'];
/** Names for people of the other modes. */
const MODE_NAMES: Readonly<Record<string, string>> = {
  CMYKColorMode: 'CMYK Color',
  labColorMode: 'Lab Color',
  indexedColorMode: 'Indexed Color',
  bitmapMode: 'Bitmap',
  duotoneMode: 'Duotone',
  multichannelMode: 'Multichannel',
};

/**
 * Why no pixels of a document may be read; null if they may. It comes before every imaging call, because reading a CMYK
 * document can end Photoshop.
 */
export function documentProblem({ mode, bitsPerChannel }: PsDocument): HostProblem | null {
  if (!READABLE_MODES.includes(mode)) return { code: 'colour-mode', mode: MODE_NAMES[mode] ?? mode };
  return bitsPerChannel === 'bitDepth8' || bitsPerChannel === 'bitDepth16' ? null : { code: 'bit-depth' };
}

/** Why a source cannot be retouched; null if it can. */
export function sourceProblem(source: Source): HostProblem | null {
  const problem = documentProblem(source.document);
  if (problem !== null) return problem;
  if (source.kind === 'layer' && !isShown(source.layer)) return { code: 'hidden-layer' };
  const { width, height } = boxOf(source);
  return width === 0 || height === 0 ? { code: 'empty-layer' } : null;
}

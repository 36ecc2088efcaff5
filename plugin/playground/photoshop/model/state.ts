/** Pixels of a layer: 8 bits, or 16 bits as 0–32768; grey or RGB, interleaved, with straight alpha last. */
export interface Raster {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly channels: 2 | 4;
  readonly data: Uint8Array | Uint16Array;
}

/** A mask or a selection: 8 bits. Outside its box it is `outside`. */
export interface Mask {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly outside: 0 | 255;
}

export type LayerKind = 'pixel' | 'group' | 'smartObject' | 'text' | 'curves';
export type BlendMode = 'normal' | 'softLight' | 'multiply' | 'passThrough';

/** A layer. States are never changed in place, so that each history state keeps its own. */
export interface LayerState {
  readonly id: number;
  readonly name: string;
  readonly kind: LayerKind;
  /** Per cent. */
  readonly opacity: number;
  readonly blendMode: BlendMode;
  readonly visible: boolean;
  readonly isBackground: boolean;
  readonly isClipped: boolean;
  readonly isLocked: boolean;
  readonly raster: Raster | null;
  readonly mask: Mask | null;
  /** Groups only; top first. */
  readonly children: readonly LayerState[];
  /** Entries that plugins stored, by key. */
  readonly settings: Readonly<Record<string, string>>;
  readonly xmp: string;
}

/** The part of a document that an undo restores. */
export interface DocumentState {
  /** Top first. */
  readonly layers: readonly LayerState[];
  /** Ids of the selected layers. */
  readonly active: readonly number[];
  readonly selection: Mask | null;
}

export type ColourMode =
  'RGBColorMode' | 'grayscaleMode' | 'CMYKColorMode' | 'labColorMode' | 'indexedColorMode' | 'bitmapMode';

/** The unchanging facts of a document. */
export interface DocumentForm {
  readonly width: number;
  readonly height: number;
  readonly mode: ColourMode;
  readonly depth: 8 | 16 | 32;
  readonly profile: string;
}

/** The largest value of a channel. */
export function fullValue(depth: 8 | 16 | 32): number {
  return depth === 16 ? 32768 : 255;
}

const BARE: Omit<LayerState, 'id' | 'name' | 'kind'> = {
  opacity: 100,
  blendMode: 'normal',
  visible: true,
  isBackground: false,
  isClipped: false,
  isLocked: false,
  raster: null,
  mask: null,
  children: [],
  settings: {},
  xmp: '',
};

/** A layer with the usual properties. */
export function newLayer(
  id: number,
  name: string,
  kind: LayerKind,
  values: Partial<Omit<LayerState, 'id' | 'name' | 'kind'>> = {},
): LayerState {
  return { ...BARE, id, name, kind, ...values };
}

import type { ResultLayer } from '../engine/api/engine-api';
import type { PictureData } from '../engine/api/picture-data';

/** An effect of a layer. `other`: one that is newer than this plugin. */
export type DrawnEffect =
  | 'drop-shadow'
  | 'background-blur'
  | 'inner-shadow'
  | 'layer-blur'
  | 'noise'
  | 'texture'
  | 'glass'
  | 'shader'
  | 'other';

/** The property of a layer because of which no layers over it would be exact. */
export type LayerObstacle =
  | { readonly code: 'layer-effects'; readonly effect: DrawnEffect }
  | ObstacleOf<
      | 'layer-strokes'
      | 'layer-fills'
      | 'layer-opacity'
      | 'layer-blend-mode'
      | 'layer-is-mask'
      | 'layer-type'
      | 'layer-in-instance'
      | 'layer-in-template'
    >;

/** One member for each code, so that a text can be found by its code. */
type ObstacleOf<Code extends string> = Code extends string ? { readonly code: Code } : never;

/** Why a layer cannot be read or written. The panel makes messages from these codes. */
export type HostProblem =
  /** `retouched`: a retouch from before the obstacle lies on the layer. */
  | (LayerObstacle & { readonly retouched: boolean })
  | { readonly code: 'layer-changed' }
  | { readonly code: 'nothing-selected' }
  | { readonly code: 'no-image-in-selection' }
  /** The media field of an asset holds a video, or nothing. */
  | { readonly code: 'media-is-video' }
  | { readonly code: 'media-is-empty' }
  | { readonly code: 'image-missing' }
  | { readonly code: 'export-failed'; readonly detail: string }
  | { readonly code: 'layer-gone' }
  | { readonly code: 'picture-replaced' }
  | { readonly code: 'image-refused'; readonly detail: string }
  | { readonly code: 'write-failed'; readonly detail: string }
  /** The host refuses layers in an asset, as far as it tells because of its template. */
  | { readonly code: 'template-locked'; readonly detail: string }
  | { readonly code: 'nothing-to-remove' }
  | { readonly code: 'remove-failed'; readonly detail: string }
  | { readonly code: 'read-only' }
  | { readonly code: 'no-document' }
  /** `mode`: the host's name of the colour mode, for people. */
  | { readonly code: 'colour-mode'; readonly mode: string }
  | { readonly code: 'bit-depth' }
  | { readonly code: 'empty-layer' }
  | { readonly code: 'hidden-layer' }
  | { readonly code: 'document-gone' }
  /** A dialog or a tool of the host has blocked it for a minute. */
  | { readonly code: 'host-busy' }
  /** The user pressed Cancel in the host's own progress bar. */
  | { readonly code: 'stopped-in-host' }
  | { readonly code: 'read-failed'; readonly detail: string };

/** Why the result cannot be an exact stack over the source, so that a flattened picture is written. */
export type FlattenReason =
  | 'asked'
  | 'paint-filters'
  | 'blend-mode'
  | 'other-fills'
  | 'paint-opacity'
  | 'inner-shadow'
  | 'strokes'
  | 'rasterised';

/** The kind of change that a designer made to a retouch. */
export type GroupChange =
  | 'moved'
  | 'opacity'
  | 'blend-mode'
  | 'visibility'
  | 'mask'
  | 'effects'
  | 'painted'
  | 'added'
  | 'removed'
  | 'ungrouped';

/** For layers that the designer has changed: replace them, keep them hidden below the new ones, or write nothing. */
export type ChangedLayers = 'replace' | 'beside' | 'leave';

/** An earlier retouch of a layer. */
export interface EarlierWork {
  /** Null: the host has not looked for changes. It looks when a run begins. */
  readonly changes: readonly GroupChange[] | null;
  /** `PictureResult.memory` of that retouch, untrusted. Null if there is none, or if it belongs to another picture. */
  readonly memory: string | null;
}

/** A layer that will be retouched. */
export interface Target {
  readonly nodeId: string;
  readonly name: string;
  /** Size of the layer on the canvas, in canvas units. */
  readonly width: number;
  readonly height: number;
  readonly flatten: FlattenReason | null;
  /** Null: never retouched, or the retouch was removed. */
  readonly earlier: EarlierWork | null;
}

/** One picture, and every layer that shows it. The same image on several layers is one picture. */
export interface PictureJob {
  readonly pictureId: string;
  readonly targets: readonly Target[];
  /** `cropped`: the host can place layers that are cropped to the pixels they change. */
  readonly layers: 'cropped' | 'full';
  /** The form in which the host takes layers. Left out: PNG files. */
  readonly output?: 'file' | 'raw';
}

/** A selected layer that cannot be retouched, and why. */
export interface SkippedLayer {
  readonly nodeId: string;
  readonly name: string;
  readonly problem: HostProblem;
}

export interface SelectionScan {
  readonly pictures: readonly PictureJob[];
  readonly skipped: readonly SkippedLayer[];
  /** Why nothing in the selection can be retouched; null if something can. */
  readonly problem: HostProblem | null;
}

export type ReadResult =
  | { readonly state: 'read'; readonly picture: PictureData }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/** The engine's result for one picture. The host stores `summary` with the group. */
export interface PictureResult {
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Bottom first. */
  readonly layers: readonly ResultLayer[];
  readonly flattened: PictureData | null;
  readonly summary: { readonly faces: number; readonly spots: number };
  /** Layer data as text, which comes back with the next scan of the layer; '' stores nothing. */
  readonly memory: string;
}

export type WriteResult =
  | {
      readonly nodeId: string;
      readonly state: 'written';
      readonly groupId: string;
      readonly flatten: FlattenReason | null;
    }
  /** The designer has changed the layers and chose to leave them. */
  | { readonly nodeId: string; readonly state: 'left' }
  /** The host writes it with the other results of its document, at the latest in `endRun`. */
  | { readonly nodeId: string; readonly state: 'held' }
  | { readonly nodeId: string; readonly state: 'failed'; readonly problem: HostProblem };

/** The end of a run. */
export interface RunEnd {
  readonly selection: SelectionScan;
  /** One result for each layer that `writeResult` held. */
  readonly written: readonly WriteResult[];
}

export type RemoveResult =
  | {
      readonly state: 'removed';
      /** Number of layers without their retouch now. */
      readonly retouches: number;
      /** Number of the designer's own layers in retouch groups; they stay. */
      readonly kept: number;
      /** The selection afterwards; null if the host cannot scan it. */
      readonly selection: SelectionScan | null;
    }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/** Commands of the plugin: open the window (`retouch`, `edit`), work without one, or show facts about the host. */
export const COMMANDS = ['retouch', 'edit', 'again', 'remove', 'diagnostics'] as const;
export type Command = (typeof COMMANDS)[number];

/** The longest notice, in UTF-16 code units. Figma cuts the text behind it, also that of `HostApi.close`. */
export const LONGEST_NOTICE = 100;

/** A line of text that the host shows until the next one, or until the plugin ends. */
export interface Notice {
  /** At most `LONGEST_NOTICE`. */
  readonly text: string;
  /** Label of its button; a press calls `PanelApi.cancelRequested`. */
  readonly cancel: string;
}

/** The host's first message to the panel. */
export interface HostContext {
  readonly command: Command;
  /** The value stored last, untrusted: the panel parses it. */
  readonly storedSettings: unknown;
  readonly selection: SelectionScan;
  /** `docked`: the host sizes the panel, and `resize` does nothing. */
  readonly window: 'own' | 'docked';
  /** Null: the page gets the host's colours without being told. */
  readonly theme: HostTheme | null;
}

/** Photoshop's brightness of its own panels. */
export type HostTheme = (typeof HOST_THEMES)[number];
export const HOST_THEMES = ['darkest', 'dark', 'light', 'lightest'] as const;

export interface HostFacts {
  readonly apiVersion: string;
  readonly editor: string;
  readonly colourProfile: string;
}

/** Soft light of grey levels: 256 × 256 values of 0–65535. The base grows to the right, the layer downwards. */
export interface RampRendering {
  readonly depth: 8 | 16;
  readonly levels: Uint16Array;
}

export type RampResult =
  | { readonly state: 'exported'; readonly png: Uint8Array }
  /** From a host that reads no PNG, and renders ramps of its own in documents of several depths. */
  | { readonly state: 'rendered'; readonly renderings: readonly RampRendering[] }
  | { readonly state: 'failed'; readonly detail: string };

/**
 * The host as the panel sees it, over Comlink and the host's message channel. The channel carries plain data and
 * typed arrays only (Figma's only Uint8Array): no ports, no transferables, no callbacks.
 *
 * A run is: beginRun → (readPicture → writeResult) for each picture → endRun. All writes between beginRun and endRun
 * are one undo step. For each target, writeResult writes all layers or none.
 */
export interface HostApi {
  ready(): Promise<HostContext>;
  beginRun(options: { readonly flatten: boolean }): Promise<SelectionScan>;
  readPicture(pictureId: string): Promise<ReadResult>;
  /** @param changed for layers that the designer has changed */
  writeResult(pictureId: string, result: PictureResult, changed: ChangedLayers): Promise<readonly WriteResult[]>;
  /** Writes what is held. Resolves to the selection after the run. */
  endRun(): Promise<RunEnd>;
  /** Removes all retouches of the selected layers, as one undo step. */
  removeRetouch(): Promise<RemoveResult>;
  storeSettings(settings: unknown): Promise<void>;
  reveal(nodeId: string): Promise<void>;
  /** Takes the last step of the document back, as its own undo does. */
  undoDocument(): Promise<void>;
  resize(width: number, height: number): Promise<void>;

  /** The next four are for diagnostics, and leave the document as it was. */
  hostFacts(): Promise<HostFacts>;
  /** Resolves to the number of bytes. */
  weigh(bytes: Uint8Array): Promise<number>;
  /** Resolves to `length` bytes, all 0. */
  give(length: number): Promise<Uint8Array>;
  /** Renders one PNG of grey levels over another in soft light: the base grows to the right, the layer downwards. */
  exportRamp(base: Uint8Array, layer: Uint8Array): Promise<RampResult>;

  notify(notice: Notice): Promise<void>;
  /** Ends the plugin; a message, if not '', stays for a moment. */
  close(message: string): Promise<void>;
}

/** The panel as the host sees it. */
export interface PanelApi {
  selectionChanged(selection: SelectionScan): Promise<void>;
  /** The user pressed the button of a notice. */
  cancelRequested(): Promise<void>;
  /** `busy`: the host waits until the user has ended a tool or a dialog; false: it goes on. */
  hostBusy(busy: boolean): Promise<void>;
  /** The user chose another brightness for the host. */
  themeChanged(theme: HostTheme): Promise<void>;
}

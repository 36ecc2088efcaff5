import type { ResultLayer } from '../engine/api/engine-api';
import type { PictureData } from '../engine/api/picture-data';

/** Why a layer cannot be read or written. Words are made from these codes by the panel. */
export type HostProblem =
  | { readonly code: 'nothing-selected' }
  | { readonly code: 'no-image-in-selection' }
  | { readonly code: 'image-missing' }
  | { readonly code: 'export-failed'; readonly detail: string }
  | { readonly code: 'layer-gone' }
  | { readonly code: 'picture-replaced' }
  | { readonly code: 'image-refused'; readonly detail: string }
  | { readonly code: 'write-failed'; readonly detail: string }
  | { readonly code: 'nothing-to-remove' }
  | { readonly code: 'remove-failed'; readonly detail: string }
  | { readonly code: 'read-only' };

/** Why the result cannot be an exact stack over the source, so that a flattened picture is written. */
export type FlattenReason =
  'asked' | 'paint-filters' | 'opacity' | 'blend-mode' | 'other-fills' | 'paint-opacity' | 'rasterised';

/** In what a designer has changed layers that we had written. */
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

/** What becomes of layers that the designer has changed since: they give way, are kept (hidden) below the new ones, or nothing is written. */
export type ChangedLayers = 'replace' | 'beside' | 'leave';

/** What an earlier retouch of a layer has left. */
export interface EarlierWork {
  readonly changes: readonly GroupChange[];
  /** What `PictureResult.memory` was then; untrusted, the panel parses it. Null if there is none, or it is of another picture. */
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

/** One picture to compute, and every target that shows it (the same image on several layers is one picture). */
export interface PictureJob {
  readonly pictureId: string;
  readonly targets: readonly Target[];
  /** `cropped`: the host can place layers that are cropped to the pixels they change. */
  readonly layers: 'cropped' | 'full';
}

/** A selected layer that was left out, and why. */
export interface SkippedLayer {
  readonly nodeId: string;
  readonly name: string;
  readonly problem: HostProblem;
}

export interface SelectionScan {
  readonly pictures: readonly PictureJob[];
  readonly skipped: readonly SkippedLayer[];
  /** Set when there is nothing to do at all. */
  readonly problem: HostProblem | null;
}

export type ReadResult =
  | { readonly state: 'read'; readonly picture: PictureData }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/** The engine's result for one picture. The host stores `summary` with the group. */
export interface PictureResult {
  /** Bottom first. */
  readonly layers: readonly ResultLayer[];
  readonly flattened: PictureData | null;
  readonly summary: { readonly faces: number; readonly spots: number };
  /** Text that comes back with the layer's next scan; '' keeps nothing. */
  readonly memory: string;
}

export type WriteResult =
  | {
      readonly nodeId: string;
      readonly state: 'written';
      readonly groupId: string;
      readonly flatten: FlattenReason | null;
    }
  /** The designer has changed the layers, and wants them left alone. */
  | { readonly nodeId: string; readonly state: 'left' }
  | { readonly nodeId: string; readonly state: 'failed'; readonly problem: HostProblem };

export type RemoveResult =
  | {
      readonly state: 'removed';
      /** Layers whose retouch is gone. */
      readonly retouches: number;
      /** Layers of the designer's that lay in our groups, and stay. */
      readonly kept: number;
      /** As it is afterwards; null: the host cannot say. */
      readonly selection: SelectionScan | null;
    }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/** What the plugin was started for: to open its window, to use the last settings or take retouches away without one, or to tell what the host allows. */
export const COMMANDS = ['retouch', 'edit', 'again', 'remove', 'diagnostics'] as const;
export type Command = (typeof COMMANDS)[number];

/** A line that the host shows until the next one, or until the plugin ends. */
export interface Notice {
  readonly text: string;
  /** What stands on its button: a press calls PanelApi.cancelRequested. */
  readonly cancel: string;
}

/** What the panel needs to draw itself for the first time. */
export interface HostContext {
  readonly command: Command;
  /** Whatever was stored last; untrusted, the panel parses it. */
  readonly storedSettings: unknown;
  readonly selection: SelectionScan;
}

export interface HostFacts {
  readonly apiVersion: string;
  readonly editor: string;
  readonly colourProfile: string;
}

export type RampResult =
  { readonly state: 'exported'; readonly png: Uint8Array } | { readonly state: 'failed'; readonly detail: string };

/**
 * The host as the panel sees it, over Comlink and the host's message channel (structured-clone of plain
 * data and Uint8Array only; no ports, no transferables, no callbacks).
 *
 * A run is: beginRun → (readPicture → writeResult) for each picture → endRun. All writes between
 * beginRun and endRun are one undo step. writeResult is all-or-nothing for each target.
 */
export interface HostApi {
  ready(): Promise<HostContext>;
  beginRun(options: { readonly flatten: boolean }): Promise<SelectionScan>;
  readPicture(pictureId: string): Promise<ReadResult>;
  /** @param changed for layers that the designer has changed */
  writeResult(pictureId: string, result: PictureResult, changed: ChangedLayers): Promise<readonly WriteResult[]>;
  /** Resolves to the selection as it is afterwards. */
  endRun(): Promise<SelectionScan>;
  /** Takes away all retouches of what is selected, as one undo step. */
  removeRetouch(): Promise<RemoveResult>;
  storeSettings(settings: unknown): Promise<void>;
  reveal(nodeId: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;

  /** The next four are for diagnostics, and leave nothing behind. */
  hostFacts(): Promise<HostFacts>;
  /** Takes bytes and says how many. */
  weigh(bytes: Uint8Array): Promise<number>;
  /** That many bytes, all 0. */
  give(length: number): Promise<Uint8Array>;
  /** What the host draws where one picture (a PNG) lies over another of its size in soft light. */
  exportRamp(base: Uint8Array, layer: Uint8Array): Promise<RampResult>;

  notify(notice: Notice): Promise<void>;
  /** Ends the plugin; a message, if not '', stays for a moment. */
  close(message: string): Promise<void>;
}

/** The panel as the host sees it. */
export interface PanelApi {
  selectionChanged(selection: SelectionScan): Promise<void>;
  /** The button of a notice was pressed. */
  cancelRequested(): Promise<void>;
}

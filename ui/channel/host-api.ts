import type { RetouchedLayers } from './engine-api';

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
  | { readonly code: 'read-only' };

/** Why the result cannot be an exact stack over the source, so that a flattened picture is written. */
export type FlattenReason = 'asked' | 'paint-filters' | 'opacity' | 'blend-mode' | 'other-fills' | 'paint-opacity' | 'rasterised';

/** A layer that will be retouched. */
export interface Target {
  readonly nodeId: string;
  readonly name: string;
  /** Size of the layer on the canvas, in canvas units. */
  readonly width: number;
  readonly height: number;
  readonly flatten: FlattenReason | null;
}

/** One picture to compute, and every target that shows it (the same image on several layers is one picture). */
export interface PictureJob {
  readonly pictureId: string;
  readonly targets: readonly Target[];
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
  | { readonly state: 'read'; readonly bytes: Uint8Array }
  | { readonly state: 'failed'; readonly problem: HostProblem };

/** What the engine made of a picture, on its way to the layers. `summary` is kept with the group. */
export interface PictureResult {
  readonly layers: RetouchedLayers;
  readonly flattened: Uint8Array | null;
  readonly summary: { readonly faces: number; readonly spots: number };
}

export type WriteResult =
  | { readonly nodeId: string; readonly state: 'written'; readonly groupId: string; readonly flatten: FlattenReason | null }
  | { readonly nodeId: string; readonly state: 'failed'; readonly problem: HostProblem };

/** What the panel needs to draw itself for the first time. */
export interface HostContext {
  readonly command: string;
  /** Whatever was stored last; untrusted, the panel parses it. */
  readonly storedSettings: unknown;
  readonly selection: SelectionScan;
}

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
  writeResult(pictureId: string, result: PictureResult): Promise<readonly WriteResult[]>;
  endRun(): Promise<void>;
  storeSettings(settings: unknown): Promise<void>;
  reveal(nodeId: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** The panel as the host sees it. */
export interface PanelApi {
  selectionChanged(selection: SelectionScan): Promise<void>;
}

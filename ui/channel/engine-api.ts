import type { EngineProblem, Progress, RetouchReport, UnchangedReason } from '../engine/report';
import type { RetouchSettings } from '../engine/settings';

/** A file as it lies in the panel's page: gzipped, in base64. The engine unpacks it, off the panel's thread. */
export type PackedFile = string;

/** What the engine needs before its first picture. */
export interface EngineAssets {
  /** onnxruntime-web's wasm binary. */
  readonly wasm: PackedFile;
  /** Network name → ONNX file. */
  readonly networks: Readonly<Record<string, PackedFile>>;
}

export interface RetouchRequest {
  /** The picture as stored: an encoded PNG or JPEG (or a single-frame GIF) file. */
  readonly bytes: Uint8Array;
  readonly settings: RetouchSettings;
  /** Also return the finished picture, with all layers composited. */
  readonly flattened: boolean;
}

/** A layer of the result: a PNG of the picture's own size, and the opacity (0–1) that gives the asked strength. */
export interface EncodedLayer {
  readonly png: Uint8Array;
  readonly opacity: number;
}

export interface RetouchedLayers {
  /** NORMAL; transparent but where a spot was healed. */
  readonly heal: EncodedLayer | null;
  /** SOFT_LIGHT, over heal. */
  readonly blend: EncodedLayer | null;
  /** SOFT_LIGHT, over blend. */
  readonly brighten: EncodedLayer | null;
}

export type RetouchResponse =
  | { readonly state: 'retouched'; readonly layers: RetouchedLayers; readonly flattened: Uint8Array | null; readonly report: RetouchReport }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

/** The engine as the panel sees it, over Comlink and a real MessagePort. Cancel by ending the worker. */
export interface EngineApi {
  start(assets: EngineAssets): Promise<{ readonly executionProvider: 'wasm' | 'webgpu' }>;
  retouch(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<RetouchResponse>;
}

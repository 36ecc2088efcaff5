import type {
  Box,
  EngineProblem,
  FaceReport,
  GpuRefusal,
  Progress,
  RetouchReport,
  SpotReport,
  UnchangedReason,
} from './report';
import type { NetworkSetName } from './settings';
import type { RetouchSettings } from './settings';
import type { Choices, ManualFace } from './choices';

/** A file as it lies in the panel's page: gzipped, in base64. The engine unpacks it, off the panel's thread. */
export type PackedFile = string;

/** What the engine needs before its first picture; each file packed, or as it is. */
export interface EngineAssets {
  /** onnxruntime-web's wasm binary. */
  readonly wasm: PackedFile | Uint8Array;
  /** Network name → ONNX file. */
  readonly networks: Readonly<Record<string, PackedFile | Uint8Array>>;
  /** The catalogue of the original's networks as they were imported, parsed. Left out or null: they are not there. */
  readonly imported?: unknown;
  /** Whether a GPU may run networks in half precision. Left out: it may. */
  readonly half?: boolean;
}

/** Reads a file that lies beside the catalogue of the original's networks. Rejects if it cannot. */
export type ReadImported = (file: string) => Promise<Uint8Array>;

/** What a stage was found to be good for on this device. */
export type KernelPlacement =
  | {
      readonly device: 'gpu';
      /** For the same work, on the device and in TypeScript. */ readonly milliseconds: number;
      readonly plainMilliseconds: number;
    }
  /** `slower`: than TypeScript; `wrong`: it gives something else, or fails. `detail` is for diagnostics. */
  | { readonly device: 'cpu'; readonly reason: 'slower' | 'wrong'; readonly detail: string };

/** Stage → where it is computed. */
export type KernelPlacements = Readonly<Record<string, KernelPlacement>>;

/** What is asked of a GPU beside running networks in single precision; for diagnostics. */
export interface GpuUse {
  readonly kernels: KernelPlacements;
  /** Networks that run in half precision. */
  readonly half: readonly string[];
}

export type ExecutionProvider = 'wasm' | 'webgpu';

/** Why an engine is not used where a GPU was asked for. */
export type StartRefusal =
  | GpuRefusal
  /** The networks give other numbers than they must. */
  | 'wrong-numbers'
  /** It was lost while its networks were tested. */
  | 'gpu-lost';

export type StartResponse =
  /** `networkSets`: those that can be asked for; `gpu`: where there is one. */
  | {
      readonly state: 'started';
      readonly executionProvider: ExecutionProvider;
      readonly networkSets: readonly NetworkSetName[];
      readonly gpu?: GpuUse;
    }
  /** `detail`: for diagnostics. */
  | { readonly state: 'refused'; readonly reason: StartRefusal; readonly detail: string };

export interface RetouchRequest {
  /** The picture as stored: an encoded PNG or JPEG (or a single-frame GIF) file. */
  readonly bytes: Uint8Array;
  readonly settings: RetouchSettings;
  /** Left out: ours. */
  readonly networks?: NetworkSetName;
  /** Left out: NO_CHOICES. */
  readonly choices?: Choices;
  /** Also return the finished picture, with all layers composited. */
  readonly flattened: boolean;
  /** Of how many pictures this one is: of a long run not all are kept for another press of Retouch. Left out: 1. */
  readonly batchSize?: number;
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
  | {
      readonly state: 'retouched';
      readonly layers: RetouchedLayers;
      readonly flattened: Uint8Array | null;
      readonly report: RetouchReport;
    }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

export type LoadResponse = { readonly state: 'loaded' } | { readonly state: 'failed'; readonly problem: EngineProblem };

/** A picture that the engine has analysed, with one set of networks, and keeps for a while. */
export type PictureKey = number;

export type AnalyseResponse =
  | {
      readonly state: 'analysed';
      readonly picture: PictureKey;
      readonly width: number;
      readonly height: number;
      readonly faces: readonly FaceReport[];
    }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

/** What a preview shows: what becomes of the picture, the picture itself, the blend layer or the skin alone. */
export type PreviewSubject = 'result' | 'original' | 'blend' | 'mask';

export interface PreviewRequest {
  readonly picture: PictureKey;
  readonly settings: RetouchSettings;
  /** Left out: NO_CHOICES. */
  readonly choices?: Choices;
  /** The longer side in pixels, at most 1024; what has fewer pixels keeps its size. */
  readonly side: number;
  /** A part of the picture, in its pixels; widened to whole ones and clipped. Left out: all of it. */
  readonly region?: Box;
  /** Left out: the result. */
  readonly subject?: PreviewSubject;
}

export type PreviewResponse =
  | {
      readonly state: 'preview';
      readonly width: number;
      readonly height: number;
      /** RGBA, straight alpha, as an ImageData takes it. */
      readonly pixels: Uint8ClampedArray;
    }
  /** Room was needed for other pictures: analyse it again. */
  | { readonly state: 'forgotten' }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

export interface FacesRequest {
  readonly picture: PictureKey;
  readonly manualFaces: readonly ManualFace[];
}

export type FacesResponse =
  | { readonly state: 'found'; readonly faces: readonly FaceReport[] }
  | { readonly state: 'forgotten' }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

export interface SpotsRequest extends FacesRequest {
  readonly settings: RetouchSettings;
}

export type SpotsResponse =
  | { readonly state: 'found'; readonly spots: readonly SpotReport[] }
  | { readonly state: 'forgotten' }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

/**
 * The engine as the panel sees it, over Comlink and a real MessagePort. Calls are answered one after another, but for `decodeAhead`.
 * Cancel by ending the worker. The pictures used last are kept: no call computes again what one before it did.
 */
export interface EngineApi {
  /**
   * Rejects if the engine cannot start. On a GPU every network must pass its self-test first, which takes a while:
   * `onTested` is told the share that is done (0–1). `readImported` is for the original's networks, if `assets` has their
   * catalogue: none of their files is read before they are asked for.
   */
  start(assets: EngineAssets, onTested?: (done: number) => void, readImported?: ReadImported): Promise<StartResponse>;
  /** Makes a set of networks ready, which may take a while; whatever asks for it does so too, if need be. A set that fails leaves the others as they are. */
  load(networks: NetworkSetName): Promise<LoadResponse>;
  /** Begins to decode the file whose turn comes next, while another is computed. What is wrong with it is told when it is asked for. */
  decodeAhead(bytes: Uint8Array, networks?: NetworkSetName): Promise<void>;
  retouch(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<RetouchResponse>;
  /** Finds the faces of a picture (an encoded file, see RetouchRequest) and keeps it for previews and its retouch, with one set of networks. */
  analyse(
    bytes: Uint8Array,
    onProgress: (progress: Progress) => void,
    networks?: NetworkSetName,
  ): Promise<AnalyseResponse>;
  /** The faces that were found, and what is seen in the boxes that were drawn. Each box is looked at once. */
  faces(request: FacesRequest, onProgress: (progress: Progress) => void): Promise<FacesResponse>;
  /** The spots that these settings find, whatever was chosen for them. Quick once it was asked of this picture and its faces. */
  spots(request: SpotsRequest, onProgress: (progress: Progress) => void): Promise<SpotsResponse>;
  /**
   * The retouched picture, small. Quick (a slider waits for it) once a preview of this picture, its spots and
   * region was made; before that networks run, and `onProgress` tells. Without faces it is the picture itself.
   */
  preview(request: PreviewRequest, onProgress: (progress: Progress) => void): Promise<PreviewResponse>;
}

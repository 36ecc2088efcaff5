import type {
  Box,
  EngineProblem,
  FaceReport,
  GpuRefusal,
  KeptSpot,
  Progress,
  RetouchReport,
  SpotReport,
  UnchangedReason,
} from './report';
import type { NetworkSetName } from './settings';
import type { RetouchSettings } from './settings';
import type { LayerBlendMode } from './layer-kinds';
import type { PictureData } from './picture-data';
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
  readonly picture: PictureData;
  readonly settings: RetouchSettings;
  /** Left out: Softlight's own. */
  readonly networks?: NetworkSetName;
  /** Left out: NO_CHOICES. */
  readonly choices?: Choices;
  /** Also return the finished picture, with all layers composited. */
  readonly flattened: boolean;
  /** Crop each layer to the box of the pixels that it changes. Left out: layers have the picture's size. */
  readonly cropped?: boolean;
  /** Form of the layers and the finished picture. Left out: PNG files. */
  readonly output?: 'file' | 'raw';
  /** Number of pictures in this run; the engine keeps only the last of a long run. Left out: 1. */
  readonly batchSize?: number;
}

/** A layer of the result, of the box (x, y, width, height) in picture pixels. */
export interface ResultLayer {
  /** Key of its kind, see `LAYER_KINDS`. */
  readonly role: string;
  readonly blendMode: LayerBlendMode;
  /** 0–1: gives the strength that was asked for. */
  readonly opacity: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of `width` × `height` pixels. Outside the box the layer is transparent. */
  readonly image: PictureData;
}

export type RetouchResponse =
  | {
      readonly state: 'retouched';
      /** Bottom first. */
      readonly layers: readonly ResultLayer[];
      readonly flattened: PictureData | null;
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
  | {
      readonly state: 'found';
      readonly spots: readonly SpotReport[];
      /** Finds that these settings keep; left out: none. */
      readonly kept?: readonly KeptSpot[];
    }
  | { readonly state: 'forgotten' }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

/**
 * The engine, over Comlink and a real MessagePort. Calls run one after another, except `decodeAhead`. To cancel, end the
 * worker. The engine keeps the pictures used last, so no call repeats the work of an earlier one.
 */
export interface EngineApi {
  /**
   * Rejects if the engine cannot start. On a GPU every network must pass its self-test first.
   * @param onTested gets the share of the self-test that is done, 0–1
   * @param readImported reads ModelScope's networks on first use, if `assets` has their catalogue
   */
  start(assets: EngineAssets, onTested?: (done: number) => void, readImported?: ReadImported): Promise<StartResponse>;
  /** Loads a set of networks ahead of its first use. A set that fails leaves the others usable. */
  load(networks: NetworkSetName): Promise<LoadResponse>;
  /** Begins to decode the picture whose turn comes next. Its errors surface in the call that needs it. */
  decodeAhead(picture: PictureData, networks?: NetworkSetName): Promise<void>;
  retouch(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<RetouchResponse>;
  /** Finds the faces of a picture, and keeps it for previews and its retouch with one set of networks. */
  analyse(
    picture: PictureData,
    onProgress: (progress: Progress) => void,
    networks?: NetworkSetName,
  ): Promise<AnalyseResponse>;
  /** The faces of a picture, and the result of each box that the designer drew. Each box is evaluated once. */
  faces(request: FacesRequest, onProgress: (progress: Progress) => void): Promise<FacesResponse>;
  /** The spots that these settings find, whatever the designer chose for them. */
  spots(request: SpotsRequest, onProgress: (progress: Progress) => void): Promise<SpotsResponse>;
  /**
   * The retouched picture, reduced. Takes milliseconds once the networks have run for this picture, its spots and region.
   * Without faces it is the picture itself.
   */
  preview(request: PreviewRequest, onProgress: (progress: Progress) => void): Promise<PreviewResponse>;
}

import type {
  Box,
  EngineProblem,
  FaceReport,
  GpuRefusal,
  Progress,
  RetouchReport,
  SpotFind,
  SpotReport,
  UnchangedReason,
} from './report';
import type { NetworkSetName } from './settings';
import type { RetouchSettings } from './settings';
import type { LayerBlendMode } from './layer-kinds';
import type { PictureData } from './picture-data';
import type { Choices, ManualFace } from './choices';
import type { PersonReport, ShapeRequest } from './shape';

/** A file inside the panel's page, packed by build/pack.mjs. The engine unpacks it outside the panel's thread. */
export type PackedFile = string;

/** The files that the engine needs to start, packed or as bytes. */
export interface EngineAssets {
  /** onnxruntime-web's wasm binary, for an engine that runs on it. */
  readonly wasm?: PackedFile | Uint8Array;
  /** Network name → ONNX file. */
  readonly networks: Readonly<Record<string, PackedFile | Uint8Array>>;
  /** The parsed catalogue of ModelScope's imported networks. Left out or null: they were not imported. */
  readonly imported?: unknown;
  /** Whether a GPU may run networks in half precision. Left out: true. */
  readonly half?: boolean;
  /**
   * Whether layers of a file with 16 bits a channel have 16 bits too. Left out: false, they have 8. Layers of raw
   * pixels always have the depth of the pixels.
   */
  readonly deep?: boolean;
}

/** Reads a file beside the catalogue of ModelScope's networks. Rejects if it cannot be read. */
export type ReadImported = (file: string) => Promise<Uint8Array>;

/** The result of a kernel's self-test on this machine. */
export type KernelPlacement =
  | {
      readonly device: 'gpu';
      /** Time on the GPU. */
      readonly milliseconds: number;
      /** Time of the TypeScript kernel for the same input. */
      readonly plainMilliseconds: number;
    }
  /** `slower`: slower than TypeScript; `wrong`: another output, or an error. `detail` is for diagnostics. */
  | { readonly device: 'cpu'; readonly reason: 'slower' | 'wrong'; readonly detail: string };

/** Kernel name → device. */
export type KernelPlacements = Readonly<Record<string, KernelPlacement>>;

/** Use of the GPU beside networks in single precision; for diagnostics. */
export interface GpuUse {
  readonly kernels: KernelPlacements;
  /** Networks that run in half precision. */
  readonly half: readonly string[];
}

export type ExecutionProvider = 'wasm' | 'webgpu';

/** Why an engine that should use a GPU does not start. */
export type StartRefusal =
  | GpuRefusal
  /** A network's outputs differ from the reference. */
  | 'wrong-numbers'
  /** The GPU was lost during the self-test. */
  | 'gpu-lost';

export type StartResponse =
  /** `networkSets`: the sets that a request may name; `gpu`: left out without a GPU. */
  | {
      readonly state: 'started';
      readonly executionProvider: ExecutionProvider;
      readonly networkSets: readonly NetworkSetName[];
      readonly gpu?: GpuUse;
    }
  /** `detail` is for diagnostics. */
  | { readonly state: 'refused'; readonly reason: StartRefusal; readonly detail: string };

export interface RetouchRequest {
  readonly picture: PictureData;
  readonly settings: RetouchSettings;
  /** Left out: Softlight's own networks. */
  readonly networks?: NetworkSetName;
  /** Left out: NO_CHOICES. */
  readonly choices?: Choices;
  /** In place of `choices.people`. Both need the networks of `BODY_NETWORKS`. */
  readonly shape?: ShapeRequest;
  /** Also return the finished picture, with all layers composited. */
  readonly flattened: boolean;
  /** Crop each layer to the box of the pixels that it changes. Left out: layers have the picture's size. */
  readonly cropped?: boolean;
  /** Form of the layers and the finished picture. Left out: PNG files. */
  readonly output?: 'file' | 'raw';
  /** Number of pictures in this run; the engine keeps only the last of a long run. Left out: 1. */
  readonly batchSize?: number;
}

/** A layer of the result. It covers the box (x, y, width, height) in picture pixels. */
export interface ResultLayer {
  /** Key of its kind, see `LAYER_KINDS`. */
  readonly role: string;
  readonly blendMode: LayerBlendMode;
  /** 0–1: the strength in the settings; 1 for a normal layer, whose pixels are finished. */
  readonly opacity: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** `width` × `height` pixels. Outside the box the layer is transparent. */
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

/** Key of an analysed picture with one set of networks. The engine may evict it. */
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

/** Content of a preview: the retouched picture, the original, only the blend layer, or only the skin matte. */
export type PreviewSubject = 'result' | 'original' | 'blend' | 'mask';

export interface PreviewRequest {
  readonly picture: PictureKey;
  readonly settings: RetouchSettings;
  /** Left out: NO_CHOICES. */
  readonly choices?: Choices;
  /** The longer side in pixels, at most 1024. A smaller region keeps its size. */
  readonly side: number;
  /** A part of the picture, in its pixels; widened to whole pixels and clipped. Left out: the whole picture. */
  readonly region?: Box;
  /** Left out: the result. */
  readonly subject?: PreviewSubject;
}

export type PreviewResponse =
  | {
      readonly state: 'preview';
      readonly width: number;
      readonly height: number;
      /** RGBA, 8 bits, straight alpha, for an ImageData. */
      readonly pixels: Uint8ClampedArray;
    }
  /** The picture was evicted: analyse it again. */
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
      /** The spots that these settings heal. */
      readonly spots: readonly SpotReport[];
      /** All finds, the likeliest blemish first. ModelScope's networks have no judge: none. */
      readonly finds: readonly SpotFind[];
    }
  | { readonly state: 'forgotten' }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

export type PeopleResponse =
  | { readonly state: 'found'; readonly people: readonly PersonReport[] }
  | { readonly state: 'forgotten' }
  | { readonly state: 'failed'; readonly problem: EngineProblem };

/**
 * The engine, behind Comlink and a MessagePort. Calls run one after another, except `decodeAhead`. To cancel, end
 * the worker. The engine keeps the pictures used last, so a later call reuses their results.
 */
export interface EngineApi {
  /**
   * Starts the engine. Rejects if that fails. On a GPU every network must pass its self-test first.
   * @param onTested gets the share of the self-test that is done, 0–1
   * @param readImported reads ModelScope's networks on first use, if `assets` has their catalogue
   */
  start(assets: EngineAssets, onTested?: (done: number) => void, readImported?: ReadImported): Promise<StartResponse>;
  /** Loads a set of networks ahead of its first use. A set that fails leaves the others usable. */
  load(networks: NetworkSetName): Promise<LoadResponse>;
  /** Starts to decode the next picture. Its errors surface in the call that uses the picture. */
  decodeAhead(picture: PictureData, networks?: NetworkSetName): Promise<void>;
  /** Retouches a picture. Problems come as a `failed` response. */
  retouch(request: RetouchRequest, onProgress: (progress: Progress) => void): Promise<RetouchResponse>;
  /** Finds the faces of a picture, and keeps its analysis with one set of networks for previews and the retouch. */
  analyse(
    picture: PictureData,
    onProgress: (progress: Progress) => void,
    networks?: NetworkSetName,
  ): Promise<AnalyseResponse>;
  /** The faces of a picture, and the result of each box of the designer. Each box is evaluated once. */
  faces(request: FacesRequest, onProgress: (progress: Progress) => void): Promise<FacesResponse>;
  /** The spots that these settings find. The designer's choices do not change them. */
  spots(request: SpotsRequest, onProgress: (progress: Progress) => void): Promise<SpotsResponse>;
  /** The people of a picture, and which of their parts Shape can change. Needs the networks of `BODY_NETWORKS`. */
  people(request: FacesRequest, onProgress: (progress: Progress) => void): Promise<PeopleResponse>;
  /**
   * The retouched picture, reduced. It takes milliseconds once the networks have run for the picture and its spots.
   * Without faces it is the original.
   */
  preview(request: PreviewRequest, onProgress: (progress: Progress) => void): Promise<PreviewResponse>;
}

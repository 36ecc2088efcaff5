import { NO_CHOICES, type Choices } from '../api/choices';
import type { EngineApi, ResultLayer } from '../api/engine-api';
import { fileData, type PictureData } from '../api/picture-data';
import {
  EngineError,
  type EngineProblem,
  type FaceReport,
  type Progress,
  type RetouchReport,
  type SpotReport,
  type UnchangedReason,
} from '../api/report';
import { settingsWith, type RetouchSettings } from '../api/settings';
import { parseShapeValues, type PersonReport, type ShapeRequest, type ShapeValues } from '../api/shape';
import { networkInfo, SHIPPED_NAMES } from '../networks/catalogue';
import type { RunnerAssets } from '../networks/runner';
import { createWasmRunner } from '../networks/wasm-runner';
import { CPU_KERNELS } from '../pipeline/pixel-kernels';
import { decodedInput, layeredChunks, type ExportFacts, type ExportResult } from './export-layers';
import { createEngine as createService } from '../worker/engine';

/** An input picture: a file (PNG; in a browser also JPEG and still GIF), or decoded pixels. */
export type PictureInput = PictureData | Uint8Array;

/** Changes by Shape. Missing values are 0, others are clamped to −100 to 100. */
export interface ShapeOptions {
  /** For every person without own values. */
  readonly values?: Partial<ShapeValues>;
  /** Own values of the person whose face's box holds (x, y), in picture pixels. */
  readonly people?: readonly { readonly x: number; readonly y: number; readonly values: Partial<ShapeValues> }[];
}

export interface RetouchOptions {
  readonly choices?: Partial<Choices>;
  /** Reshapes bodies; ask your user before the first time. Left out: bodies stay as they are. */
  readonly shape?: ShapeOptions;
  /** Also return the picture under all layers. Left out: true. */
  readonly flattened?: boolean;
  /** Crop each layer to the box of the pixels that it changes. Left out: false. */
  readonly cropped?: boolean;
  /** Form of the result's pictures: 16 bits a channel if the picture has them, else 8. Left out: PNG files. */
  readonly output?: 'file' | 'raw';
  readonly onProgress?: (progress: Progress) => void;
}

export type RetouchResult =
  | {
      readonly state: 'retouched';
      /** Bottom first. Composited over the picture in this order, they equal `flattened` to within one level. */
      readonly layers: readonly ResultLayer[];
      /** Null if the options exclude it. */
      readonly flattened: PictureData | null;
      readonly report: RetouchReport;
    }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport };

export interface ExportOptions extends ExportFacts {
  readonly choices?: Partial<Choices>;
  /** See `RetouchOptions.shape`. */
  readonly shape?: ShapeOptions;
  readonly onProgress?: (progress: Progress) => void;
}

/** Softlight's engine in this thread. Calls run one after another and throw EngineError for an unusable picture. */
export interface Engine {
  /** Retouches a copy of a picture. Missing settings take their defaults. */
  retouch(picture: PictureInput, settings?: Partial<RetouchSettings>, options?: RetouchOptions): Promise<RetouchResult>;
  /**
   * Retouches a copy of a picture and gives one file: the picture, and a group with the layers. PSD, layered TIFF or
   * OpenRaster; 8 or 16 bits as the picture. Reading the chunks throws RangeError if the format cannot hold them.
   */
  exportLayers(
    picture: PictureInput,
    settings?: Partial<RetouchSettings>,
    options?: ExportOptions,
  ): Promise<ExportResult>;
  /** The faces of a picture; boxes in picture pixels. */
  findFaces(picture: PictureInput): Promise<readonly FaceReport[]>;
  /** The spots that these settings would heal; centres and radii in picture pixels. */
  findSpots(picture: PictureInput, settings?: Partial<RetouchSettings>): Promise<readonly SpotReport[]>;
  /** The people of a picture, and why parts of them cannot be changed. Show it before you offer Shape. */
  findPeople(picture: PictureInput): Promise<readonly PersonReport[]>;
  /** Frees the networks. The engine cannot be used afterwards. */
  release(): Promise<void>;
}

/**
 * Loads the networks, and starts an engine.
 * @param read gets a file of the package by its path below the package's folder
 * @throws EngineError if the engine cannot start, and the errors of `read`
 */
export async function startEngine(read: (file: string) => Promise<Uint8Array>): Promise<Engine> {
  const networks = await Promise.all(
    SHIPPED_NAMES.map(async (name) => [name, await read(`networks/${networkInfo(name).file}`)] as const),
  );
  const assets: RunnerAssets = { networks: Object.fromEntries(networks) };
  const runner = createWasmRunner(assets);
  const service = createService(() => ({ runner, kernels: CPU_KERNELS }));
  const started = await service.start({ networks: assets.networks, deep: true });
  if (started.state === 'refused') throw new EngineError({ code: 'internal', detail: started.detail });
  return { ...callsOf(service), release: () => runner.release() };
}

function callsOf(service: EngineApi): Omit<Engine, 'release'> {
  const analyse = async (picture: PictureInput): Promise<{ key: number; faces: readonly FaceReport[] }> => {
    const response = await service.analyse(dataOf(picture), ignoreProgress);
    if (response.state === 'failed') throw new EngineError(response.problem);
    return { key: response.picture, faces: response.faces };
  };
  const retouch: Engine['retouch'] = async (
    picture,
    settings = {},
    { choices, shape, flattened = true, onProgress = ignoreProgress, ...form } = {},
  ) => {
    const response = await service.retouch(
      {
        picture: dataOf(picture),
        settings: settingsWith(settings),
        choices: { ...NO_CHOICES, ...choices },
        ...(shape === undefined ? {} : { shape: shapeRequest(shape) }),
        flattened,
        ...form,
      },
      onProgress,
    );
    if (response.state === 'failed') throw new EngineError(response.problem);
    return response;
  };
  return {
    retouch,
    async exportLayers(picture, settings, options = {}) {
      const photo = await decodedInput(dataOf(picture));
      const { choices = {}, shape = {}, onProgress = ignoreProgress } = options;
      const form = { flattened: false, cropped: true, output: 'raw' } as const;
      const result = await retouch(photo, settings, { choices, shape, onProgress, ...form });
      if (result.state === 'unchanged') return result;
      return { state: 'retouched', chunks: layeredChunks(photo, result.layers, options), report: result.report };
    },
    findFaces: async (picture) => (await analyse(picture)).faces,
    async findSpots(picture, settings = {}) {
      const { key } = await analyse(picture);
      const response = await service.spots(
        { picture: key, manualFaces: [], settings: settingsWith(settings) },
        ignoreProgress,
      );
      if (response.state === 'found') return response.spots;
      throw new EngineError(response.state === 'failed' ? response.problem : EVICTED);
    },
    async findPeople(picture) {
      const { key } = await analyse(picture);
      const response = await service.people({ picture: key, manualFaces: [] }, ignoreProgress);
      if (response.state === 'found') return response.people;
      throw new EngineError(response.state === 'failed' ? response.problem : EVICTED);
    },
  };
}

const EVICTED: EngineProblem = { code: 'internal', detail: 'the picture was evicted while it was analysed' };

function shapeRequest({ values = {}, people = [] }: ShapeOptions): ShapeRequest {
  return {
    values: parseShapeValues(values),
    people: people.map(({ x, y, values: own }) => ({ x, y, values: parseShapeValues(own) })),
  };
}

function dataOf(picture: PictureInput): PictureData {
  return picture instanceof Uint8Array ? fileData(picture) : picture;
}

function ignoreProgress(): void {
  // The caller gave no onProgress.
}

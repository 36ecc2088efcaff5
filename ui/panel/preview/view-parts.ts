import type { PreviewSubject } from '../../engine/api/engine-api';
import type { Box, EngineProblem, Progress } from '../../engine/api/report';
import type { EngineClient, PictureHandle } from '../engine-client/engine-client';
import type { OpenPicture, PreviewImage, ViewRequest } from './viewed-picture';
import type { Size } from './viewport';

type PartName = 'original' | 'faces' | 'spots' | 'after' | 'afterDetail' | 'originalDetail';

/** Keys of the parts that are shown. A part without a key was not made yet. */
export type MadeKeys = Readonly<Partial<Record<PartName, string | null>>>;

export interface PartContext {
  readonly engine: EngineClient;
  readonly picture: PictureHandle;
  readonly request: ViewRequest;
  /** Size of the picture in pixels. */
  readonly size: Size;
  readonly onProgress: (progress: Progress) => void;
}

export type PartResult =
  | { readonly state: 'made'; readonly change: Partial<OpenPicture> }
  | { readonly state: 'failed'; readonly problem: EngineProblem }
  /** The engine does not have the picture any more: analyse it again. */
  | { readonly state: 'forgotten' };

/** One part of the view. It is made again whenever its key differs from the key of the part that is shown. */
export interface ViewPart {
  readonly name: PartName;
  /** Everything that the part depends on; null for an empty part. */
  readonly key: (request: ViewRequest, made: MadeKeys) => string | null;
  readonly make: (context: PartContext) => Promise<PartResult>;
}

/** Longest side of a preview, in pixels. */
export const PREVIEW_SIDE = 1024;

/** Parts of the view in the order in which they are made. */
export const VIEW_PARTS: readonly ViewPart[] = [
  { name: 'original', key: () => 'whole', make: (context) => preview(context, 'original', null, 'original') },
  {
    name: 'faces',
    key: ({ choices }) => JSON.stringify(choices.manualFaces),
    async make({ engine, picture, request, onProgress }) {
      const response = await engine.faces({ picture, manualFaces: request.choices.manualFaces }, onProgress);
      if (response.state === 'found') return { state: 'made', change: { faces: response.faces } };
      return response.state === 'failed' ? response : { state: 'forgotten' };
    },
  },
  {
    name: 'spots',
    key: ({ settings: { heal, unsure, sensitivity, largest }, choices }) =>
      JSON.stringify([heal, unsure, sensitivity, largest, choices.manualFaces]),
    async make({ engine, picture, request: { settings, choices }, onProgress }) {
      const { manualFaces } = choices;
      const response = await engine.spots({ picture, settings, manualFaces }, onProgress);
      if (response.state === 'found') return { state: 'made', change: { spots: response.spots } };
      return response.state === 'failed' ? response : { state: 'forgotten' };
    },
  },
  {
    name: 'after',
    // While a part fills the preview, the whole picture is not seen and keeps its old state.
    key: (request, { after }) => (request.region === null || after === undefined ? resultKey(request) : after),
    make: (context) => preview(context, context.request.subject, null, 'after'),
  },
  {
    name: 'afterDetail',
    key: (request) => (request.region === null ? null : JSON.stringify(request.region) + resultKey(request)),
    make: (context) => preview(context, context.request.subject, context.request.region, 'afterDetail'),
  },
  {
    name: 'originalDetail',
    key: ({ region }) => (region === null ? null : JSON.stringify(region)),
    make: (context) => preview(context, 'original', context.request.region, 'originalDetail'),
  },
];

function resultKey({ settings, choices, subject }: ViewRequest): string {
  return JSON.stringify([settings, choices, subject]);
}

/** @param region null: the whole picture; a detail becomes empty */
async function preview(
  { engine, picture, request: { settings, choices }, size, onProgress }: PartContext,
  subject: PreviewSubject,
  region: Box | null,
  name: 'original' | 'after' | 'originalDetail' | 'afterDetail',
): Promise<PartResult> {
  const isDetail = name === 'originalDetail' || name === 'afterDetail';
  if (isDetail && region === null) return { state: 'made', change: { [name]: null, progress: null } };
  const response = await engine.preview(
    { picture, settings, choices, side: PREVIEW_SIDE, subject, ...(region === null ? {} : { region }) },
    onProgress,
  );
  if (response.state === 'failed') return response;
  if (response.state !== 'preview') return { state: 'forgotten' };
  // The browser makes a bitmap off this thread; a canvas would be filled on it.
  const { pixels, width, height } = response;
  const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray(pixels), width, height));
  const image: PreviewImage = { bitmap, region: region ?? { x: 0, y: 0, ...size } };
  return { state: 'made', change: { [name]: image, progress: null } };
}

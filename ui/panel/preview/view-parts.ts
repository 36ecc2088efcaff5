import { ADJUSTMENTS } from '../../engine/api/adjustments';
import type { PreviewSubject } from '../../engine/api/engine-api';
import { isFace, type Box, type EngineProblem, type FaceReport, type Progress } from '../../engine/api/report';
import type { RetouchSettings } from '../../engine/api/settings';
import type { EngineClient, PictureHandle } from '../engine-client/engine-client';
import { onlyLayer } from '../settings/layer-values';
import { luminosity, markClipped, solarise, tintMask } from './view-filters';
import { cropKey, type OpenPicture, type PreviewImage, type ViewRequest } from './viewed-picture';
import type { Size } from './viewport';

type PartName =
  'original' | 'faces' | 'spots' | 'people' | 'after' | 'afterDetail' | 'originalDetail' | 'mask' | 'crops' | 'tiles';

/** Keys of the parts that are shown. A part without a key was not made yet. */
export type MadeKeys = Readonly<Partial<Record<PartName, string | null>>>;

export interface PartContext {
  readonly engine: EngineClient;
  readonly picture: PictureHandle;
  readonly request: ViewRequest;
  /** The picture that is shown now. */
  readonly view: OpenPicture;
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
/** Side of a small picture in pixels: twice its size on the screen. */
const CROP_SIDE = 112;
/** Side of a crop in diameters of its spot, and its least side in picture pixels. */
const CROP_FACTOR = 4;
const SMALLEST_CROP = 40;
/** Side of a tile in face heights. */
const TILE_FACTOR = 1.15;

/** Parts of the view in the order in which they are made. */
export const VIEW_PARTS: readonly ViewPart[] = [
  { name: 'original', key: () => 'whole', make: (context) => image(context, 'original', null, 'original') },
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
      if (response.state === 'found')
        return { state: 'made', change: { spots: response.spots, found: response.finds } };
      return response.state === 'failed' ? response : { state: 'forgotten' };
    },
  },
  {
    name: 'people',
    key: ({ people, choices }, made) => (people ? JSON.stringify(choices.manualFaces) : (made.people ?? null)),
    async make({ engine, picture, request, onProgress }) {
      const response = await engine.people({ picture, manualFaces: request.choices.manualFaces }, onProgress);
      if (response.state === 'found') return { state: 'made', change: { people: response.people, progress: null } };
      return response.state === 'failed' ? response : { state: 'forgotten' };
    },
  },
  {
    name: 'after',
    // While a part fills the preview, the whole picture is not seen and keeps its old state.
    key: (request, { after }) => (request.region === null || after === undefined ? resultKey(request) : after),
    make: (context) => result(context, null, 'after'),
  },
  {
    name: 'afterDetail',
    key: (request) => (request.region === null ? null : JSON.stringify(request.region) + resultKey(request)),
    make: (context) => result(context, context.request.region, 'afterDetail'),
  },
  {
    name: 'originalDetail',
    key: ({ region }) => (region === null ? null : JSON.stringify(region)),
    make: (context) => image(context, 'original', context.request.region, 'originalDetail'),
  },
  {
    name: 'mask',
    key: ({ mask, region, choices }) => (mask ? JSON.stringify([region, choices]) : null),
    async make(context) {
      const { request } = context;
      if (!request.mask) return { state: 'made', change: { mask: null } };
      const drawn = await pixelsOf(context, request.settings, 'mask', request.region, PREVIEW_SIDE);
      if (drawn.state !== 'preview') return drawn;
      tintMask(drawn.pixels);
      return { state: 'made', change: { mask: await imageOf(drawn, request.region, context.view), progress: null } };
    },
  },
  {
    name: 'crops',
    key: ({ crops }) => (crops.length === 0 ? null : crops.map(cropKey).join()),
    make: makeCrops,
  },
  {
    name: 'tiles',
    key: ({ tiles, choices }) => (tiles.length === 0 ? null : JSON.stringify([tiles, choices])),
    make: makeTiles,
  },
];

function resultKey({ settings, choices, view }: ViewRequest): string {
  return JSON.stringify([settings, choices, view]);
}

/** Small pictures of the places that have none yet. */
async function makeCrops(context: PartContext): Promise<PartResult> {
  const { request, view } = context;
  const crops = new Map(view.crops);
  for (const place of request.crops) {
    if (crops.has(cropKey(place))) continue;
    const side = Math.max(SMALLEST_CROP, 2 * CROP_FACTOR * place.radius);
    const region = squareAt(place, side, view);
    const drawn = await pixelsOf(context, request.settings, 'original', region, CROP_SIDE);
    if (drawn.state !== 'preview') return drawn;
    crops.set(cropKey(place), (await imageOf(drawn, region, view)).bitmap);
  }
  return { state: 'made', change: { crops, progress: null } };
}

/** The largest face with each of the settings. */
async function makeTiles(context: PartContext): Promise<PartResult> {
  const { request, view } = context;
  const region = tileRegion(view.faces, view);
  const tiles: PreviewImage[] = [];
  for (const settings of request.tiles) {
    const drawn = await pixelsOf(context, settings, 'result', region, CROP_SIDE);
    if (drawn.state !== 'preview') return drawn;
    tiles.push(await imageOf(drawn, region, view));
  }
  return { state: 'made', change: { tiles, progress: null } };
}

function tileRegion(faces: readonly FaceReport[], size: Size): Box {
  const boxes = faces.filter(isFace).map(({ box }) => box);
  const [box] = boxes.sort((a, b) => b.height - a.height);
  if (box === undefined)
    return squareAt({ x: size.width / 2, y: size.height / 2 }, Math.min(size.width, size.height), size);
  return squareAt({ x: box.x + box.width / 2, y: box.y + box.height / 2 }, TILE_FACTOR * box.height, size);
}

/** A square around a point, moved into the picture. */
function squareAt({ x, y }: { readonly x: number; readonly y: number }, side: number, { width, height }: Size): Box {
  const fitting = Math.round(Math.min(side, width, height));
  const within = (centre: number, most: number): number =>
    Math.round(Math.min(most - fitting, Math.max(0, centre - fitting / 2)));
  return { x: within(x, width), y: within(y, height), width: fitting, height: fitting };
}

/** The preview of the result in the wanted view. @param region null: the whole picture; a detail becomes empty */
async function result(context: PartContext, region: Box | null, name: 'after' | 'afterDetail'): Promise<PartResult> {
  const { view, settings } = context.request;
  if (view.kind === 'blend' || view.kind === 'mask') return image(context, view.kind, region, name);
  if (name === 'afterDetail' && region === null)
    return { state: 'made', change: { afterDetail: null, progress: null } };
  const shown = view.kind === 'alone' ? onlyLayer(settings, view.role, ADJUSTMENTS) : settings;
  const drawn = await pixelsOf(context, shown, 'result', region, PREVIEW_SIDE);
  if (drawn.state !== 'preview') return drawn;
  let clipped: number | null = null;
  if (view.kind === 'solarise') solarise(drawn.pixels);
  else if (view.kind === 'luminosity') luminosity(drawn.pixels);
  else if (view.kind === 'clipped') {
    const before = await pixelsOf(context, settings, 'original', region, PREVIEW_SIDE);
    if (before.state !== 'preview') return before;
    clipped = markClipped(drawn.pixels, before.pixels);
  }
  const change = { [name]: await imageOf(drawn, region, context.view), clipped, progress: null };
  return { state: 'made', change };
}

/** @param region null: the whole picture; a detail becomes empty */
async function image(
  context: PartContext,
  subject: PreviewSubject,
  region: Box | null,
  name: 'original' | 'after' | 'originalDetail' | 'afterDetail',
): Promise<PartResult> {
  const isDetail = name === 'originalDetail' || name === 'afterDetail';
  if (isDetail && region === null) return { state: 'made', change: { [name]: null, progress: null } };
  const drawn = await pixelsOf(context, context.request.settings, subject, region, PREVIEW_SIDE);
  if (drawn.state !== 'preview') return drawn;
  return {
    state: 'made',
    change: { [name]: await imageOf(drawn, region, context.view), clipped: null, progress: null },
  };
}

interface Drawn extends Size {
  readonly state: 'preview';
  readonly pixels: Uint8ClampedArray;
}

async function pixelsOf(
  { engine, picture, request: { choices }, onProgress }: PartContext,
  settings: RetouchSettings,
  subject: PreviewSubject,
  region: Box | null,
  side: number,
): Promise<Drawn | Exclude<PartResult, { state: 'made' }>> {
  const response = await engine.preview(
    { picture, settings, choices, side, subject, ...(region === null ? {} : { region }) },
    onProgress,
  );
  if (response.state === 'failed') return response;
  return response.state === 'preview' ? response : { state: 'forgotten' };
}

async function imageOf({ pixels, width, height }: Drawn, region: Box | null, size: Size): Promise<PreviewImage> {
  // The browser makes a bitmap off this thread; a canvas would be filled on it.
  const bitmap = await createImageBitmap(new ImageData(new Uint8ClampedArray(pixels), width, height));
  return { bitmap, region: region ?? { x: 0, y: 0, width: size.width, height: size.height } };
}

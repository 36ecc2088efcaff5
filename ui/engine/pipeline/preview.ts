import { NO_CHOICES, type Choices } from '../api/choices';
import type { LayerBlendMode } from '../api/layer-kinds';
import type { Progress } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import type { MapView } from '../blend/map-view';
import { nearestPixels, type Box } from '../geometry/box';
import type { SquareCrop } from '../geometry/square-crop';
import { rowDrawer } from '../layers/compose';
import type { LayerRows } from '../layers/layer-rows';
import { rowPixels } from '../layers/pixel-row';
import { NEUTRAL_LEVEL } from '../layers/soft-light';
import { cropInput } from '../picture/crop-input';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import { sampleMatte } from '../picture/sample-matte';
import { scaleByFaces } from '../skin/face-strengths';
import type { Analysis } from './analysis';
import { createMemo, type Memo } from './memo';
import type { PixelKernels } from './pixel-kernels';
import { runSteps } from './run-steps';
import type { ShapePlan } from './shape-picture';
import { createStopwatch } from './stopwatch';

/** Longest side of a preview, in pixels. */
export const LARGEST_PREVIEW = 1024;

/** The part of an analysed picture that a preview shows, and its size. */
export interface PreviewView {
  /** In picture pixels; null: the whole picture. */
  readonly region: Box | null;
  /** The longer side of the preview in pixels. */
  readonly side: number;
  /** Largest side, in place of `LARGEST_PREVIEW`. */
  readonly most?: number;
}

/** A layer of a preview. */
export interface PreviewLayer {
  readonly role: string;
  readonly blendMode: LayerBlendMode;
  /** 0–1. */
  readonly opacity: number;
  /** Share of the layer that each pixel takes, 0–255: the skin, scaled by the strength of its face. */
  readonly skin: Matte;
  readonly rows: LayerRows;
  /** The layer's pixels if they do not depend on the pixels beneath; null otherwise. */
  readonly drawn: Picture | null;
}

/** A reduced part of the healed picture with the layers above it, all of one size. */
export interface PreviewBase {
  readonly healed: Picture;
  /** Bottom first; layers that were prepared ahead have opacity 0. Empty for a picture without faces. */
  readonly layers: readonly PreviewLayer[];
}

/** Caches of the last preview of a picture: a moving slider recomputes only the parts that depend on it. */
export interface PreviewParts {
  readonly original: Memo<Picture>;
  readonly healed: Memo<Picture>;
  /** By role. */
  readonly layers: Map<string, { readonly skin: Memo<Matte>; readonly drawn: Memo<Picture> }>;
  readonly shape: Memo<ShapePlan>;
}

/** Empty caches. */
export function createPreviewParts(): PreviewParts {
  return { original: createMemo(), healed: createMemo(), layers: new Map(), shape: createMemo() };
}

/**
 * The layers of a preview in these settings and choices. Networks run only for results that the analysis does not hold.
 * A picture without faces has no layers, and `healed` is the picture itself.
 * @param parts caches of earlier previews of the same picture
 * @throws EngineError the runner's errors
 */
export async function analysedPreview(
  searched: Analysis,
  parts: PreviewParts,
  settings: RetouchSettings,
  view: PreviewView,
  onProgress: (progress: Progress) => void,
  choices: Choices = NO_CHOICES,
): Promise<PreviewBase> {
  const results = await runSteps(searched, { goal: 'preview', settings, choices }, createStopwatch(), onProgress);
  const { analysis, faces } = results;
  if (results.reached !== 'layers') return { healed: await originalPreview(analysis, parts, view), layers: [] };
  const { chosen } = results;
  const frame = frameOf(analysis.picture, view);
  const frameKey = JSON.stringify([frame, analysis.key]);
  const healed = await parts.healed.get(frameKey + chosen.key, () =>
    reducePicture(chosen.healed, frame, analysis.kernels),
  );
  const layers: PreviewLayer[] = [];
  for (const { kind, share = chosen.skin, open, opacity, shares, signs, refinements } of results.layers) {
    const { role, blendMode } = kind;
    const memo = parts.layers.get(role) ?? { skin: createMemo<Matte>(), drawn: createMemo<Picture>() };
    parts.layers.set(role, memo);
    const key = JSON.stringify([frameKey, choices.strokes, choices.clothes.boxes, shares]);
    const skin = await memo.skin.get(key, () => reduceMatte(scaleByFaces(share, faces, shares), frame));
    const rows = open(healed, skin, viewOf(frame), signs);
    const drawn = rows.isFixed
      ? await memo.drawn.get(JSON.stringify([key, chosen.key, signs, refinements, choices.tone]), () =>
          drawRows(rows, healed),
        )
      : null;
    layers.push({ role, blendMode, opacity, skin, rows, drawn });
  }
  return { healed, layers };
}

/** The original picture, reduced to a view. */
export function originalPreview(
  { picture, kernels }: Analysis,
  parts: PreviewParts,
  view: PreviewView,
): Promise<Picture> {
  const frame = frameOf(picture, view);
  return parts.original.get(JSON.stringify(frame), () => reducePicture(picture, frame, kernels));
}

/** The preview with all layers applied, as a new picture. */
export function composePreview({ healed, layers }: PreviewBase): Picture {
  const preview: Picture = { ...healed, data: healed.data.slice() };
  const scratch = new Uint32Array(preview.width);
  const drawers = layers.filter(({ opacity }) => opacity > 0).map((layer) => ({ ...layer, draw: rowDrawer(layer) }));
  for (let y = 0; y < preview.height; y++) {
    const below = rowPixels(preview, y);
    for (const { rows, drawn, draw } of drawers) {
      if (drawn !== null) {
        draw(below, rowPixels(drawn, y));
        continue;
      }
      scratch.fill(0);
      const span = rows.write(y, below, scratch);
      if (span !== null) draw(below, scratch, span);
    }
  }
  return preview;
}

/** One layer alone on neutral grey; plain grey without that layer. */
export function layerPreview({ healed, layers }: PreviewBase, role: string): Picture {
  const shown = layers.find((layer) => layer.role === role);
  const drawn =
    shown === undefined ? emptyPicture(healed.width, healed.height) : (shown.drawn ?? drawRows(shown.rows, healed));
  const data = drawn.data.slice();
  for (let pixel = 0; pixel < data.length; pixel += 4) {
    if (data[pixel + 3] === 0) data.fill(NEUTRAL_LEVEL, pixel, pixel + 3);
    data[pixel + 3] = 255;
  }
  return { ...drawn, data };
}

/** The skin matte of the lowest layer, white on black. */
export function maskPreview({ healed, layers }: PreviewBase): Picture {
  const mask = emptyPicture(healed.width, healed.height);
  const skin = layers[0]?.skin ?? emptyMatte(healed.width, healed.height);
  for (let index = 0; index < skin.data.length; index++) {
    mask.data.fill(skin.data[index]!, index * 4, index * 4 + 3);
    mask.data[index * 4 + 3] = 255;
  }
  return mask;
}

/** Bytes that the caches of a preview hold. */
export function previewBytes({ original, healed, layers }: PreviewParts): number {
  return [original, healed, ...[...layers.values()].flatMap(({ skin, drawn }) => [skin, drawn])].reduce(
    (total, { latest }) => total + (latest?.data.length ?? 0),
    0,
  );
}

/**
 * A region of a picture and its reduced grid. `size` × `size` cells cover `square`. The region is the top left part of
 * `width` × `height` cells.
 */
export interface Frame {
  readonly square: SquareCrop;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** The frame of a view. It never enlarges: a region smaller than the preview keeps its size. */
export function frameOf(picture: Picture, { region, side, most = LARGEST_PREVIEW }: PreviewView): Frame {
  const { x, y, width, height } =
    region === null ? { x: 0, y: 0, width: picture.width, height: picture.height } : nearestPixels(region, picture);
  const longest = Math.max(width, height);
  const size = Math.max(1, Math.min(Math.floor(side), most, longest));
  const reduced = (length: number): number => Math.max(1, Math.round((length * size) / longest));
  const square = { centerX: x + longest / 2, centerY: y + longest / 2, side: longest, angle: 0 };
  return { square, size, width: reduced(width), height: reduced(height) };
}

/** The position and scale of a frame in its picture. */
export function viewOf({ square, size }: Frame): MapView {
  return {
    left: square.centerX - square.side / 2,
    top: square.centerY - square.side / 2,
    scale: size / square.side,
  };
}

/** All rows of a layer as a picture. */
function drawRows(rows: LayerRows, beneath: Picture): Picture {
  const layer = emptyPicture(beneath.width, beneath.height);
  for (let y = 0; y < beneath.height; y++) rows.write(y, rowPixels(beneath, y), rowPixels(layer, y));
  return layer;
}

async function reducePicture(picture: Picture, frame: Frame, kernels: PixelKernels): Promise<Picture> {
  const { square, size, width, height } = frame;
  const colours = await kernels.readCrop(cropInput(picture, square, size));
  const alpha = reduceMatte(alphaOf(picture), frame);
  const reduced = emptyPicture(width, height);
  const plane = size * size;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel += 4) {
      const index = y * size + x;
      for (let channel = 0; channel < 3; channel++)
        reduced.data[pixel + channel] = 255 * colours[channel * plane + index]!;
      reduced.data[pixel + 3] = alpha.data[y * width + x]!;
    }
  }
  return reduced;
}

function alphaOf(picture: Picture): Matte {
  const matte = emptyMatte(picture.width, picture.height);
  for (let index = 0; index < matte.data.length; index++) matte.data[index] = picture.data[index * 4 + 3]!;
  return matte;
}

function reduceMatte(matte: Matte, { square, size, width, height }: Frame): Matte {
  const { data } = sampleMatte(matte, square, size);
  const reduced = emptyMatte(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) reduced.data[y * width + x] = Math.round(255 * data[y * size + x]!);
  }
  return reduced;
}

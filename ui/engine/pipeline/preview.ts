import { NO_CHOICES, type Choices } from '../api/choices';
import type { SquareCrop } from '../geometry/square-crop';
import { brightenRow, writeBlendRow } from '../layers/compose';
import { drawRow, rowPixels } from '../layers/pixel-row';
import { blendLevels, NEUTRAL_LEVEL } from '../layers/soft-light';
import { cropInput } from '../picture/crop-input';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import type { Box } from '../geometry/box';
import type { Progress, Stage } from '../api/report';
import type { RetouchSettings } from '../api/settings';
import { scaleByFaces } from '../skin/face-strengths';
import { sampleMatte } from '../picture/sample-matte';
import { largeEnough, type Analysis } from './analysis';
import { chooseSpots } from './choose-spots';
import { faceShares } from './face-shares';
import type { Blend } from './network-set';
import { addManualFaces } from './manual-faces';
import type { PixelKernels } from './pixel-kernels';
import { createMemo, type Memo } from './memo';

/** The longest side a preview can have, in pixels. */
export const LARGEST_PREVIEW = 1024;

/** What of an analysed picture is to be seen. */
export interface PreviewView {
  /** In picture pixels; null: all of it. */
  readonly region: Box | null;
  /** The longer side of the preview in pixels. */
  readonly side: number;
}

/** A copy of a part of an analysed picture, with all that a strength is applied to. All of one size. */
export interface PreviewBase {
  readonly healed: Picture;
  /** The blend layer, at full strength. */
  readonly blend: Picture;
  /** Of the blend and of the brighten layer: skin, by the share that its face takes of the layer's strength. */
  readonly evenSkin: Matte;
  readonly brightenSkin: Matte;
}

/** A preview base, and the percentages at which its layers give what was asked. */
export interface AnalysedPreview {
  readonly base: PreviewBase;
  readonly even: number;
  readonly brighten: number;
}

/** What the last previews of a picture were made of: a slider that moves on makes only what it changes. */
export interface PreviewParts {
  readonly original: Memo<Picture>;
  readonly healed: Memo<Picture>;
  readonly evenSkin: Memo<Matte>;
  readonly brightenSkin: Memo<Matte>;
  readonly blend: Memo<Picture>;
}

export function createPreviewParts(): PreviewParts {
  return {
    original: createMemo(),
    healed: createMemo(),
    evenSkin: createMemo(),
    brightenSkin: createMemo(),
    blend: createMemo(),
  };
}

/**
 * The preview base of an analysed picture in these settings; networks run for what is not made yet. A picture
 * without faces gives itself.
 */
export async function analysedPreview(
  anyFaces: Analysis,
  parts: PreviewParts,
  settings: RetouchSettings,
  view: PreviewView,
  onProgress: (progress: Progress) => void,
  choices: Choices = NO_CHOICES,
): Promise<AnalysedPreview> {
  const { picture } = anyFaces;
  const share =
    (stage: Stage, from: number, to: number) =>
    (done: number): void =>
      onProgress({ stage, done: from + (to - from) * done });
  const frame = frameOf(picture, view);
  const { analysis } = await addManualFaces(anyFaces, choices.manualFaces, share('faces', 0, 0.3));
  const seen = JSON.stringify([frame, analysis.key]);
  const faces = largeEnough(await analysis.found.get());
  if (faces.length === 0) {
    const healed = await originalPreview(analysis, parts, view);
    const none = emptyMatte(frame.width, frame.height);
    return {
      base: { healed, blend: emptyPicture(frame.width, frame.height), evenSkin: none, brightenSkin: none },
      even: 0,
      brighten: 0,
    };
  }

  await analysis.skin.get(share('skin', 0.3, 0.45));
  if (settings.heal !== 'off') await analysis.spotMaps.get(share('heal', 0.45, 0.5));
  const treatment = await analysis.healPlan(settings);
  await treatment.healing.get(share('heal', 0.5, 0.8));
  const chosen = await chooseSpots(analysis, settings, choices);
  const layer = await treatment.blend.get(share('blend', 0.8, 1));

  const shares = faceShares(faces, settings, choices);
  const skinKey = (of: readonly number[]): string => JSON.stringify([seen, choices.strokes, of]);
  const skinOf = (of: readonly number[]): Matte => reduceMatte(scaleByFaces(chosen.skin, faces, of), frame);
  const healed = await parts.healed.get(seen + chosen.key, () => reducePicture(chosen.healed, frame, analysis.kernels));
  const evenSkin = await parts.evenSkin.get(skinKey(shares.evenShares), () => skinOf(shares.evenShares));
  const brightenSkin = await parts.brightenSkin.get(skinKey(shares.brightenShares), () =>
    skinOf(shares.brightenShares),
  );
  const blend = await parts.blend.get(skinKey(shares.evenShares) + chosen.key, () =>
    blendLayer(layer, healed, evenSkin, frame),
  );
  return { base: { healed, blend, evenSkin, brightenSkin }, even: shares.even, brighten: shares.brighten };
}

/** The picture itself, as a preview shows it. */
export function originalPreview(
  { picture, kernels: stages }: Analysis,
  parts: PreviewParts,
  view: PreviewView,
): Promise<Picture> {
  const frame = frameOf(picture, view);
  return parts.original.get(JSON.stringify(frame), () => reducePicture(picture, frame, stages));
}

/** The preview at the given strengths; a new picture. What a slider waits for. */
export function composePreview(base: PreviewBase, strengths: Pick<RetouchSettings, 'even' | 'brighten'>): Picture {
  const { healed, blend, brightenSkin } = base;
  const preview: Picture = { ...healed, data: healed.data.slice() };
  for (let y = 0; y < preview.height; y++) {
    const row = rowPixels(preview, y);
    if (strengths.even > 0) drawRow(row, rowPixels(blend, y), blendLevels(strengths.even / 100));
    if (strengths.brighten > 0) brightenRow(row, null, brightenSkin, y, strengths.brighten / 100);
  }
  return preview;
}

/** The blend layer alone, on its neutral grey. */
export function blendPreview({ blend }: PreviewBase): Picture {
  const data = blend.data.slice();
  for (let pixel = 0; pixel < data.length; pixel += 4) {
    if (data[pixel + 3] === 0) data.fill(NEUTRAL_LEVEL, pixel, pixel + 3);
    data[pixel + 3] = 255;
  }
  return { ...blend, data };
}

/** The skin alone, white on black. */
export function maskPreview({ evenSkin }: PreviewBase): Picture {
  const mask = emptyPicture(evenSkin.width, evenSkin.height);
  for (let index = 0; index < evenSkin.data.length; index++) {
    mask.data.fill(evenSkin.data[index]!, index * 4, index * 4 + 3);
    mask.data[index * 4 + 3] = 255;
  }
  return mask;
}

/** About how many bytes the parts of a preview hold. */
export function previewBytes({ original, healed, evenSkin, brightenSkin, blend }: PreviewParts): number {
  return [original, healed, evenSkin, brightenSkin, blend].reduce(
    (total, { latest: kept }) => total + (kept?.data.length ?? 0),
    0,
  );
}

/** A region of a picture, and the grid that it is reduced to: the top left `width` × `height` of `size` × `size` over `square`. */
interface Frame {
  readonly square: SquareCrop;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** Never enlarges: a region with no more pixels than the preview keeps its own. */
function frameOf(picture: Picture, { region, side }: PreviewView): Frame {
  const { x, y, width, height } =
    region === null ? { x: 0, y: 0, width: picture.width, height: picture.height } : wholePixels(region, picture);
  const longest = Math.max(width, height);
  const size = Math.max(1, Math.min(Math.floor(side), LARGEST_PREVIEW, longest));
  const reduced = (length: number): number => Math.max(1, Math.round((length * size) / longest));
  const square = { centerX: x + longest / 2, centerY: y + longest / 2, side: longest, angle: 0 };
  return { square, size, width: reduced(width), height: reduced(height) };
}

function wholePixels(region: Box, picture: Picture): Box {
  const x = Math.min(picture.width - 1, Math.max(0, Math.floor(region.x)));
  const y = Math.min(picture.height - 1, Math.max(0, Math.floor(region.y)));
  const width = Math.max(1, Math.min(picture.width, Math.ceil(region.x + region.width)) - x);
  const height = Math.max(1, Math.min(picture.height, Math.ceil(region.y + region.height)) - y);
  return { x, y, width, height };
}

function blendLayer(layer: Blend, healed: Picture, skin: Matte, { square, size, width, height }: Frame): Picture {
  const rows = layer.rows(healed, skin, {
    left: square.centerX - square.side / 2,
    top: square.centerY - square.side / 2,
    scale: size / square.side,
  });
  const blend = emptyPicture(width, height);
  for (let y = 0; y < height; y++) {
    const row = rows.row(y);
    if (row !== null) writeBlendRow(blend, row, y);
  }
  return blend;
}

async function reducePicture(picture: Picture, frame: Frame, stages: PixelKernels): Promise<Picture> {
  const { square, size, width, height } = frame;
  const colours = await stages.readCrop(cropInput(picture, square, size));
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

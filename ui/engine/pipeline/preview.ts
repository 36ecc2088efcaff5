import { mapRows } from '../blend/map-rows';
import type { BlendMap } from '../blend/blend-map';
import type { SquareCrop } from '../geometry/square-crop';
import { applyLayerRow, brightenRow, writeBlendRow } from '../layers/compose';
import { emptyMatte, emptyPicture, type Matte, type Picture } from '../picture/picture';
import { sampleCrop } from '../picture/sample-crop';
import type { Progress, Stage } from '../report';
import type { HealMode, RetouchSettings } from '../settings';
import { sampleMatte } from '../skin/sample-matte';
import { largeEnough, type Analysis } from './analysis';

/** The longest side a preview can have, in pixels. */
export const LARGEST_PREVIEW = 1024;

/** A small copy of an analysed picture, with all that a strength is applied to. All of one size. */
export interface PreviewBase {
  readonly healed: Picture;
  /** The blend layer, at full strength. */
  readonly blend: Picture;
  readonly skin: Matte;
}

/**
 * The preview base of an analysed picture in a heal mode; networks run for what is not made yet. A picture
 * without faces gives itself.
 */
export async function analysedPreview(
  analysis: Analysis, mode: HealMode, side: number, onProgress: (progress: Progress) => void,
): Promise<PreviewBase> {
  const { picture } = analysis;
  const share = (stage: Stage, from: number, to: number) => (done: number): void => onProgress({ stage, done: from + (to - from) * done });
  const found = await analysis.found.read(share('faces', 0, 0.3));
  if (largeEnough(found).length === 0) return reduceToPreview(picture, emptyMatte(picture.width, picture.height), [], side);
  const skin = await analysis.skin.read(share('skin', 0.3, 0.45));
  const { healed } = await analysis.healing[mode].read(share('heal', 0.45, 0.8));
  return reduceToPreview(healed, skin, await analysis.blend[mode].read(share('blend', 0.8, 1)), side);
}

/**
 * Reduces a healed picture, its skin and its blend maps so that the longer side is at most `side` pixels. A
 * picture that is no larger keeps its size.
 */
export function reduceToPreview(healed: Picture, skin: Matte, maps: readonly BlendMap[], side: number): PreviewBase {
  const longest = Math.max(healed.width, healed.height);
  const size = Math.max(1, Math.min(Math.floor(side), LARGEST_PREVIEW, longest));
  const scale = size / longest;
  const width = Math.max(1, Math.round(healed.width * scale));
  const height = Math.max(1, Math.round(healed.height * scale));
  const square: SquareCrop = { centerX: longest / 2, centerY: longest / 2, side: longest, angle: 0 };

  const reduced = reducePicture(healed, square, size, width, height);
  const matte = reduceMatte(skin, square, size, width, height);
  const rows = mapRows(maps.map((map) => ({ ...map, crop: scaleCrop(map.crop, scale) })), matte);
  const blend = emptyPicture(width, height);
  for (let y = 0; y < height; y++) {
    const row = rows.read(y);
    if (row !== null) writeBlendRow(blend, row, y);
  }
  return { healed: reduced, blend, skin: matte };
}

/** The preview at the given strengths; a new picture. What a slider waits for. */
export function composePreview(base: PreviewBase, settings: Pick<RetouchSettings, 'even' | 'brighten'>): Picture {
  const { healed, blend, skin } = base;
  const preview: Picture = { ...healed, data: healed.data.slice() };
  for (let y = 0; y < preview.height; y++) {
    if (settings.even > 0) applyLayerRow(preview, blend, y, settings.even / 100);
    if (settings.brighten > 0) brightenRow(preview, null, skin, y, settings.brighten / 100);
  }
  return preview;
}

/** Bytes that a preview base holds. */
export function previewBytes({ healed, blend, skin }: PreviewBase): number {
  return healed.data.length + blend.data.length + skin.data.length;
}

function reducePicture(picture: Picture, square: SquareCrop, size: number, width: number, height: number): Picture {
  const colours = sampleCrop(picture, square, size);
  const alpha = reduceMatte(alphaOf(picture), square, size, width, height);
  const reduced = emptyPicture(width, height);
  const plane = size * size;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel += 4) {
      const index = y * size + x;
      for (let channel = 0; channel < 3; channel++) reduced.data[pixel + channel] = 255 * colours[channel * plane + index]!;
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

function reduceMatte(matte: Matte, square: SquareCrop, size: number, width: number, height: number): Matte {
  const { data } = sampleMatte(matte, square, size);
  const reduced = emptyMatte(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) reduced.data[y * width + x] = Math.round(255 * data[y * size + x]!);
  }
  return reduced;
}

function scaleCrop(crop: SquareCrop, scale: number): SquareCrop {
  return { ...crop, centerX: crop.centerX * scale, centerY: crop.centerY * scale, side: crop.side * scale };
}

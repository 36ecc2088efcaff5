import { writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { BACKGROUND_NAME, type LayeredPicture } from '../../../ui/engine/codec/layered/layered-picture';
import { LAYERED_FILES, LAYERED_FORMATS, type LayeredFormat } from '../../../ui/engine/layered-files/layered-files';
import { layersInGimp, NO_GIMP } from '../../judges/gimp';
import { compositeLayers, compositeLayersIn8Bits, NO_IMAGEMAGICK } from '../../judges/imagemagick';
import { compositeInKrita, layersInKrita, NO_KRITA } from '../../judges/krita';
import type { SeenLayer } from '../../judges/run-judge';

/** A picture with its layers, and what it must show. */
export interface Stack {
  readonly picture: LayeredPicture;
  /** RGBA, 0–65535. */
  readonly expected: Uint16Array;
}

/** The answer of a judge: words for the table, and whether it found a fault. */
export interface Answer {
  readonly judge: string;
  readonly words: string;
  readonly fault: boolean;
}

/** Largest difference of a composite from the retouched picture, in levels. */
const MOST_LEVELS = { 8: 1, 16: 0.01 } as const;

/** Writes every layered file of a stack to `folder` and lets each installed program judge it. */
export async function judgeStack(stack: Stack, folder: string): Promise<Answer[]> {
  const { picture, expected } = stack;
  const file = (format: LayeredFormat): string => join(folder, `layers.${LAYERED_FILES[format].extension}`);
  for (const format of LAYERED_FORMATS) await writeFile(file(format), LAYERED_FILES[format].write(picture));
  const scratch = join(folder, 'seen');
  const most = MOST_LEVELS[picture.background.depth];
  const answers: Answer[] = [];
  const judge = (name: string, ask: () => Omit<Answer, 'judge'>): void => void answers.push(answer(name, ask));
  if (NO_IMAGEMAGICK === false) {
    // The retouched picture of 8 bits is rounded after each layer, so the composite must be too.
    const composite = picture.background.depth === 8 ? compositeLayersIn8Bits : compositeLayers;
    judge('ImageMagick PSD', () => distance(composite(file('psd')), expected, most));
    judge('ImageMagick TIFF', () => distance(composite(file('tiff')), expected, most));
  }
  if (NO_KRITA === false) {
    judge('Krita ORA', () => {
      const measured = distance(compositeInKrita(file('ora'), scratch), expected, MOST_LEVELS[8]);
      const reason = kritaDiffers(picture);
      return reason === null ? measured : { words: `${measured.words}; not judged: ${reason}`, fault: false };
    });
    judge('Krita PSD', () => comparison(layersInKrita(file('psd'), scratch), picture));
  }
  if (NO_GIMP === false) judge('GIMP PSD', () => comparison(layersInGimp(file('psd'), scratch), picture));
  return answers;
}

/** Why Krita shows a picture in OpenRaster otherwise than the file says; null if it does not. */
function kritaDiffers({ background, facts }: LayeredPicture): string | null {
  if (facts.profile !== null) return 'Krita makes every OpenRaster document sRGB';
  return background.depth === 16 ? 'Krita makes every OpenRaster document 8 bits' : null;
}

function answer(judge: string, ask: () => Omit<Answer, 'judge'>): Answer {
  try {
    return { judge, ...ask() };
  } catch (error) {
    return { judge, words: error instanceof Error ? error.message : String(error), fault: true };
  }
}

/** Samples that are rounded to 8 bits may be half a step of 16 bits beyond the limit. */
const TOLERANCE = 1 / 514;

function distance(samples: Uint16Array, expected: Uint16Array, most: number): Omit<Answer, 'judge'> {
  if (samples.length !== expected.length) return { words: `${samples.length / 4} pixels`, fault: true };
  let [largest, above] = [0, 0];
  for (const [index, value] of samples.entries()) {
    const levels = Math.abs(value - expected[index]!) / 257;
    largest = Math.max(largest, levels);
    if (levels > most + TOLERANCE) above++;
  }
  const words = `${largest.toFixed(4)} levels${above > 0 ? `, ${above} samples above ${most}` : ''}`;
  return { words, fault: above > 0 };
}

function comparison(seen: readonly SeenLayer[], picture: LayeredPicture): Omit<Answer, 'judge'> {
  const written = writtenLayers(picture);
  const fault = !isDeepStrictEqual(seen, written);
  return { words: fault ? `saw ${JSON.stringify(seen)}` : `all ${written.length} layers`, fault };
}

/** The layers as the file has them, topmost first. */
function writtenLayers({ groupName, layers }: LayeredPicture): SeenLayer[] {
  const plain = { depth: 0, opacity: 255, visible: true, masked: false };
  return [
    { ...plain, name: groupName, mode: 'pass-through' },
    ...layers
      .map(({ name, blendMode, opacity, visible, mask }) => ({
        depth: 1,
        name,
        mode: blendMode,
        opacity,
        visible,
        masked: mask !== null,
      }))
      .reverse(),
    { ...plain, name: BACKGROUND_NAME, mode: 'normal' },
  ];
}

import { LARGEST_AREA, LARGEST_SIDE } from '../../ui/engine/api/limits';
import { IMPORTED_NAMES } from '../../ui/engine/networks/catalogue';
import type { EngineProblem, UnchangedReason } from '../../ui/engine/api/report';
import { FEATURES } from '../../ui/engine/faces/protected-features';
import { ADJUSTMENTS, type Adjustment } from '../../ui/engine/api/adjustments';
import { LAYER_KINDS, type LayerKind } from '../../ui/engine/api/layer-kinds';
import { CLOTHES_ADJUSTMENTS } from '../../ui/engine/api/clothes';
import { SHAPE_ADJUSTMENTS } from '../../ui/engine/api/shape';
import { clothesEn } from '../../ui/locales/clothes-en';
import { en } from '../../ui/locales/en';
import { adjustmentHelp } from './adjustment-options';
import { USUAL_QUALITY } from './arguments';
import { ABOUT_SHAPE, SHAPE_TEXTS, shapeWords } from './shape-words';
import type { Shard } from './shard';
import type { UsageProblem } from './usage-problem';
import type { PhotoProblem } from './photo-problem';
import type { PhotoReport } from './photo-report';
import type { PhotoNote } from './read-photo';
import type { FolderProblem } from './result-folder';

/** The help text, with an option for each adjustment and a file for each layer. */
export function helpText(
  adjustments: readonly Adjustment[] = ADJUSTMENTS,
  kinds: readonly LayerKind[] = LAYER_KINDS,
): string {
  const layers = kinds
    .map(({ role, name, blendMode }) => `  ${`NAME.${role}.png`.padEnd(18)} layer ${name} (${BLEND_WORDS[blendMode]})`)
    .join('\n');
  return `Retouches skin in portraits, on this machine, and writes the result as layers.

  npm run retouch -- PHOTO|FOLDER… --out DIR [options]

PHOTO is a PNG, JPEG, WebP, AVIF, TIFF or still GIF of up to ${LARGEST_SIDE} pixels a side and ${LARGEST_AREA / 1e6} megapixels.
FOLDER means the photos directly in it. DIR must not be a folder that holds one of the photos.

  --out DIR          folder of the results; it is created if necessary
${adjustmentHelp(adjustments, en.adjustments)}
${adjustmentHelp(SHAPE_ADJUSTMENTS, SHAPE_TEXTS)}
  --allow-shape      needed with the six options above, which change the body of a person in one photo; ask that person
${adjustmentHelp(CLOTHES_ADJUSTMENTS, { clothes: clothesEn })}
  --clothes-box X,Y,WIDTH,HEIGHT
                     the place of --clothes in one photo, in pixels
  --allow-clothes    needed with --clothes, which changes what a person wears
  --match PHOTO      give every face the skin tone of the largest face of PHOTO, as a layer of its own; differences
                     over 16 L* are a person's own and stay
  --raw-with "PROGRAM {in} {out}"
                     a program that develops raw photos (DNG, CR3, NEF, …) into TIFF files, such as
                     "dcraw_emu -T -6 -Z {out} {in}"
  --format FORMAT    png, jpeg, webp or tiff: the format of the retouched photo; layers are PNG [png]
  --quality 1-100    quality of JPEG and WebP files [${USUAL_QUALITY}]
  --strip            leave out EXIF, XMP and IPTC; colour profile and density stay
  --engine NAME      auto, wasm or native; auto is wasm; native is faster and needs: npm install --no-save onnxruntime-node [auto]
  --networks NAME    softlight or modelscope (imported with npm run models:import; --even is then 100) [softlight]
  --models DIR       with modelscope: the folder of the imported networks [models/modelscope]
  --parity           with modelscope: its method as published, for comparison; no layers, no brightening
  --psd              also write the photo with its layers as a Photoshop file
  --tiff             the same as a layered TIFF, which Photoshop opens with its layers
  --ora              the same as OpenRaster, for Krita and MyPaint
  --masks            also write masks: skin, inpainted spots, and one for each class
  --shard K/N        do only part K of N of the photos, split by name: the same split on every machine
  --resume           leave photos alone whose NAME.json agrees with their bytes and with all options
  --watch            wait for photos that arrive in FOLDER, until Ctrl+C; finished photos are left alone
  --concurrency N    photos at a time, each on one core and about 1 GB for 25 megapixels [2; 1 on one core]
  --help             this text

Files for each photo, all of the photo's own size in pixels:

  NAME.png           the retouched photo (.jpg, .webp, .tif with --format): upright; profile, metadata, transparency,
                     and in PNG and TIFF 16 bits a channel are kept
${layers}
  NAME.psd           with --psd (.layers.tif with --tiff, .ora with --ora): the photo, and the group "Retouch · NAME"
  NAME.skin.png      with --masks: bare skin, grey
  NAME.spots.png     with --masks: inpainted spots, grey
  NAME.mask-CLASS.png  with --masks: face-skin and body-skin, which add up to the skin; and the features that a retouch
                     leaves alone: ${FEATURES.join(', ')}
  NAME.json          written last: faces, spots, times, settings, networks, layers

Place the layers over the upright photo in this order, each at 100 % opacity: the result is NAME.png. The transparency
of a layer holds its strength. A layer is written if its adjustment is on. Without a face NAME.png is the unchanged
photo. Photos with the same name from several folders become NAME, NAME-2, ….

Exit code 0: all photos are done. 1: at least one photo failed, the others are done. 2: the command is not valid.
`;
}

const BLEND_WORDS: Readonly<Record<LayerKind['blendMode'], string>> = { normal: 'normal', 'soft-light': 'soft light' };

/** Why a command line cannot run, and what to change. */
export function usageWords(problem: UsageProblem): string {
  switch (problem.code) {
    case 'unknown-option':
      return `The option ${problem.option} does not exist.`;
    case 'missing-value':
      return `${problem.option} needs a value.`;
    case 'unexpected-value':
      return `${problem.option} takes no value.`;
    case 'bad-value':
      return `${problem.option} cannot be "${problem.value}"; use ${problem.expected}.`;
    case 'needs':
      return `${problem.option} needs ${problem.needed}.`;
    case 'excludes':
      return `${problem.option} excludes ${problem.other}; leave one of them out.`;
    case 'no-photos':
      return 'Name at least one photo or folder.';
    case 'one-folder':
      return 'Name one folder only with --watch.';
    case 'no-out':
      return 'Name the folder for the results with --out DIR.';
    case 'no-native':
      return 'The native engine is not installed; run: npm install --no-save onnxruntime-node';
    case 'ask-shape':
      return `${problem.option} needs a yes. ${ABOUT_SHAPE}`;
    case 'ask-clothes':
      return `${problem.option} needs a yes. ${clothesEn.about} Then add --allow-clothes.`;
    case 'one-photo':
      return `${problem.option} changes only a photo that you looked at; name one photo, and no folder.`;
  }
}

/** Follows a message about the command line. */
export const USAGE_HINT = 'Nothing was done. All options: npm run retouch -- --help';

/** Why results cannot be written to a folder. */
export function folderWords(folder: string, problem: FolderProblem): string {
  switch (problem.code) {
    case 'out-is-file':
      return `--out ${folder} is a file, not a folder.`;
    case 'out-holds-photos':
      return `--out ${folder} holds one of the photos, and a result could replace it. Name another folder.`;
    case 'out-not-writable':
      return `Files cannot be written to the folder ${folder} (${problem.detail}).`;
  }
}

/** Why a photo failed, as the end of a sentence. */
export function problemWords(problem: PhotoProblem): string {
  switch (problem.code) {
    case 'cannot-read':
      return problem.detail === 'ENOENT' ? 'there is no such file' : `it cannot be read (${problem.detail})`;
    case 'cannot-write':
      return `its results cannot be written (${problem.detail})`;
    case 'not-developed':
      return `the program of --raw-with could not develop it (${problem.detail})`;
    case 'not-a-file':
      return 'it is neither a file nor a folder';
    case 'no-tone':
      return 'the photo of --match cannot be read, or shows no face with bare skin';
    case 'empty-folder':
      return 'there is no photo in this folder';
    case 'layered-too-large':
      return `with its layers it does not fit in a ${problem.format} file; use another format`;
    case 'own-result':
      return 'it is a result of an earlier run; name the photo itself';
    default:
      return engineProblemWords(problem);
  }
}

/** Messages by problem code. They speak of files; the panel's messages in `ui/locales` speak of layers. */
const ENGINE_PROBLEMS: {
  readonly [Code in EngineProblem['code']]: (problem: Extract<EngineProblem, { readonly code: Code }>) => string;
} = {
  'empty-file': () => 'the file is empty',
  'unknown-format': () => 'the file is not a picture in a known format',
  'unsupported-format': ({ format }) => `${format.toUpperCase()} cannot be read; save it as PNG or JPEG`,
  animated: ({ format }) => `this ${format.toUpperCase()} is animated; save one frame as a picture`,
  'damaged-file': ({ format }) => `the ${format.toUpperCase()} is damaged or cut short`,
  'too-large': ({ width, height, limit }) =>
    `${width} × ${height} pixels are too many; a side may have up to ${limit} pixels`,
  'too-small': ({ width, height, limit }) =>
    `${width} × ${height} pixels are too few; a side must have at least ${limit} pixels`,
  'fully-transparent': () => 'it is fully transparent',
  'network-missing': ({ network }) =>
    isImported(network)
      ? `the network "${network}" is not there; npm run models:import -- DIR makes it from ModelScope's files in DIR`
      : `the network "${network}" is missing in models/`,
  'network-damaged': ({ network }) =>
    isImported(network)
      ? `the network "${network}" is damaged; npm run models:import -- DIR makes it again`
      : `the network "${network}" in models/ is damaged`,
  'imported-absent': () => "ModelScope's networks were not imported",
  'imported-unusable': ({ network }) => `ModelScope's network "${network}" cannot be used`,
  'out-of-memory': () => 'there was not enough memory; try --concurrency 1 or a smaller photo',
  'gpu-lost': ({ detail }) => `the GPU stopped (${detail})`,
  internal: ({ detail }) => `an internal error occurred (${detail})`,
};

function engineProblemWords(problem: EngineProblem): string {
  // TypeScript cannot relate the code of a union member to its entry.
  const words = ENGINE_PROBLEMS[problem.code] as (problem: EngineProblem) => string;
  return words(problem);
}

function isImported(network: string): boolean {
  return IMPORTED_NAMES.some((name) => name === network);
}

const REASONS: Readonly<Record<UnchangedReason, string>> = {
  'no-face': 'no face was found',
  'faces-too-small': 'its faces are too small',
  'nothing-to-change': 'nothing to change',
};

const NOTES: Readonly<Record<PhotoNote, string>> = {
  'reduced-to-8-bit': 'written with 8 bits a channel',
  'reduced-to-16-bit': 'written with 16 bits a channel',
  'converted-to-srgb': 'colours converted to sRGB',
  'end-mark-missing': 'the end of the file is missing, its pixels are all there',
  'channels-left-out': 'saved selections left out',
  'metadata-left-out': 'some metadata left out',
  'maps-left-out': 'HDR gain map or depth map left out',
  'colour-tags-left-out': 'colour tags left out, so colours may look different; use --format png',
  'layered-as-srgb': 'colour tags left out of layered files, so colours may look different there',
  'drawn-over-white': 'transparency drawn over white',
};

/** One line about a finished photo. */
export function resultWords(report: PhotoReport, resultPath: string): string {
  const notes = report.notes.map((note) => `; ${NOTES[note]}`).join('');
  const shape = report.shape === undefined ? '' : shapeWords(report.shape);
  if (report.reason !== undefined)
    return `${report.photo}: ${REASONS[report.reason]}${keptWords(report)}${shape}, unchanged copy in ${resultPath}${notes}`;
  const done = report.faces.filter((face) => face.state === 'done').length;
  const skipped = report.faces.length - done;
  const faces = `${count(done, 'face')}${skipped > 0 ? ` (${skipped} more too small)` : ''}`;
  const left =
    report.spotsLeft > 0 ? ` (${report.spotsLeft} more not healed: together they cover too much of the skin)` : '';
  return `${report.photo}: ${faces}, ${count(report.spots.length, 'spot')} healed${left}${keptWords(report)}${shape}, ${resultPath}${notes}`;
}

/** Counts of the finds that were kept. */
function keptWords({ kept, spotsLeft }: PhotoReport): string {
  const unsure = kept.filter(({ answer }) => answer === 'unsure').length;
  const marks = kept.length - unsure - spotsLeft;
  return `${unsure > 0 ? `, ${unsure} unsure` : ''}${marks > 0 ? `, ${marks} kept` : ''}`;
}

/** One line about a photo that an earlier run finished. */
export function leftWords(shown: string, resultPath: string): string {
  return `${shown}: already done, ${resultPath}`;
}

/** The first line of a watcher. */
export function watchWords(folder: string): string {
  return `Watching ${folder}. Ctrl+C ends after the current photo, a second Ctrl+C at once.`;
}

/** Why a folder cannot be watched. */
export function notWatchedWords(shown: string, detail: string): string {
  return `${shown} cannot be watched (${detail}); name a folder.`;
}

/** The message about a shard without a photo, which is no error. */
export function emptyShardWords({ number, count }: Shard): string {
  return `No photo belongs to shard ${number} of ${count}; nothing was to be done.`;
}

/** One line about a photo that failed. */
export function failureWords(shown: string, problem: PhotoProblem): string {
  return `${shown}: failed, ${problemWords(problem)}`;
}

/** The counts of a finished run. */
export interface Totals {
  readonly retouched: number;
  readonly unchanged: number;
  /** Photos that an earlier run finished. */
  readonly left: number;
  readonly failed: number;
  readonly seconds: number;
}

/** The last line of a run. */
export function totalWords({ retouched, unchanged, left, failed, seconds }: Totals, executionProvider: string): string {
  const done = left > 0 ? `${left} already done, ` : '';
  return `${retouched} retouched, ${unchanged} unchanged, ${done}${failed} failed in ${seconds.toFixed(1)} s (engine: ${executionProvider}).`;
}

/** The message after a signal. */
export function stoppedWords(placed: number, total: number): string {
  return `Stopped. ${placed} of ${total} photos are finished; nothing was written for the others.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

import { LARGEST_AREA, LARGEST_SIDE } from '../../ui/engine/api/limits';
import { IMPORTED_NAMES } from '../../ui/engine/networks/catalogue';
import type { EngineProblem, UnchangedReason } from '../../ui/engine/api/report';
import { ADJUSTMENTS, type Adjustment } from '../../ui/engine/api/adjustments';
import { LAYER_KINDS, type LayerKind } from '../../ui/engine/api/layer-kinds';
import { en } from '../../ui/locales/en';
import { adjustmentHelp } from './adjustment-options';
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
FOLDER stands for the photos directly in it. DIR must not be a folder that holds one of the photos.

  --out DIR          folder of the results; it is made if needed
${adjustmentHelp(adjustments, en.adjustments)}
  --engine NAME      auto or wasm; auto takes the fastest that this machine has, now always wasm [auto]
  --networks NAME    softlight or modelscope (imported with npm run models:import; --even is then 100) [softlight]
  --models DIR       with modelscope: the folder of the imported networks [models/modelscope]
  --parity           with modelscope: its method as published, for comparison; no layers, no brightening
  --masks            also write the masks of the region where the retouch may act
  --concurrency N    photos at a time, each on one core and about 1 GB for 25 megapixels [2; 1 on one core]
  --help             this text

Files for each photo, all of the photo's own size in pixels:

  NAME.png           the retouched photo: EXIF orientation applied, colour profile and transparency kept
${layers}
  NAME.skin.png      with --masks: bare skin, grey
  NAME.spots.png     with --masks: inpainted spots, grey
  NAME.json          faces, spots, times, settings, networks, layers

Place the layers over the upright photo in this order, each at 100 % opacity: that gives NAME.png. Each layer holds its
strength in its own transparency. A layer is written if its adjustment is on. Without a face NAME.png is the unchanged
photo. Photos of one name from several folders become NAME, NAME-2, ….

Exit code 0: all photos are done. 1: some photo failed, the others are done. 2: the command was not understood.
`;
}

const BLEND_WORDS: Readonly<Record<LayerKind['blendMode'], string>> = { normal: 'normal', 'soft-light': 'soft light' };

export function usageWords(problem: UsageProblem): string {
  switch (problem.code) {
    case 'unknown-option':
      return `There is no option ${problem.option}.`;
    case 'missing-value':
      return `${problem.option} needs a value.`;
    case 'unexpected-value':
      return `${problem.option} takes no value.`;
    case 'bad-value':
      return `${problem.option} cannot be "${problem.value}"; it can be ${problem.expected}.`;
    case 'needs':
      return `${problem.option} is for ${problem.needed} only.`;
    case 'excludes':
      return `${problem.option} cannot be together with ${problem.other}.`;
    case 'no-photos':
      return 'Name at least one photo or folder.';
    case 'no-out':
      return 'Say with --out DIR where the results should go.';
  }
}

export const USAGE_HINT = 'Nothing was done. All options: npm run retouch -- --help';

export function folderWords(folder: string, problem: FolderProblem): string {
  switch (problem.code) {
    case 'out-is-file':
      return `--out ${folder} is a file, not a folder.`;
    case 'out-holds-photos':
      return `--out ${folder} is a folder that photos come from; a result could replace one. Name another folder.`;
    case 'out-not-writable':
      return `The folder ${folder} cannot be written to (${problem.detail}).`;
  }
}

export function problemWords(problem: PhotoProblem): string {
  switch (problem.code) {
    case 'cannot-read':
      return problem.detail === 'ENOENT' ? 'there is no such file' : `it cannot be read (${problem.detail})`;
    case 'cannot-write':
      return `its results cannot be written (${problem.detail})`;
    case 'not-a-file':
      return 'it is neither a file nor a folder';
    case 'empty-folder':
      return 'there is no photo in this folder';
    case 'own-result':
      return 'it is a result of an earlier run; name the photo itself';
    default:
      return engineProblemWords(problem);
  }
}

/** The panel's sentences (ui/locales) speak of layers and what to do in the editor; these speak of files. */
function engineProblemWords(problem: EngineProblem): string {
  switch (problem.code) {
    case 'empty-file':
      return 'the file is empty';
    case 'unknown-format':
      return 'this is not a picture of any format that is known here';
    case 'unsupported-format':
      return `${problem.format.toUpperCase()} cannot be read; save it as PNG or JPEG`;
    case 'animated':
      return `this ${problem.format.toUpperCase()} is animated; save the frame you need as a picture`;
    case 'damaged-file':
      return `the ${problem.format.toUpperCase()} is damaged or cut short`;
    case 'too-large':
      return `${problem.width} × ${problem.height} pixels are too many; up to ${problem.limit} a side can be done`;
    case 'too-small':
      return `${problem.width} × ${problem.height} pixels are too few; at least ${problem.limit} a side are needed`;
    case 'fully-transparent':
      return 'it is transparent everywhere';
    case 'network-missing':
      return isImported(problem.network)
        ? `the network "${problem.network}" is not there; npm run models:import -- DIR makes it of the original's files in DIR`
        : `the network "${problem.network}" is missing in models/`;
    case 'network-damaged':
      return isImported(problem.network)
        ? `the network "${problem.network}" is damaged; npm run models:import -- DIR makes it anew`
        : `the network "${problem.network}" in models/ is damaged`;
    case 'imported-absent':
    case 'imported-unusable':
      return "the original's networks cannot be used";
    case 'out-of-memory':
      return 'there was not enough memory; try --concurrency 1 or a smaller photo';
    case 'gpu-lost':
      return `the GPU stopped (${problem.detail})`;
    case 'internal':
      return `something went wrong inside (${problem.detail})`;
  }
}

function isImported(network: string): boolean {
  return IMPORTED_NAMES.some((name) => name === network);
}

const REASONS: Readonly<Record<UnchangedReason, string>> = {
  'no-face': 'no face found',
  'faces-too-small': 'its faces are too small',
  'nothing-to-change': 'nothing to change',
};

const NOTES: Readonly<Record<PhotoNote, string>> = {
  'reduced-to-8-bit': 'written with 8 bits a channel',
  'converted-to-srgb': 'colours converted to sRGB',
  'end-mark-missing': 'the end of the file is missing, its pixels are all there',
  'channels-left-out': 'saved selections left out',
};

/** One line on a photo that was done. */
export function resultWords(report: PhotoReport, resultPath: string): string {
  const notes = report.notes.map((note) => `; ${NOTES[note]}`).join('');
  if (report.reason !== undefined)
    return `${report.photo}: ${REASONS[report.reason]}, unchanged copy in ${resultPath}${notes}`;
  const done = report.faces.filter((face) => face.state === 'done').length;
  const skipped = report.faces.length - done;
  const faces = `${count(done, 'face')}${skipped > 0 ? ` (${skipped} more too small)` : ''}`;
  const left = report.spotsLeft > 0 ? ` (${report.spotsLeft} more left: they cover too much of the skin)` : '';
  return `${report.photo}: ${faces}, ${count(report.spots.length, 'spot')} healed${left}${keptWords(report)}, ${resultPath}${notes}`;
}

/** Counts of the finds that were judged and kept. */
function keptWords({ kept }: PhotoReport): string {
  const doubtful = kept.filter(({ answer }) => answer === 'doubtful').length;
  const marks = kept.length - doubtful;
  return `${doubtful > 0 ? `, ${doubtful} doubtful` : ''}${marks > 0 ? `, ${marks} kept` : ''}`;
}

export function failureWords(shown: string, problem: PhotoProblem): string {
  return `${shown}: failed, ${problemWords(problem)}`;
}

export interface Totals {
  readonly retouched: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly seconds: number;
}

export function totalWords({ retouched, unchanged, failed, seconds }: Totals, executionProvider: string): string {
  return `${retouched} retouched, ${unchanged} unchanged, ${failed} failed in ${seconds.toFixed(1)} s (engine: ${executionProvider}).`;
}

export function stoppedWords(placed: number, total: number): string {
  return `Stopped. ${placed} of ${total} photos are finished; of the others nothing was written.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

import { rm, writeFile } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { LAYER_KINDS } from '../../ui/engine/api/layer-kinds';
import type { SkinTone } from '../../ui/engine/api/skin-tone';
import { toneOf } from '../../ui/engine/pipeline/match';
import { createMemo, type Memo } from '../../ui/engine/pipeline/memo';
import type { NetworkRunner } from '../../ui/engine/networks/runner';
import { layerOf } from '../../ui/engine/layers/layer';
import { retouchAsModelscope } from '../../ui/engine/modelscope/retouch-as-modelscope';
import type { NetworkSetName } from '../../ui/engine/api/settings';
import { emptyMasks, type RetouchOutcome } from '../../ui/engine/pipeline/retouch-picture';
import { retouchWithShape } from '../../ui/engine/pipeline/retouch-with-shape';
import { NETWORK_SETS } from '../../ui/engine/network-sets';
import { LayeredFileTooLarge } from '../../ui/engine/codec/layered/layered-picture';
import type { LayeredFormat } from '../../ui/engine/layered-files/layered-files';
import type { Progress } from '../../ui/engine/api/report';
import type { RetouchSettings } from '../../ui/engine/api/settings';
import { NO_CHOICES } from '../../ui/engine/api/choices';
import type { ClothesChoice } from '../../ui/engine/api/clothes';
import type { ShapeValues } from '../../ui/engine/api/shape';
import { analysePhoto } from './analyse-photo';
import { developRaw, RAW_NAME, type RawDeveloper } from './develop-raw';
import { encodeResult, hasTagsOnly, type ResultForm } from './encode-result';
import { systemCode } from './find-photos';
import { sha256Of, sha256OfFile } from './finished-result';
import { alphaClothes, alphaStrengths, bakeOpacity } from './layer-strength';
import { drawMask, MASKS } from './masks';
import type { NamedPhoto } from './name-results';
import { PhotoError } from './photo-problem';
import { layerEntries, writtenKinds, type PhotoReport } from './photo-report';
import type { MatchPhoto } from './recipe';
import { readPhoto, type Photo, type PhotoNote } from './read-photo';
import { writeLayeredFiles } from './write-layered-files';
import { writeEmptyPng, writeMatte, writePng } from './write-png';

export interface PhotoJob {
  readonly photo: NamedPhoto;
  readonly settings: RetouchSettings;
  readonly shape: ShapeValues;
  readonly clothes: ClothesChoice;
  readonly networks: NetworkSetName;
  /** ModelScope's method as published. No layers are written, because layers cannot give its exact result. */
  readonly parity: boolean;
  /** The photo whose skin tone is copied; null: none. */
  readonly match: MatchPhoto | null;
  /** Also write the masks: skin, inpainted spots, and the classes. */
  readonly masks: boolean;
  /** Also write the photo with its layers as a file of each of these formats. */
  readonly layered: readonly LayeredFormat[];
  /** Develops raw photos; null: they are refused. */
  readonly rawWith: RawDeveloper | null;
  readonly form: ResultForm;
  /** See `recipeOf`; written to the report. */
  readonly recipe: string;
  /** With `--resume`: the folder of the results, whose finished photos are left as they are. Otherwise null. */
  readonly resumeIn: string | null;
  /** Work folder for the finished files. The caller moves them to their place together. */
  readonly folder: string;
}

/** The result of a job: its report, and the files in its folder, the report's last. */
export interface PhotoResult {
  readonly report: PhotoReport;
  readonly files: readonly string[];
}

/** Shares of decoding and encoding in the whole time, for the progress bar only. */
const DECODE_SHARE = 0.05;
const ENCODE_SHARE = 0.15;

/**
 * Retouches one photo and writes its files to the job's folder. After an error, files in that folder are incomplete.
 * @param tones keeps the tone of the photo that others are matched to
 * @throws PhotoError cannot-read, cannot-write, no-tone and the other problems of files
 * @throws EngineError the problems of pictures and the runner's errors
 */
export async function retouchPhoto(
  job: PhotoJob,
  runner: NetworkRunner,
  onProgress: (progress: Progress) => void,
  tones: Memo<SkinTone> = createMemo(),
): Promise<PhotoResult> {
  const start = performance.now();
  onProgress({ stage: 'decode', done: 0 });
  const { photo, sha256 } = await openPhoto(job);
  const decoded = performance.now();
  const onShare = ({ stage, done }: Progress): void =>
    onProgress({ stage, done: DECODE_SHARE + (1 - DECODE_SHARE - ENCODE_SHARE) * done });
  const outcome = job.parity
    ? await retouchAsModelscope(photo.picture, job.settings, runner, onShare)
    : await retouchOwn(job, photo, runner, onShare, tones);
  const encoding = performance.now();
  onProgress({ stage: 'encode', done: 1 - ENCODE_SHARE });
  try {
    const notes = await writeRetouched(job, photo, outcome);
    const layered = await writeLayered(job, photo, outcome);
    const files = [
      job.photo.files.retouched,
      ...layered,
      ...(await writeLayers(job, photo, outcome)),
      ...(job.masks ? await writeMasks(job, photo, outcome) : []),
    ];
    const { report: engine } = outcome;
    const report: PhotoReport = {
      photo: job.photo.shown,
      state: outcome.state,
      ...(outcome.state === 'unchanged' ? { reason: outcome.reason } : {}),
      result: job.photo.files.retouched,
      masks: job.masks ? MASKS.map((mask) => job.photo.files.masks[mask]) : [],
      layered,
      notes: layered.length > 0 && hasTagsOnly(photo) ? [...notes, 'layered-as-srgb'] : notes,
      ...engine,
      layers:
        outcome.state === 'retouched' && !job.parity
          ? layerEntries(
              job.photo.files,
              writtenKinds(job.settings, job.shape, job.clothes, LAYER_KINDS, job.match !== null),
            )
          : [],
      settings: job.settings,
      ...(job.clothes.amount > 0 ? { clothes: job.clothes } : {}),
      source: { sha256, recipe: job.recipe },
      milliseconds: {
        decode: Math.round(decoded - start),
        ...engine.milliseconds,
        encode: Math.round(performance.now() - encoding),
      },
    };
    const { report: reportFile } = job.photo.files;
    await writeFile(join(job.folder, reportFile), `${JSON.stringify(report, null, 2)}\n`);
    return { report, files: [...files, reportFile] };
  } catch (error) {
    if (error instanceof LayeredFileTooLarge) throw error;
    throw new PhotoError({ code: 'cannot-write', detail: systemCode(error) });
  }
}

/** Softlight's method. @throws EngineError the problems of pictures and the runner's errors */
async function retouchOwn(
  { settings, shape, clothes, networks, match }: PhotoJob,
  photo: Photo,
  runner: NetworkRunner,
  onProgress: (progress: Progress) => void,
  tones: Memo<SkinTone>,
): Promise<RetouchOutcome> {
  const set = NETWORK_SETS[networks];
  const analysis = analysePhoto(photo, runner, set);
  const toneOfMatch = async ({ path }: MatchPhoto): Promise<SkinTone> =>
    tones.get(path, async () => {
      // A problem of this photo must not be told as one of the photo that is retouched.
      const other = await readPhoto(path).catch(() => null);
      const measured = other === null ? null : await toneOf(analysePhoto(other, runner, set));
      if (measured === null) throw new PhotoError({ code: 'no-tone' });
      return measured;
    });
  const tone = match === null ? null : await toneOfMatch(match);
  const choices = { ...NO_CHOICES, tone, clothes: alphaClothes(clothes) };
  return retouchWithShape(analysis, alphaStrengths(settings), { values: shape }, onProgress, choices);
}

/** A photo, and the SHA-256 of its file as it was read. */
interface OpenedPhoto {
  readonly photo: Photo;
  readonly sha256: string;
}

/** Reads a photo; develops a raw one first. @throws PhotoError and EngineError as `readPhoto`, and not-developed */
async function openPhoto({ photo: { path, files }, rawWith, folder }: PhotoJob): Promise<OpenedPhoto> {
  if (rawWith === null || !RAW_NAME.test(path)) {
    const photo = await readPhoto(path);
    return { photo, sha256: sha256Of(photo.bytes) };
  }
  const sha256 = await sha256OfFile(path).catch((error: unknown) => {
    throw new PhotoError({ code: 'cannot-read', detail: systemCode(error) });
  });
  const developed = resolve(folder, `${files.report}.tif`);
  try {
    const outcome = await developRaw(rawWith, resolve(path), developed);
    if (!outcome.ok) throw new PhotoError({ code: 'not-developed', detail: outcome.detail });
    return { photo: await readPhoto(developed), sha256 };
  } finally {
    await rm(developed, { force: true });
  }
}

/** Writes the retouched photo, or the unchanged one. @returns the changes that the user should know of */
async function writeRetouched(
  { photo: { files }, form, folder }: PhotoJob,
  photo: Photo,
  outcome: RetouchOutcome,
): Promise<readonly PhotoNote[]> {
  const path = join(folder, files.retouched);
  if (isFileCopy(photo, outcome, form)) {
    await writeFile(path, photo.bytes);
    return [];
  }
  const picture = outcome.state === 'unchanged' ? photo.picture : outcome.retouched;
  const { file, notes } = await encodeResult(picture, photo, form);
  await writeFile(path, file);
  return [...photo.notes, ...notes];
}

/** Writes the layered files. It comes before `writeLayers`, which changes the layers' alpha. @returns their names */
async function writeLayered(
  { photo: { path, files }, layered, form, folder }: PhotoJob,
  photo: Photo,
  outcome: RetouchOutcome,
): Promise<string[]> {
  // The retouched picture is as large as the photo: without such a file it is not asked for.
  if (outcome.state === 'unchanged' || layered.length === 0) return [];
  const { layers, retouched } = outcome;
  const target = (format: LayeredFormat): string => join(folder, files.layered[format]);
  await writeLayeredFiles(photo, { name: parse(path).name, layers, retouched, strip: form.strip }, layered, target);
  return layered.map((format) => files.layered[format]);
}

/** @returns the names of the files, bottom layer first */
async function writeLayers(
  { photo: { files }, settings, shape, clothes, parity, match, folder }: PhotoJob,
  { picture, chunks }: Photo,
  outcome: RetouchOutcome,
): Promise<string[]> {
  if (outcome.state === 'unchanged' || parity) return [];
  const written: string[] = [];
  for (const { role } of writtenKinds(settings, shape, clothes, LAYER_KINDS, match !== null)) {
    const layer = layerOf(outcome.layers, role);
    const file = files.layers[role]!;
    const path = join(folder, file);
    if (layer === null) await writeEmptyPng(path, picture, chunks);
    else await writePng(path, bakeOpacity(layer), true, chunks);
    written.push(file);
  }
  return written;
}

/** Writes the mattes as grey PNG files of the photo's size; black without a retouch. */
async function writeMasks(
  { photo: { files }, folder }: PhotoJob,
  { picture }: Photo,
  outcome: RetouchOutcome,
): Promise<string[]> {
  const masks = outcome.state === 'retouched' ? outcome.masks : emptyMasks(picture);
  for (const mask of MASKS) await writeMatte(join(folder, files.masks[mask]), drawMask(masks, mask));
  return MASKS.map((mask) => files.masks[mask]);
}

/** Whether the result is a copy of the file: an unchanged, upright photo that already has the form. */
function isFileCopy(photo: Photo, outcome: RetouchOutcome, { format, strip }: ResultForm): boolean {
  return outcome.state === 'unchanged' && photo.uprightFormat === format && !strip;
}

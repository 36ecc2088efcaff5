import { EngineError } from '../../ui/engine/api/report';
import { tiffPages, type TiffPage } from './tiff-directory';
import { canReadSamples, readTiffSamples } from './tiff-samples';

const PHOTOMETRIC_NAMES: Readonly<Record<number, string>> = {
  4: 'a mask',
  9: 'ICC Lab',
  10: 'ITU Lab',
  32803: 'raw sensor data',
  34892: 'linear raw data',
};
const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const CMYK = 5;
/** Channels that carry colour, by photometric interpretation. */
const COLOURS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3, 8: 3, 32844: 1, 32845: 3 };
const ASSOCIATED = 1;
const UNASSOCIATED = 2;
const JPEG = 7;
/** A page of at most this share of the largest page's width is a thumbnail of it, if its proportions are the same. */
const THUMBNAIL_SHARE = 0.6;

/** Converts RGB values, 0–1, of one pixel. */
export type ConvertColour = (rgb: readonly number[]) => readonly number[];

/** The page of a TIFF to retouch, and how to read it. */
export interface TiffPlan {
  readonly page: TiffPage;
  /** Libvips reads it as it is meant. Otherwise `readTiffPage` does. */
  readonly byLibvips: boolean;
  /** Which channel is transparency; null: none. Saved selections are not. */
  readonly alpha: number | null;
  /** Saved selections and other channels that results do not carry. */
  readonly dropsChannels: boolean;
}

/**
 * Chooses the page that is the photo: the only one that is neither marked as a thumbnail or mask nor a small copy of
 * another.
 * @throws EngineError unsupported-format (with the reason in its name), damaged-file
 */
export function planTiff(bytes: Uint8Array): TiffPlan {
  const page = photoPage(readPages(bytes));
  const { photometric, channels, extra, bits } = page;
  const name = PHOTOMETRIC_NAMES[photometric];
  const colours = COLOURS[photometric];
  if (name !== undefined || colours === undefined) throw refused(name ?? `photometric interpretation ${photometric}`);
  if (channels < colours) throw new EngineError({ code: 'damaged-file', format: 'tiff' });
  if (bits === null) throw refused('channels of different depths');
  const alpha = alphaChannel(extra, channels, colours);
  const plan = { page, alpha, dropsChannels: channels > colours + (alpha === null ? 0 : 1) };
  if (isUsual(page, colours)) return { ...plan, byLibvips: true };
  if ([WHITE_IS_ZERO, BLACK_IS_ZERO, RGB].includes(photometric) && canReadSamples(page))
    return { ...plan, byLibvips: false };
  throw refused(kindOf(page));
}

/**
 * Whether libvips reads the page exactly. It mistakes a second extra channel, and stops at six. It reads integers of 32
 * bits and floats in its own ways. It cannot read channels that are stored apart in tiles or as grey with alpha.
 */
function isUsual({ channels, bits, sampleFormat, planar, tiled }: TiffPage, colours: number): boolean {
  if (sampleFormat !== 'uint' || channels > colours + 1) return false;
  if (planar && (tiled || channels === 2)) return false;
  return colours === 1 ? [1, 2, 4, 8, 16].includes(bits!) : bits === 8 || bits === 16;
}

function readPages(bytes: Uint8Array): TiffPage[] {
  try {
    const pages = tiffPages(bytes);
    if (pages.length > 0) return pages;
  } catch {
    // A directory lies outside the file.
  }
  throw new EngineError({ code: 'damaged-file', format: 'tiff' });
}

function refused(reason: string): EngineError {
  return new EngineError({ code: 'unsupported-format', format: `tiff (${reason})` });
}

function photoPage(pages: readonly TiffPage[]): TiffPage {
  const primary = pages.filter(({ secondary }) => !secondary);
  const candidates = primary.length > 0 ? primary : pages;
  const largest = candidates.reduce((most, page) => (page.width > most.width ? page : most));
  const photos = candidates.filter((page) => page === largest || !isThumbnail(page, largest));
  if (photos.length !== 1) throw refused(`${photos.length} pages`);
  return largest;
}

function isThumbnail(page: TiffPage, largest: TiffPage): boolean {
  const height = (page.width * largest.height) / largest.width;
  return page.width <= THUMBNAIL_SHARE * largest.width && Math.abs(page.height - height) <= 1;
}

/** ExtraSamples says which channel is transparency. Without the tag, a single extra channel is taken for it. */
function alphaChannel(extra: readonly number[] | null, channels: number, colours: number): number | null {
  if (extra === null) return channels === colours + 1 ? colours : null;
  const index = extra.findIndex((kind) => kind === ASSOCIATED || kind === UNASSOCIATED);
  return index < 0 || colours + index >= channels ? null : colours + index;
}

function kindOf({ channels, bits, sampleFormat, photometric, compression, planar, tiled }: TiffPage): string {
  const numbers = { uint: 'integers', int: 'signed integers', float: 'floats', other: 'complex numbers' }[sampleFormat];
  const space = photometric === CMYK ? 'CMYK, ' : '';
  const layout = planar && tiled ? ', planar tiles' : '';
  const packing = compression === JPEG ? ', JPEG compression' : compression === 1 ? '' : `, compression ${compression}`;
  return `${space}${channels} channels of ${bits}-bit ${numbers}${layout}${packing}`;
}

/**
 * The pixels of a page that libvips does not read as meant: RGBA of 16 bits, straight alpha, as stored (no
 * orientation). Floats are cut to 0–1.
 * @param convert converts the RGB values of a pixel, 0–1
 * @throws Error if data is missing or damaged
 */
export function readTiffPage(bytes: Uint8Array, { page, alpha }: TiffPlan, convert: ConvertColour | null): Uint16Array {
  const colours = page.photometric === RGB ? 3 : 1;
  const chosen = Array.from({ length: colours }, (_, index) => index);
  const samples = readTiffSamples(bytes, page, alpha === null ? chosen : [...chosen, alpha]);
  const stride = alpha === null ? colours : colours + 1;
  const associated = alpha !== null && page.extra?.[alpha - colours] === ASSOCIATED;
  const inverted = page.photometric === WHITE_IS_ZERO;
  const pixels = new Uint16Array(page.width * page.height * 4);
  for (let index = 0, at = 0; index < pixels.length; index += 4, at += stride) {
    const opacity = alpha === null ? 1 : unit(samples[at + colours]!);
    const stored = [0, 1, 2].map((channel) => samples[at + (colours === 3 ? channel : 0)]!);
    const straight = stored.map((value) => unit(associated && opacity > 0 ? value / opacity : value));
    const values = inverted ? straight.map((value) => 1 - value) : straight;
    const colour = convert === null ? values : convert(values);
    for (let channel = 0; channel < 3; channel++) pixels[index + channel] = Math.round(65535 * colour[channel]!);
    pixels[index + 3] = Math.round(65535 * opacity);
  }
  return pixels;
}

/** Cut to 0–1; not a number is 0. */
function unit(value: number): number {
  return value > 0 ? Math.min(1, value) : 0;
}

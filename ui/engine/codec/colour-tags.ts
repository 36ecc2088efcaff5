import { rgbProfileOfGrey } from './grey-profile';
import { jpegProfile } from './jpeg-profile';
import { joinBytes, readPngChunks, type PngChunk } from './png-chunks';
import { sniffFormat, type SniffedFile } from './sniff-format';

/** The chunk types by which a PNG defines its colours (third edition §11.3.2). */
export const COLOUR_CHUNKS: ReadonlySet<string> = new Set(['iCCP', 'cICP', 'sRGB', 'gAMA', 'cHRM']);

/**
 * Whether the engine works on a picture's stored values, whatever profile the file has.
 *
 * Layers then carry the file's own colour tags: a host that converts colours converts the picture and its layers
 * alike, and one that does not converts none. The browser converts JPEGs that are not RGB (CMYK, grey) and GIFs.
 */
export function keepsStoredValues(info: SniffedFile): boolean {
  return info.format === 'png' || (info.format === 'jpeg' && info.components === 3);
}

/** The colour chunks that the PNG of a layer needs to mean the same colours as the picture's file; mostly none. */
export async function colourTags(bytes: Uint8Array): Promise<readonly PngChunk[]> {
  const info = sniffFormat(bytes);
  if (!keepsStoredValues(info)) return [];
  if (info.format === 'png') {
    const tags = readPngChunks(bytes, COLOUR_CHUNKS);
    const isGrey = info.colorType === 'grey' || info.colorType === 'grey-alpha';
    return isGrey ? (await Promise.all(tags.map(tagOfRgb))).flat() : tags;
  }
  const profile = jpegProfile(bytes);
  return profile === null ? [] : [await profileChunk(profile)];
}

/** A tag of a grey picture for its RGB layers: a grey profile becomes an RGB profile of the same curve. */
async function tagOfRgb(tag: PngChunk): Promise<readonly PngChunk[]> {
  if (tag.type !== 'iCCP') return [tag];
  const profile = await unpackProfile(tag.data);
  const rgb = profile === null ? null : rgbProfileOfGrey(profile);
  return rgb === null ? [] : [await profileChunk(rgb)];
}

/** An ICC profile as PNG stores it: a name, a method, the compressed profile (third edition §11.3.2.3). */
export async function profileChunk(profile: Uint8Array): Promise<PngChunk> {
  const compressed = new Blob([new Uint8Array(profile)]).stream().pipeThrough(new CompressionStream('deflate'));
  const name = Uint8Array.from('icc\0\0', (letter) => letter.charCodeAt(0));
  return { type: 'iCCP', data: joinBytes([name, new Uint8Array(await new Response(compressed).arrayBuffer())]) };
}

/** The profile that colour chunks hold; null without one. */
export async function profileOfTags(tags: readonly PngChunk[]): Promise<Uint8Array | null> {
  const chunk = tags.find(({ type }) => type === 'iCCP');
  return chunk === undefined ? null : unpackProfile(chunk.data);
}

/** The profile in an iCCP chunk; null if it is damaged. */
export async function unpackProfile(chunk: Uint8Array): Promise<Uint8Array | null> {
  const start = chunk.indexOf(0) + 2;
  if (start < 2 || start >= chunk.length) return null;
  try {
    const stream = new Blob([new Uint8Array(chunk.subarray(start))]).stream();
    const inflated = stream.pipeThrough(new DecompressionStream('deflate'));
    return new Uint8Array(await new Response(inflated).arrayBuffer());
  } catch {
    return null;
  }
}

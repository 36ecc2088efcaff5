import { ByteReader } from './byte-reader';
import { joinBytes, readPngChunks, type PngChunk } from './png-chunks';
import { sniffFormat, type SniffedFile } from './sniff-format';

/** How a PNG says what its values mean (third edition §11.3.2). */
export const COLOUR_CHUNKS: ReadonlySet<string> = new Set(['iCCP', 'cICP', 'sRGB', 'gAMA', 'cHRM']);
const PROFILE: ReadonlySet<string> = new Set(['iCCP']);
const JPEG_PROFILE = 'ICC_PROFILE\0';
const APP2 = 0xe2;
const START_OF_SCAN = 0xda;

/**
 * Whether a picture's values are taken as they are stored, whatever colours its file says they mean. Its layers are
 * then tagged as the file is, and a host that converts colours converts all of them alike, one that does not none of
 * them: either way they fit. Left to the browser are only values that are no RGB (CMYK), or whose
 * profile cannot stand in an RGB file (grey).
 */
export function keepsStoredValues(info: SniffedFile, bytes: Uint8Array): boolean {
  if (info.format === 'jpeg') return info.components === 3;
  if (info.format !== 'png') return false;
  const grey = info.colorType === 'grey' || info.colorType === 'grey-alpha';
  return !grey || readPngChunks(bytes, PROFILE).length === 0;
}

/** The chunks that say of a layer's PNG what the picture's file says of its own values; none for most files. */
export async function colourTags(bytes: Uint8Array): Promise<readonly PngChunk[]> {
  const info = sniffFormat(bytes);
  if (!keepsStoredValues(info, bytes)) return [];
  if (info.format === 'png') return readPngChunks(bytes, COLOUR_CHUNKS);
  const profile = jpegProfile(bytes);
  return profile === null ? [] : [await profileChunk(profile)];
}

/** The RGB profile of a JPEG, put together from its segments (ICC.1:2022 annex B.4); null if it has none that is whole. */
function jpegProfile(bytes: Uint8Array): Uint8Array | null {
  const reader = new ByteReader(bytes);
  const parts: Uint8Array[] = [];
  let count = 0;
  for (let offset = 2; reader.byte(offset) === 0xff && reader.byte(offset + 1) !== START_OF_SCAN;) {
    const length = reader.big16(offset + 2);
    if (!(length >= 2)) break;
    if (reader.byte(offset + 1) === APP2 && reader.text(offset + 4, JPEG_PROFILE.length) === JPEG_PROFILE) {
      const start = offset + 4 + JPEG_PROFILE.length;
      count = reader.byte(start + 1);
      parts[reader.byte(start) - 1] = bytes.subarray(start + 2, offset + 2 + length);
    }
    offset += 2 + length;
  }
  if (count === 0 || parts.length !== count || parts.includes(undefined as never)) return null;
  const profile = joinBytes(parts);
  // A profile names the colours that it is for at its byte 16; one for other colours was never right here.
  return new ByteReader(profile).text(16, 4) === 'RGB ' ? profile : null;
}

/** An ICC profile as PNG holds it: a name, a method, the compressed profile (§11.3.2.3). */
export async function profileChunk(profile: Uint8Array): Promise<PngChunk> {
  const compressed = new Blob([new Uint8Array(profile)]).stream().pipeThrough(new CompressionStream('deflate'));
  const name = Uint8Array.from('icc\0\0', (letter) => letter.charCodeAt(0));
  return { type: 'iCCP', data: joinBytes([name, new Uint8Array(await new Response(compressed).arrayBuffer())]) };
}

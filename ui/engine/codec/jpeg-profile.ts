import { ByteReader } from './byte-reader';
import { profileSpace } from './icc-curves';
import { JPEG_MARKERS, jpegSegments } from './jpeg-segments';
import { joinBytes } from './png-chunks';

const SIGNATURE = 'ICC_PROFILE\0';

/**
 * The ICC profile of a JPEG, joined from its APP2 segments before the first scan (ICC.1:2022 annex B.4).
 * @returns null without a profile, if a part of it is missing, or if it is for other colours than RGB
 */
export function jpegProfile(bytes: Uint8Array): Uint8Array | null {
  const reader = new ByteReader(bytes);
  const parts: Uint8Array[] = [];
  let count = 0;
  for (const { marker, start, end } of jpegSegments(bytes)) {
    if (marker === JPEG_MARKERS.startOfScan) break;
    if (marker !== JPEG_MARKERS.app2 || reader.text(start, SIGNATURE.length) !== SIGNATURE) continue;
    const part = start + SIGNATURE.length;
    count = reader.byte(part + 1);
    parts[reader.byte(part) - 1] = bytes.subarray(part + 2, end);
  }
  if (count === 0 || parts.length !== count || parts.includes(undefined as never)) return null;
  const profile = joinBytes(parts);
  // A profile for another space never described an RGB picture.
  return profileSpace(profile) === 'RGB ' ? profile : null;
}

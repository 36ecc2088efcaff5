import { ascii, big16, big32, utf16 } from '../big-endian';
import type { FileFacts } from '../layered/layered-picture';
import { srgbProfile } from '../matrix-profile';
import { joinBytes } from '../png-chunks';

/** Ids of image resources (Adobe Photoshop File Formats, "Image resource IDs"). */
const RESOURCE = { resolution: 1005, iptc: 1028, profile: 1039, version: 1057, exif: 1058, xmp: 1060 } as const;
const USUAL_PIXELS_PER_INCH = 72;
const PER_INCH = 1;
const WRITER = 'Softlight';

/** The image resources of a PSD, without their length. */
export function imageResources({ profile, xmp, pixelsPerInch, exif, iptc }: FileFacts): Uint8Array {
  return joinBytes([
    resource(RESOURCE.resolution, resolution(pixelsPerInch ?? USUAL_PIXELS_PER_INCH)),
    ...optional(RESOURCE.iptc, iptc),
    // Krita takes 16 bits without a profile for linear light.
    resource(RESOURCE.profile, profile ?? srgbProfile()),
    resource(RESOURCE.version, versionInfo()),
    ...optional(RESOURCE.exif, exif),
    ...optional(RESOURCE.xmp, xmp),
  ]);
}

function optional(id: number, data: Uint8Array | null | undefined): Uint8Array[] {
  return data === null || data === undefined ? [] : [resource(id, data)];
}

function resource(id: number, data: Uint8Array): Uint8Array {
  const noName = new Uint8Array(2);
  return joinBytes([ascii('8BIM'), big16(id), noName, big32(data.length), data, new Uint8Array(data.length & 1)]);
}

/** Across and down: a 16.16 number, its unit, the unit of the width or height. */
function resolution(pixelsPerInch: number): Uint8Array {
  const one = joinBytes([big32(Math.round(pixelsPerInch * 65536)), big16(PER_INCH), big16(PER_INCH)]);
  return joinBytes([one, one]);
}

/** Version 1, a merged picture that is true, names of writer and reader, file version 1. */
function versionInfo(): Uint8Array {
  const name = joinBytes([big32(WRITER.length), utf16(WRITER)]);
  return joinBytes([big32(1), Uint8Array.of(1), name, name, big32(1)]);
}

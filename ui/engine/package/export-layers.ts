import type { ResultLayer } from '../api/engine-api';
import type { PictureData, RawPicture } from '../api/picture-data';
import { EngineError, type RetouchReport, type UnchangedReason } from '../api/report';
import { colourTags, profileOfTags } from '../codec/colour-tags';
import { decodePicture } from '../codec/decode-picture';
import { rawToPicture } from '../codec/raw-picture';
import { LAYERED_FILES, layeredPicture, type FileChunks, type LayeredFormat } from '../layered-files/layered-files';

export interface ExportFacts {
  /** Left out: psd. */
  readonly format?: LayeredFormat;
  /** Name of the picture, for the group "Retouch · NAME". Left out: Portrait. */
  readonly name?: string;
  /** XMP packet to write into the file, UTF-8. */
  readonly xmp?: Uint8Array;
  readonly pixelsPerInch?: number;
}

/** The file in chunks, or why there is none. */
export type ExportResult =
  | { readonly state: 'retouched'; readonly chunks: FileChunks; readonly report: RetouchReport }
  | { readonly state: 'unchanged'; readonly reason: UnchangedReason; readonly report: RetouchReport };

/**
 * A picture as decoded pixels with its profile, so that the file's background is what the engine sees.
 * @throws EngineError the errors of `decodePicture` and `rawToPicture`
 */
export async function decodedInput(input: PictureData): Promise<RawPicture> {
  const [picture, profile] =
    input.kind === 'raw'
      ? [rawToPicture(input, true), input.profile]
      : [await decodePicture(input.bytes, true), await profileOfTags(await colourTags(input.bytes))];
  const { width, height, data, deep } = picture;
  const raw = { kind: 'raw', width, height, channels: 4, profile } as const;
  return deep === undefined ? { ...raw, depth: 8, data } : { ...raw, depth: 16, data: deep };
}

/** The chunks of a layered file. @param photo from `decodedInput` @param layers raw, bottom first */
export function layeredChunks(
  photo: RawPicture,
  layers: readonly ResultLayer[],
  { format = 'psd', name = 'Portrait', xmp, pixelsPerInch }: ExportFacts,
): FileChunks {
  const picture = layeredPicture({
    name,
    photo,
    layers: layers.map(({ role, blendMode, opacity, x, y, image }) => {
      if (image.kind !== 'raw') throw new EngineError({ code: 'internal', detail: 'the layers are not raw pixels' });
      return { role, blendMode, opacity, x, y, raster: image };
    }),
    facts: { profile: photo.profile, xmp: xmp ?? null, pixelsPerInch: pixelsPerInch ?? null },
  });
  return LAYERED_FILES[format].write(picture);
}

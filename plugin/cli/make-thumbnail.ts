import sharp from 'sharp';
import { replacePngChunks } from '../../ui/engine/codec/png-chunks';
import type { Picture } from '../../ui/engine/picture/picture';
import { iccChunk } from './png-chunks';
import { sharpOf } from './write-png';

/** The longer side of a thumbnail in EXIF, in pixels (EXIF 2.32 §4.5.5 and DCF recommend 160 × 120). */
const SIDE = 160;
const QUALITY = 75;

/**
 * A small JPEG of a picture, in sRGB, because a thumbnail has no profile. Transparency is drawn over white.
 * @param profile of the picture's values; null: sRGB
 */
export async function makeThumbnail(picture: Picture, profile: Buffer | null): Promise<Buffer> {
  const { width, height, data } = picture;
  const small = await sharpOf({ width, height, data })
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
  const tagged = profile === null ? small : Buffer.from(replacePngChunks(small, [iccChunk(profile)]));
  return sharp(tagged).flatten({ background: 'white' }).toColourspace('srgb').jpeg({ quality: QUALITY }).toBuffer();
}

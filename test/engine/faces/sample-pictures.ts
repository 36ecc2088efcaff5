import { fileURLToPath } from 'node:url';
import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import type { Box } from '../../../ui/engine/api/report';
import type { Picture } from '../../../ui/engine/picture/picture';

/** The sample portrait, 512 × 512. */
export const SAMPLE = fileURLToPath(new URL('../../../plugin/playground/samples/astronaut.png', import.meta.url));
/** Head and neck in the sample; the face is about 95 px wide. */
export const HEAD: Box = { x: 136, y: 20, width: 180, height: 200 };

/** Decodes an image to RGBA, 8 bits a channel. */
export async function readPicture(image: Sharp): Promise<Picture> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
  };
}

export function samplePicture(): Promise<Picture> {
  return readPicture(sharp(SAMPLE));
}

/** The sample's head at `scale`, as PNG; mirrored on request. */
export async function head(scale: number, mirrored: boolean): Promise<Buffer> {
  const cut = await sharp(SAMPLE)
    .extract({ left: HEAD.x, top: HEAD.y, width: HEAD.width, height: HEAD.height })
    .resize(Math.round(HEAD.width * scale))
    .png()
    .toBuffer();
  return mirrored ? sharp(cut).flop().png().toBuffer() : cut;
}

/** Overlays on a plain warm-grey ground of the given size in pixels. */
export function onGround(width: number, height: number, overlays: readonly OverlayOptions[]): Promise<Picture> {
  return readPicture(sharp({ create: { width, height, channels: 3, background: '#8a8078' } }).composite([...overlays]));
}

/** The head in an oval with transparent surroundings, as PNG, for placing it in front of another head. */
export async function ovalHead(scale: number, mirrored: boolean): Promise<Buffer> {
  const picture = await head(scale, mirrored);
  const { width, height } = await sharp(picture).metadata();
  const oval = `<svg width="${width}" height="${height}"><ellipse cx="${width * 0.5}" cy="${height * 0.5}" rx="${width * 0.33}" ry="${height * 0.46}"/></svg>`;
  return sharp(picture)
    .ensureAlpha()
    .composite([{ input: Buffer.from(oval), blend: 'dest-in' }])
    .png()
    .toBuffer();
}

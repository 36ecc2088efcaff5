// Pictures of layers and of pairs, for the documents and the publishing kit.
import sharp from 'sharp';
import type { Pixels, Session } from '../e2e/session';

/** A rectangle in pixels of a picture. */
export interface Part {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The face of the sample `near`, in pixels of the picture. */
export const FACE: Part = { left: 96, top: 300, width: 954, height: 1080 };
/** A cheek of it with its spots. */
export const CHEEK: Part = { left: 370, top: 690, width: 477, height: 540 };

/** A part of a picture over grey, as a PNG file of `size`; a part of that size is copied, not resampled. */
export function cut({ data, width, height }: Pixels, part: Part, size: PictureSize): Promise<Buffer> {
  const { left, top } = part;
  return sharp(data, { raw: { width, height, channels: 4 } })
    .extract({ left, top, width: part.width, height: part.height })
    .resize(size.width, size.height, { kernel: 'lanczos3' })
    .flatten({ background: '#c8c8c8' })
    .png()
    .toBuffer();
}

/** Writes two pictures side by side as one file of `size`; its name tells the format. The gap between them is white. */
export async function writePair(left: Buffer, right: Buffer, size: PictureSize, file: string): Promise<void> {
  const second = size.width - (await sharp(right).metadata()).width;
  const ground = sharp({ create: { ...size, channels: 3, background: '#fff' } });
  await ground
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: second, top: 0 },
    ])
    // Colours of skin are never reduced to a palette.
    .toFormat(file.endsWith('.webp') ? 'webp' : 'png', { quality: 95, palette: false })
    .toFile(file);
}

/** A layer alone, over grey, at its place in `picture`. A soft light layer must be set to normal before. */
export async function layerOverGrey(session: Session, picture: Pixels, id: string): Promise<Pixels> {
  const layer = await session.render(id);
  const { values } = await session.snapshot(id);
  const [[, , left], [, , top]] = values.relativeTransform;
  const { width, height } = picture;
  const data = await sharp({ create: { width, height, channels: 4, background: '#808080' } })
    .composite([
      {
        input: Buffer.from(layer.data),
        raw: { width: layer.width, height: layer.height, channels: 4 },
        left: Math.round(left),
        top: Math.round(top),
      },
    ])
    .raw()
    .toBuffer();
  return { width, height, data };
}

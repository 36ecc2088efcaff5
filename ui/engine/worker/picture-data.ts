import type { PictureData } from '../api/picture-data';
import { colourTags, profileChunk } from '../codec/colour-tags';
import { encodePicture } from '../codec/encode-picture';
import { hasColoursOf } from '../codec/picture-colours';
import type { PngChunk } from '../codec/png-chunks';
import { rawToPicture } from '../codec/raw-picture';
import { cropBox } from '../layers/crop-layer';
import type { Layer } from '../layers/layer';
import { asNormalLayers } from '../layers/normal-layers';
import { cropPicture } from '../picture/crop-picture';
import type { Picture } from '../picture/picture';
import type { ResultLayer } from '../api/engine-api';
import type { Decoder } from './decode-ahead';

/** Form of the pictures in a response. */
export interface OutputForm {
  readonly output: 'file' | 'raw';
  /** Colour chunks for files, from the input picture. */
  readonly tags: readonly PngChunk[];
  /** ICC profile for raw pixels, from the input picture; null: sRGB. */
  readonly profile: Uint8Array | null;
}

/**
 * The pixels of an input picture: RGBA. Raw pixels keep their depth; the decoder decides it for files.
 * @throws EngineError the errors of `decodePicture` and `rawToPicture`
 */
export async function pixelsOf(picture: PictureData, decoder: Decoder): Promise<Picture> {
  return picture.kind === 'file' ? decoder.decode(picture.bytes) : rawToPicture(picture, true);
}

/** The layers that a host needs to show the retouched picture: normal ones if it may convert colours. */
export async function layersForHost(
  picture: PictureData,
  { tags }: OutputForm,
  source: Picture,
  layers: readonly Layer[],
): Promise<readonly Layer[]> {
  const space = picture.kind === 'file' ? picture.documentSpace : undefined;
  if (space === undefined || (await hasColoursOf(space, tags))) return layers;
  return asNormalLayers(source, layers);
}

/** The output form for an input picture. */
export async function outputFor(picture: PictureData, output: 'file' | 'raw'): Promise<OutputForm> {
  if (picture.kind === 'file') return { output, tags: await colourTags(picture.bytes), profile: null };
  const { profile } = picture;
  return { output, tags: profile === null ? [] : [await profileChunk(profile)], profile };
}

/** A picture in the output form. */
export async function pictureData(picture: Picture, { output, tags, profile }: OutputForm): Promise<PictureData> {
  if (output === 'file') return { kind: 'file', bytes: await encodePicture(picture, tags) };
  const { width, height, data, deep } = picture;
  const raw = { kind: 'raw', width, height, channels: 4, profile } as const;
  return deep === undefined ? { ...raw, depth: 8, data } : { ...raw, depth: 16, data: deep };
}

/** A layer in the output form. `cropped`: cropped to the pixels that it changes. */
export async function resultLayer(layer: Layer, cropped: boolean, form: OutputForm): Promise<ResultLayer> {
  const { role, blendMode, opacity, picture } = layer;
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  const box = cropped ? (cropBox(picture) ?? whole) : whole;
  const image = await pictureData(cropped ? cropPicture(picture, box) : picture, form);
  return { role, blendMode, opacity, ...box, image };
}

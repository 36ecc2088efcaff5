import { layerKind, type LayerBlendMode } from '../api/layer-kinds';
import type { FileFacts, LayeredPicture, PictureLayer } from '../codec/layered/layered-picture';
import { isTransparent, opaqueBounds, rasterRows, type Raster } from '../codec/layered/sample-rows';
import { writeLayeredTiff } from '../codec/layered-tiff/write-layered-tiff';
import { writeOra } from '../codec/ora/write-ora';
import { writePsd } from '../codec/psd/write-psd';

/** The role of the layer that moves the picture. */
const SHAPE = 'shape';

/** Formats that hold a photo with its layers. */
export const LAYERED_FORMATS = ['psd', 'tiff', 'ora'] as const;
export type LayeredFormat = (typeof LAYERED_FORMATS)[number];

/** The chunks of a file, in order. */
export type FileChunks = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

interface FormatRow {
  /** Name of the format for people. */
  readonly name: string;
  /** Extension of file names, without the first dot. A retouched photo may be a TIFF too, so this one has its own. */
  readonly extension: string;
  /** @throws LayeredFileTooLarge when the chunks are read */
  readonly write: (picture: LayeredPicture) => FileChunks;
}

export const LAYERED_FILES: Readonly<Record<LayeredFormat, FormatRow>> = {
  psd: { name: 'Photoshop', extension: 'psd', write: writePsd },
  tiff: { name: 'TIFF', extension: 'layers.tif', write: writeLayeredTiff },
  ora: { name: 'OpenRaster', extension: 'ora', write: writeOra },
};

/** A layer of a retouch: its kind's role, and pixels of the photo's size or at a place in it. */
export interface RetouchLayer {
  readonly role: string;
  readonly blendMode: LayerBlendMode;
  /** 0–1. */
  readonly opacity: number;
  readonly raster: Raster;
  /** Place of the raster's upper left corner in the photo, in pixels. */
  readonly x: number;
  readonly y: number;
}

export interface LayeredRetouch {
  /** Name of the photo, for the group. */
  readonly name: string;
  /** The photo as it was. */
  readonly photo: Raster;
  /** Bottom first. */
  readonly layers: readonly RetouchLayer[];
  readonly facts: FileFacts;
}

/**
 * A retouch as a layered picture: the photo, and a group with every layer under the name of its kind, trimmed to what
 * it changes. Soft-light layers get a white mask for the designer's brush. Over a Shape layer the others are clipped to
 * it: they fit only the moved picture, so they are hidden with it.
 */
export function layeredPicture({ name, photo, layers, facts }: LayeredRetouch): LayeredPicture {
  return {
    background: rasterRows(photo),
    transparent: isTransparent(photo),
    groupName: `Retouch · ${name}`,
    layers: layers.flatMap((layer) => pictureLayer(layer, layer.role !== SHAPE && layers[0]?.role === SHAPE)),
    facts,
  };
}

/** The layer, trimmed; nothing if it has no pixels. */
function pictureLayer({ role, blendMode, opacity, raster, x, y }: RetouchLayer, clipped: boolean): PictureLayer[] {
  const part = opaqueBounds(raster);
  if (part === null) return [];
  return [
    {
      name: layerKind(role).name,
      blendMode,
      opacity: Math.round(opacity * 255),
      visible: true,
      clipped,
      mask: blendMode === 'soft-light' ? 'white' : null,
      box: { ...part, x: x + part.x, y: y + part.y },
      rows: rasterRows(raster, part),
    },
  ];
}

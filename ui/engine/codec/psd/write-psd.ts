import { ascii, big16, big32 } from '../big-endian';
import { inChunks } from '../layered/in-chunks';
import { assertFits, type FormatLimits, type LayeredPicture } from '../layered/layered-picture';
import { mergedRows } from '../layered/merged-rows';
import { joinBytes } from '../png-chunks';
import { imageResources } from './image-resources';
import { layerInfo, type LayerInfo } from './layer-info';
import { packPlanes } from './packed-planes';
import { channelPlane, overWhitePlane } from './planes';

/** Beyond them Photoshop writes another format, PSB. */
export const PSD_LIMITS: FormatLimits = { format: 'PSD', side: 30_000, bytes: 2 ** 31 - 1 };
const HEADER_BYTES = 26;
const RGB_MODE = 3;
const PACKED = 1;

/**
 * A layered picture as a Photoshop file: the background, a pass-through group with the layers, and the merged picture.
 * Source of the format: Adobe Photoshop File Formats Specification (November 2019).
 * @returns chunks of about a megabyte; the writer needs memory for a few rows
 * @throws LayeredFileTooLarge before the first chunk
 */
export function* writePsd(picture: LayeredPicture): Generator<Uint8Array> {
  assertFits(picture.background, 0, PSD_LIMITS);
  const resources = imageResources(picture.facts);
  const layers = layerSection(layerInfo(picture), picture.background.depth);
  const merged = mergedPicture(picture);
  const size = HEADER_BYTES + 4 + 4 + resources.length + 4 + layers.size + merged.size;
  assertFits(picture.background, size, PSD_LIMITS);
  yield* inChunks(
    (function* () {
      yield header(picture);
      // No colour mode data.
      yield big32(0);
      yield big32(resources.length);
      yield resources;
      yield big32(layers.size);
      yield* layers.parts();
      yield* merged.parts();
    })(),
  );
}

function header({ background: { width, height, depth }, transparent }: LayeredPicture): Uint8Array {
  const channels = transparent ? 4 : 3;
  return joinBytes([
    ascii('8BPS'),
    big16(1),
    new Uint8Array(6),
    big16(channels),
    big32(height),
    big32(width),
    big16(depth),
    big16(RGB_MODE),
  ]);
}

/** Layer info in its place for 8 bits, and in a block of its own for 16, with no global mask. */
function layerSection(info: LayerInfo, depth: number): LayerInfo {
  const before = depth === 8 ? big32(info.size) : joinBytes([big32(0), big32(0), ascii('8BIMLr16'), big32(info.size)]);
  const after = depth === 8 ? big32(0) : new Uint8Array(0);
  return {
    size: before.length + info.size + after.length,
    *parts() {
      yield before;
      yield* info.parts();
      yield after;
    },
  };
}

/** The merged picture: the row lengths of all channels, then all rows. */
function mergedPicture(picture: LayeredPicture): LayerInfo {
  const rows = mergedRows(picture);
  const plane = picture.transparent ? overWhitePlane : channelPlane;
  const colours = [0, 1, 2].map((channel) => plane(rows, channel));
  const planes = packPlanes(picture.transparent ? [...colours, channelPlane(rows, 3)] : colours);
  return {
    size: planes.reduce((total, { size }) => total + size, 2),
    *parts() {
      yield big16(PACKED);
      for (const { table } of planes) yield table;
      for (const one of planes) yield* one.rows();
    },
  };
}

import type { LayerBlendMode } from '../../api/layer-kinds';
import type { Box } from '../../geometry/box';
import { ascii, big16, big32, utf16 } from '../big-endian';
import { BACKGROUND_NAME, type Depth, type LayeredPicture, type PictureLayer } from '../layered/layered-picture';
import { joinBytes } from '../png-chunks';
import { packPlanes, type PackedPlane } from './packed-planes';
import { channelPlane, maskPlane, type Plane } from './planes';

/** The keys of blend modes in a file. */
const BLEND_KEYS: Readonly<Record<LayerBlendMode, string>> = { normal: 'norm', 'soft-light': 'sLit' };
/** Marks the end of a group; Photoshop gives this name to the record below the group's layers. */
const GROUP_END_NAME = '</Layer group>';
const SECTION = { open: 1, end: 3 } as const;
const FLAGS = { transparencyProtected: 0x01, hidden: 0x02, standard: 0x08, noPixels: 0x10 } as const;
const CHANNEL = { alpha: -1, mask: -2 } as const;
const PACKED = 1;
/** A channel without pixels has only its compression code. */
const NO_CHANNEL_BYTES = 2;
const NO_BOX: Box = { x: 0, y: 0, width: 0, height: 0 };

/** The layer info of a PSD or TIFF: its length in bytes, a multiple of 4, and its parts. */
export interface LayerInfo {
  readonly size: number;
  /** Each part is valid until the next. */
  parts(): Generator<Uint8Array>;
}

/** A record with the planes of its channels, in their order. */
interface LayerRecord {
  readonly bytes: Uint8Array;
  readonly planes: readonly PackedPlane[];
  /** Number of channels without pixels. */
  readonly emptyChannels: number;
}

interface RecordFields {
  readonly name: string;
  readonly id: number;
  readonly box: Box;
  /** Channel id and bytes of its data. */
  readonly channels: readonly (readonly [number, number])[];
  readonly blendKey: string;
  readonly opacity: number;
  readonly clipped?: boolean;
  readonly flags: number;
  /** Box of the mask; null without one. */
  readonly mask: Box | null;
  /** Further tagged blocks. */
  readonly blocks: readonly Uint8Array[];
}

/** The layer info: background, group end, layers, group (Adobe Photoshop File Formats, "Layer info"). */
export function layerInfo(picture: LayeredPicture): LayerInfo {
  const { layers, groupName, background, transparent } = picture;
  const { width, height, depth } = background;
  const groupId = layers.length + 3;
  const records = [
    backgroundRecord(picture),
    groupRecord(GROUP_END_NAME, 2, SECTION.end),
    ...layers.map((layer, index) => pictureRecord(layer, index + 3, { x: 0, y: 0, width, height }, depth)),
    groupRecord(groupName, groupId, SECTION.open),
  ];
  // A negative count: the first extra channel of the merged picture is its transparency.
  const head = joinBytes([big16(transparent ? -records.length : records.length), ...records.map(({ bytes }) => bytes)]);
  const channelBytes = records.flatMap(({ planes, emptyChannels }) => [
    ...planes.map(({ size }) => 2 + size),
    emptyChannels * NO_CHANNEL_BYTES,
  ]);
  const size = channelBytes.reduce((total, bytes) => total + bytes, head.length);
  const padding = new Uint8Array(-size & 3);
  return {
    size: size + padding.length,
    *parts() {
      yield head;
      for (const { planes, emptyChannels } of records) {
        for (const plane of planes) {
          yield big16(PACKED);
          yield plane.table;
          yield* plane.rows();
        }
        yield new Uint8Array(emptyChannels * NO_CHANNEL_BYTES);
      }
      yield padding;
    },
  };
}

/** The photo. Photoshop takes the lowest layer without alpha for the Background; with alpha it is a usual layer. */
function backgroundRecord({ background, transparent }: LayeredPicture): LayerRecord {
  const { width, height } = background;
  const box = { x: 0, y: 0, width, height };
  const ids = transparent ? [CHANNEL.alpha, 0, 1, 2] : [0, 1, 2];
  const planes = packPlanes(ids.map((id) => channelPlane(background, id === CHANNEL.alpha ? 3 : id)));
  const bytes = record({
    name: BACKGROUND_NAME,
    id: 1,
    box,
    channels: ids.map((id, index) => [id, 2 + planes[index]!.size]),
    blendKey: BLEND_KEYS.normal,
    opacity: 255,
    flags: FLAGS.standard | (transparent ? 0 : FLAGS.transparencyProtected),
    mask: null,
    blocks: transparent ? [] : [block('lnsr', ascii('bgnd'))],
  });
  return { bytes, planes, emptyChannels: 0 };
}

function pictureRecord(layer: PictureLayer, id: number, whole: Box, depth: Depth): LayerRecord {
  const { name, blendMode, opacity, visible, clipped = false, box, rows, mask } = layer;
  const colours: (readonly [number, Plane])[] = [
    [CHANNEL.alpha, channelPlane(rows, 3)],
    ...[0, 1, 2].map((channel) => [channel, channelPlane(rows, channel)] as const),
  ];
  // The mask covers the whole picture: outside of the layer's box a designer may want to paint too.
  const planes =
    mask === null ? colours : [...colours, [CHANNEL.mask, maskPlane(mask, whole.width, whole.height, depth)] as const];
  const packed = packPlanes(planes.map(([, plane]) => plane));
  const bytes = record({
    name,
    id,
    box,
    channels: planes.map(([channel], index) => [channel, 2 + packed[index]!.size]),
    blendKey: BLEND_KEYS[blendMode],
    opacity,
    clipped,
    flags: FLAGS.standard | (visible ? 0 : FLAGS.hidden),
    mask: mask === null ? null : whole,
    blocks: [],
  });
  return { bytes, planes: packed, emptyChannels: 0 };
}

/** The group's own record, or the one that ends it below its layers. Soft light reaches the photo through the group. */
function groupRecord(name: string, id: number, section: number): LayerRecord {
  const channels = [CHANNEL.alpha, 0, 1, 2].map((channel) => [channel, NO_CHANNEL_BYTES] as const);
  const bytes = record({
    name,
    id,
    box: NO_BOX,
    channels,
    blendKey: section === SECTION.end ? BLEND_KEYS.normal : 'pass',
    opacity: 255,
    flags: FLAGS.standard | FLAGS.noPixels,
    mask: null,
    blocks: [block('lsct', section === SECTION.end ? big32(section) : joinBytes([big32(section), ascii('8BIMpass')]))],
  });
  return { bytes, planes: [], emptyChannels: channels.length };
}

function record({
  name,
  id,
  box,
  channels,
  blendKey,
  opacity,
  clipped = false,
  flags,
  mask,
  blocks,
}: RecordFields): Uint8Array {
  const extra = joinBytes([
    mask === null ? big32(0) : joinBytes([big32(20), edges(mask), Uint8Array.of(255, 0, 0, 0)]),
    // No blending ranges.
    big32(0),
    pascalName(name),
    block('luni', unicodeName(name)),
    block('lyid', big32(id)),
    ...blocks,
  ]);
  return joinBytes([
    edges(box),
    big16(channels.length),
    ...channels.map(([channel, bytes]) => joinBytes([big16(channel), big32(bytes)])),
    ascii(`8BIM${blendKey}`),
    Uint8Array.of(opacity, clipped ? 1 : 0, flags, 0),
    big32(extra.length),
    extra,
  ]);
}

function edges({ x, y, width, height }: Box): Uint8Array {
  return joinBytes([y, x, y + height, x + width].map(big32));
}

/** A tagged block of a layer; its data have an even length. */
function block(key: string, data: Uint8Array): Uint8Array {
  return joinBytes([ascii(`8BIM${key}`), big32(data.length), data]);
}

/** The name for readers of old: ASCII, at most 255 letters, padded to 4 bytes with its length. */
function pascalName(name: string): Uint8Array {
  const letters = ascii(name.replace(/[^\x20-\x7e]/gu, '?').slice(0, 255));
  return joinBytes([Uint8Array.of(letters.length), letters, new Uint8Array(-(letters.length + 1) & 3)]);
}

/** The real name: its length in UTF-16 units and the units, padded to 4 bytes. */
function unicodeName(name: string): Uint8Array {
  const letters = utf16(name);
  return joinBytes([big32(name.length), letters, new Uint8Array(-letters.length & 3)]);
}

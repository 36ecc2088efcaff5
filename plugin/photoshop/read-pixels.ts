import type { RawPicture } from '../../ui/engine/api/picture-data';
import { bandsOf, boundsOf, type CanvasBox } from './box';
import { throwIfCancelled } from './modal';
import { imaging } from './modules';

/** Pixels to read. */
export interface PixelSource {
  readonly documentID: number;
  /** Null: what is visible of the whole document. */
  readonly layerID: number | null;
  readonly box: CanvasBox;
}

interface Band {
  /** Place in the box. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly data: Uint8Array | Uint16Array;
}

/**
 * Reads pixels in the document's own numbers, without any conversion: 8 bits, or 16 bits as 0–65535. Runs in the modal
 * state. Where Photoshop gives no pixels, the picture is transparent.
 * @throws if Photoshop gives reduced or unknown pixels
 */
export async function readPixels(context: PsExecutionContext, source: PixelSource): Promise<RawPicture> {
  const { box } = source;
  const bands = bandsOf(box);
  const read: Band[] = [];
  for (const [index, band] of bands.entries()) {
    throwIfCancelled(context);
    context.reportProgress({ value: index / bands.length });
    read.push(await readBand(source, band));
  }
  return joined(read, box);
}

async function readBand({ documentID, layerID, box }: PixelSource, band: CanvasBox): Promise<Band> {
  const { imageData, sourceBounds, level } = await imaging.getPixels({
    documentID,
    ...(layerID === null ? {} : { layerID }),
    sourceBounds: boundsOf(band),
    componentSize: -1,
  });
  try {
    const { left, top, right, bottom } = sourceBounds;
    const { width, height, components } = imageData;
    if (level !== 0 || width !== right - left || height !== bottom - top)
      throw new Error(`${width} × ${height} px came of ${right - left} × ${bottom - top}`);
    const data = await imageData.getData({ chunky: true, fullRange: true });
    if (data.length !== width * height * components) throw new Error(`${data.length} values came`);
    return { x: left - box.x, y: top - box.y, width, height, components, data };
  } finally {
    imageData.dispose();
  }
}

/** One picture of all bands. It has alpha if any band has it, or does not fill its part. */
function joined(bands: readonly Band[], { width, height }: CanvasBox): RawPicture {
  const components = Math.max(1, ...bands.map((band) => band.components));
  const area = bands.reduce((sum, band) => sum + band.width * band.height, 0);
  const isGrey = components <= 2;
  const isOpaque = area === width * height && bands.every((band) => band.components % 2 === 1);
  const channels = isOpaque ? (isGrey ? 1 : 3) : 4;
  const is16Bit = bands.some(({ data }) => data.BYTES_PER_ELEMENT === 2);
  const length = width * height * channels;
  const data = is16Bit ? new Uint16Array(length) : new Uint8Array(length);
  for (const band of bands) place(band, data, width, channels, is16Bit ? 65535 : 255);
  return { kind: 'raw', width, height, channels, depth: is16Bit ? 16 : 8, data, profile: null };
}

/** Copies a band to its place. Grey beside alpha becomes RGBA, and an opaque band gets alpha. */
function place(
  band: Band,
  data: Uint8Array | Uint16Array,
  width: number,
  channels: RawPicture['channels'],
  full: number,
): void {
  const { components } = band;
  const colours = components <= 2 ? 1 : 3;
  for (let row = 0; row < band.height; row++) {
    const start = ((band.y + row) * width + band.x) * channels;
    const line = band.data.subarray(row * band.width * components, (row + 1) * band.width * components);
    if (components === channels) {
      data.set(line, start);
      continue;
    }
    for (let from = 0, to = start; from < line.length; from += components, to += 4) {
      data[to] = line[from]!;
      data[to + 1] = line[from + (colours === 1 ? 0 : 1)]!;
      data[to + 2] = line[from + (colours === 1 ? 0 : 2)]!;
      data[to + 3] = components % 2 === 0 ? line[from + components - 1]! : full;
    }
  }
}

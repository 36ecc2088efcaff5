import { ByteReader } from './byte-reader';
import { buildHuffmanTable, ScanBits, type HuffmanTable } from './jpeg-huffman';
import { JPEG_MARKERS, jpegSegments, type JpegSegment } from './jpeg-segments';
import { isFrameHeader } from './sniff-jpeg';

interface Component {
  readonly id: number;
  /** Sampling factors: blocks of 8 × 8 in an interleaved MCU. */
  readonly across: number;
  readonly down: number;
  /** Bit positions still missing of each of the 64 coefficients; 0: exact, Infinity: not coded yet. */
  readonly missing: number[];
}

interface Frame {
  readonly sequential: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
}

interface Scan {
  readonly components: readonly { readonly component: Component; readonly dc: number; readonly ac: number }[];
  /** Refines coefficients of earlier scans by a bit (progressive only). */
  readonly refines: boolean;
  /** Offset in bytes of the entropy-coded data. */
  readonly data: number;
}

const SEQUENTIAL: ReadonlySet<number> = new Set([0xc0, 0xc1]);
const PROGRESSIVE = 0xc2;
const HUFFMAN_TABLES = 0xc4;
const RESTART_INTERVAL = 0xdd;

/**
 * Whether a JPEG without an end mark holds all its pixels (ITU-T T.81 annexes F and G).
 *
 * Sequential: the last scan is decoded to its last block. Progressive: every coefficient is coded to its last bit,
 * and the file ends in a scan that refines: if that is cut, values are off by less than one step of quantisation.
 * False for arithmetic coding and lossless JPEGs.
 */
export function jpegScansAreWhole(bytes: Uint8Array): boolean {
  const reader = new ByteReader(bytes);
  const tables = new Map<number, HuffmanTable>();
  let frame: Frame | null = null;
  let scan: Scan | null = null;
  let interval = 0;
  for (const segment of jpegSegments(bytes)) {
    if (segment.marker === HUFFMAN_TABLES) readTables(bytes, segment, tables);
    else if (segment.marker === RESTART_INTERVAL) interval = reader.big16(segment.start);
    else if (frame === null && isFrameHeader(segment.marker)) frame = readFrame(reader, segment);
    else if (segment.marker === JPEG_MARKERS.startOfScan && frame !== null) scan = readScan(reader, segment, frame);
  }
  if (frame === null || scan === null) return false;
  const allCoded = frame.components.every(({ missing }) => missing.every((bits) => bits === 0));
  if (!allCoded) return false;
  return frame.sequential ? decodesToItsEnd(bytes, frame, scan, tables, interval) : scan.refines;
}

/** Null for a kind of JPEG other than sequential or progressive with Huffman codes. */
function readFrame(reader: ByteReader, { marker, start }: JpegSegment): Frame | null {
  if (!SEQUENTIAL.has(marker) && marker !== PROGRESSIVE) return null;
  const components = Array.from({ length: reader.byte(start + 5) }, (_, index): Component => {
    const at = start + 6 + 3 * index;
    const sampling = reader.byte(at + 1);
    const missing = new Array<number>(64).fill(Infinity);
    return { id: reader.byte(at), across: sampling >> 4, down: sampling & 15, missing };
  });
  if (!components.every(({ across, down }) => across > 0 && down > 0)) return null;
  return {
    sequential: marker !== PROGRESSIVE,
    height: reader.big16(start + 1),
    width: reader.big16(start + 3),
    components,
  };
}

/** Reads a scan's header (§B.2.3) and notes in the components which bits it codes; null if it names none of them. */
function readScan(reader: ByteReader, { start, end }: JpegSegment, frame: Frame): Scan | null {
  const count = reader.byte(start);
  const components: Scan['components'][number][] = [];
  for (let index = 0; index < count; index++) {
    const component = frame.components.find(({ id }) => id === reader.byte(start + 1 + 2 * index));
    const selectors = reader.byte(start + 2 + 2 * index);
    if (component === undefined) return null;
    components.push({ component, dc: selectors >> 4, ac: selectors & 15 });
  }
  const spectral = start + 1 + 2 * count;
  const first = frame.sequential ? 0 : reader.byte(spectral);
  const last = frame.sequential ? 63 : Math.min(63, reader.byte(spectral + 1));
  const bits = frame.sequential ? 0 : reader.byte(spectral + 2);
  for (const { component } of components) component.missing.fill(bits & 15, first, last + 1);
  return { components, refines: bits >> 4 > 0, data: end };
}

/** Adds the tables of a DHT segment (§B.2.4.2), keyed by class × 16 + number. */
function readTables(bytes: Uint8Array, { start, end }: JpegSegment, tables: Map<number, HuffmanTable>): void {
  for (let offset = start; offset + 17 <= end;) {
    const counts = bytes.subarray(offset + 1, offset + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    tables.set(bytes[offset]!, buildHuffmanTable(counts, bytes.subarray(offset + 17, offset + 17 + total)));
    offset += 17 + total;
  }
}

function decodesToItsEnd(
  bytes: Uint8Array,
  frame: Frame,
  scan: Scan,
  tables: ReadonlyMap<number, HuffmanTable>,
  interval: number,
): boolean {
  const blocks: { readonly dc: HuffmanTable; readonly ac: HuffmanTable; readonly count: number }[] = [];
  for (const { component, dc, ac } of scan.components) {
    const dcTable = tables.get(dc);
    const acTable = tables.get(16 + ac);
    if (dcTable === undefined || acTable === undefined) return false;
    const count = scan.components.length === 1 ? 1 : component.across * component.down;
    blocks.push({ dc: dcTable, ac: acTable, count });
  }
  const bits = new ScanBits(bytes, scan.data);
  const units = countUnits(frame, scan);
  for (let unit = 0; unit < units; unit++) {
    if (interval > 0 && unit > 0 && unit % interval === 0 && !bits.skipRestart()) return false;
    for (const { dc, ac, count } of blocks) {
      for (let block = 0; block < count; block++) if (!bits.skipBlock(dc, ac)) return false;
    }
  }
  return true;
}

/**
 * The number of MCUs in a scan (§A.2). With one component they are its blocks that hold pixels. With several they are
 * groups of blocks as large as the frame's.
 */
function countUnits({ width, height, components }: Frame, scan: Scan): number {
  const acrossMost = Math.max(...components.map(({ across }) => across));
  const downMost = Math.max(...components.map(({ down }) => down));
  const [first] = scan.components;
  if (scan.components.length > 1 || first === undefined)
    return Math.ceil(width / (8 * acrossMost)) * Math.ceil(height / (8 * downMost));
  const { across, down } = first.component;
  const columns = Math.ceil((width * across) / acrossMost);
  const rows = Math.ceil((height * down) / downMost);
  return Math.ceil(columns / 8) * Math.ceil(rows / 8);
}

import type { LayerBlendMode } from '../../api/layer-kinds';
import {
  assertFits,
  BACKGROUND_NAME,
  type FormatLimits,
  type LayeredPicture,
  type PictureLayer,
  type SampleRows,
} from '../layered/layered-picture';
import { mergedRows } from '../layered/merged-rows';
import { emptyRow } from '../layered/sample-rows';
import { thumbnail } from './thumbnail';
import { profileChunks, writePng } from './write-png';
import { writeZip, type ZipEntry } from './zip';

export const ORA_LIMITS: FormatLimits = { format: 'OpenRaster', side: 2 ** 31 - 1, bytes: 2 ** 32 - 1 };

const OPERATORS: Readonly<Record<LayerBlendMode, string>> = {
  normal: 'svg:src-over',
  'soft-light': 'svg:soft-light',
};
const USUAL_PIXELS_PER_INCH = 72;
const BACKGROUND_FILE = 'data/background.png';

/**
 * A layered picture as an OpenRaster file, version 0.0.5. The format has no masks: a mask multiplies the alpha.
 * @returns chunks; the writer needs memory for the largest layer as a PNG
 * @throws LayeredFileTooLarge
 */
export async function* writeOra(picture: LayeredPicture): AsyncGenerator<Uint8Array> {
  assertFits(picture.background, 0, ORA_LIMITS);
  const tags = await profileChunks(picture.facts);
  const { background, layers, transparent, facts } = picture;
  const xmp = facts.xmp === null ? [] : [xmpChunk(facts.xmp)];
  const text = (value: string): Uint8Array[] => [new TextEncoder().encode(value)];
  const entries: ZipEntry[] = [
    { name: 'mimetype', chunks: text('image/openraster') },
    { name: 'stack.xml', chunks: text(stackXml(picture)) },
    { name: BACKGROUND_FILE, chunks: writePng(background, transparent, tags) },
    ...layers.map((layer, index) => ({ name: layerFile(index), chunks: writePng(maskedRows(layer), true, tags) })),
    { name: 'mergedimage.png', chunks: writePng(mergedRows(picture), transparent, [...tags, ...xmp]) },
    { name: 'Thumbnails/thumbnail.png', chunks: writePng(thumbnail(mergedRows(picture)), transparent, tags) },
  ];
  yield* writeZip(entries, (bytes) => assertFits(background, bytes, ORA_LIMITS));
}

function layerFile(index: number): string {
  return `data/layer${index + 1}.png`;
}

/** The stack, topmost first. A group that is not isolated lets soft light reach the background. */
function stackXml({ background: { width, height }, groupName, layers, facts }: LayeredPicture): string {
  const density = Math.round(facts.pixelsPerInch ?? USUAL_PIXELS_PER_INCH);
  const members = layers.map(({ name, blendMode, opacity, visible, box }, index) =>
    element('layer', name, { blendMode, opacity, visible, box }, `src="${layerFile(index)}"`),
  );
  const plain = { blendMode: 'normal', opacity: 255, visible: true, box: { x: 0, y: 0 } } as const;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<image version="0.0.5" w="${width}" h="${height}" xres="${density}" yres="${density}"><stack>`,
    `${element('stack', groupName, plain, 'isolation="auto"').replace('/>', '>')}${members.reverse().join('')}</stack>`,
    element('layer', BACKGROUND_NAME, plain, `src="${BACKGROUND_FILE}"`),
    '</stack></image>',
  ].join('\n');
}

type Placed = Pick<PictureLayer, 'blendMode' | 'opacity' | 'visible'> & {
  readonly box: { readonly x: number; readonly y: number };
};

function element(tag: string, name: string, { blendMode, opacity, visible, box }: Placed, more: string): string {
  const shown = visible ? 'visible' : 'hidden';
  return (
    `<${tag} name="${escaped(name)}" ${more} composite-op="${OPERATORS[blendMode]}" ` +
    `opacity="${(opacity / 255).toFixed(6)}" visibility="${shown}" x="${box.x}" y="${box.y}"/>`
  );
}

/** A name as the value of an attribute; characters that XML does not allow are left out. */
function escaped(name: string): string {
  return name
    .replace(/[^\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** The rows of a layer with its mask in the alpha. */
function maskedRows({ rows, mask, box }: PictureLayer): SampleRows {
  if (mask === null || mask === 'white') return rows;
  const masked = emptyRow(rows.width, rows.depth);
  return {
    ...rows,
    row(y) {
      masked.set(rows.row(y));
      const from = (box.y + y) * mask.width + box.x;
      for (let x = 0; x < rows.width; x++)
        masked[4 * x + 3] = Math.round((masked[4 * x + 3]! * mask.data[from + x]!) / 255);
      return masked;
    },
  };
}

/** An XMP packet as PNG keeps it (XMP part 3 §1.1.5). */
function xmpChunk(xmp: Uint8Array): { readonly type: string; readonly data: Uint8Array } {
  const keyword = new TextEncoder().encode('XML:com.adobe.xmp\0\0\0\0\0');
  const data = new Uint8Array(keyword.length + xmp.length);
  data.set(keyword);
  data.set(xmp, keyword.length);
  return { type: 'iTXt', data };
}

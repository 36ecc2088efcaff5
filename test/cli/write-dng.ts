/** TIFF field types (TIFF 6.0 §2). */
const [BYTE, ASCII, SHORT, LONG, RATIONAL, SRATIONAL] = [1, 2, 3, 4, 5, 10] as const;
type FieldType = typeof BYTE | typeof ASCII | typeof SHORT | typeof LONG | typeof RATIONAL | typeof SRATIONAL;

function encode(type: FieldType, values: readonly number[]): Buffer {
  if (type === BYTE || type === ASCII) return Buffer.from(values);
  return Buffer.concat(
    values.map((value) => {
      const bytes = Buffer.alloc(type === SHORT ? 2 : type === LONG ? 4 : 8);
      if (type === SHORT) bytes.writeUInt16LE(value);
      else if (type === LONG) bytes.writeUInt32LE(value);
      else {
        bytes.writeInt32LE(Math.round(value * 10000), 0);
        bytes.writeInt32LE(10000, 4);
      }
      return bytes;
    }),
  );
}

const text = (value: string): number[] => [...Buffer.from(`${value}\0`, 'latin1')];

/**
 * A raw photo of one grey: an uncompressed DNG 1.4 with a Bayer mosaic (RGGB) of 16 bits and the colours of sRGB.
 * @param level 0 to 1, linear
 */
export function writeDng(width: number, height: number, level: number): Buffer {
  const pixels = Buffer.alloc(width * height * 2);
  for (let index = 0; index < pixels.length; index += 2) pixels.writeUInt16LE(Math.round(level * 65535), index);
  // XYZ to linear sRGB (IEC 61966-2-1).
  const matrix = [3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.204, 1.057];
  const fields: readonly (readonly [number, FieldType, readonly number[]])[] = [
    [254, LONG, [0]],
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [16]],
    [259, SHORT, [1]],
    [262, SHORT, [32803]],
    [271, ASCII, text('Maker')],
    [272, ASCII, text('Model')],
    [273, LONG, [8]],
    [274, SHORT, [1]],
    [277, SHORT, [1]],
    [278, LONG, [height]],
    [279, LONG, [pixels.length]],
    [284, SHORT, [1]],
    [33421, SHORT, [2, 2]],
    [33422, BYTE, [0, 1, 1, 2]],
    [50706, BYTE, [1, 4, 0, 0]],
    [50708, ASCII, text('Maker Model')],
    [50717, LONG, [65535]],
    [50721, SRATIONAL, matrix],
    [50728, RATIONAL, [1, 1, 1]],
    [50778, SHORT, [21]],
  ];
  const directory = 8 + pixels.length;
  const head = Buffer.from('II*\0\0\0\0\0', 'latin1');
  head.writeUInt32LE(directory, 4);
  const entries = Buffer.alloc(2 + 12 * fields.length + 4);
  entries.writeUInt16LE(fields.length, 0);
  const outside: Buffer[] = [];
  let end = directory + entries.length;
  for (const [index, [tag, type, values]] of fields.entries()) {
    const data = encode(type, values);
    const at = 2 + 12 * index;
    entries.writeUInt16LE(tag, at);
    entries.writeUInt16LE(type, at + 2);
    entries.writeUInt32LE(values.length, at + 4);
    if (data.length <= 4) data.copy(entries, at + 8);
    else {
      entries.writeUInt32LE(end, at + 8);
      outside.push(data, Buffer.alloc(data.length & 1));
      end += data.length + (data.length & 1);
    }
  }
  return Buffer.concat([head, pixels, entries, ...outside]);
}

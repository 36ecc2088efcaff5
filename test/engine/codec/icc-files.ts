// Small ICC profiles (ICC.1:2001-04, version 2.4, and ICC.1:2022, version 4.4), as cameras and editors embed them.

/** Colourants of sRGB adapted to D50: X, Y, Z of red, green and blue (IEC 61966-2-1). */
const SRGB_COLOURANTS = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
] as const;
const D50 = [0.9642, 1, 0.8249] as const;

export const GAMMA_1 = gammaCurve(1);
export const GAMMA_18 = gammaCurve(1.8);
export const GAMMA_22 = gammaCurve(2.19921875);

/**
 * A profile of sRGB's colourants and one curve, or (space GRAY) of one curve.
 * @param more tags that replace these or join them
 */
export function iccProfile(
  space: 'RGB ' | 'GRAY',
  curve: Buffer,
  more: Readonly<Record<string, Buffer>> = {},
  version = 0x02400000,
): Buffer {
  const [red, green, blue] = SRGB_COLOURANTS;
  const own =
    space === 'GRAY'
      ? { kTRC: curve }
      : { rXYZ: xyz(red), gXYZ: xyz(green), bXYZ: xyz(blue), rTRC: curve, gTRC: curve, bTRC: curve };
  const tags = Object.entries({ desc: description('test'), cprt: text('none'), wtpt: xyz(D50), ...own, ...more });
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  let offset = 128 + table.length;
  for (const [index, [name, data]] of tags.entries()) {
    table.write(name, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(offset, 8 + 12 * index);
    table.writeUInt32BE(data.length, 12 + 12 * index);
    offset += data.length;
  }
  const header = Buffer.alloc(128);
  header.writeUInt32BE(offset, 0);
  header.writeUInt32BE(version, 8);
  header.write(`mntr${space}XYZ `, 12, 'latin1');
  header.writeUInt16BE(2000, 24);
  header.writeUInt16BE(1, 26);
  header.writeUInt16BE(1, 28);
  header.write('acsp', 36, 'latin1');
  D50.forEach((value, index) => header.writeInt32BE(Math.round(value * 65536), 68 + 4 * index));
  return Buffer.concat([header, table, ...tags.map(([, data]) => data)]);
}

/** A curv tag of one gamma, in steps of 1/256. */
export function gammaCurve(value: number): Buffer {
  const data = Buffer.alloc(14);
  data.write('curv', 0, 'latin1');
  data.writeUInt32BE(1, 8);
  data.writeUInt16BE(Math.round(value * 256), 12);
  return padded(data);
}

/** A curv tag of `count` samples of a curve from 0–1 to 0–1. */
export function sampledCurve(count: number, curve: (value: number) => number): Buffer {
  const data = Buffer.alloc(12 + 2 * count);
  data.write('curv', 0, 'latin1');
  data.writeUInt32BE(count, 8);
  for (let index = 0; index < count; index++)
    data.writeUInt16BE(Math.round(65535 * curve(index / (count - 1))), 12 + 2 * index);
  return padded(data);
}

/** A para tag (ICC.1:2022 §10.18) of function type 0 to 4. */
export function parametricCurve(type: number, parameters: readonly number[]): Buffer {
  const data = Buffer.alloc(12 + 4 * parameters.length);
  data.write('para', 0, 'latin1');
  data.writeUInt16BE(type, 8);
  parameters.forEach((value, index) => data.writeInt32BE(Math.round(value * 65536), 12 + 4 * index));
  return data;
}

function padded(...parts: readonly Buffer[]): Buffer {
  const joined = Buffer.concat(parts);
  return Buffer.concat([joined, Buffer.alloc((4 - (joined.length % 4)) % 4)]);
}

/** An XYZType tag (ICC.1:2022 §10.31) of one colour. */
export function xyz(values: readonly number[]): Buffer {
  const data = Buffer.alloc(20);
  data.write('XYZ ', 0, 'latin1');
  values.forEach((value, index) => data.writeInt32BE(Math.round(value * 65536), 8 + 4 * index));
  return data;
}

function text(value: string): Buffer {
  return padded(Buffer.from(`text\0\0\0\0${value}\0`, 'latin1'));
}

function description(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length + 1);
  return padded(Buffer.from('desc\0\0\0\0', 'latin1'), length, Buffer.from(`${value}\0`, 'latin1'), Buffer.alloc(78));
}

/**
 * A profile whose colours come from a table (A2B0 of type lut16, ICC.1:2022 §10.10), with sRGB's colourants and one
 * gamma. Its matrix and curves say something else, so that a reader that prefers them is found out.
 */
export function tableProfile(gamma: number): Buffer {
  const entries = 256;
  const head = Buffer.alloc(52);
  head.write('mft2', 0, 'latin1');
  head.set([3, 3, 2, 0], 8);
  for (let index = 0; index < 9; index++) head.writeInt32BE(index % 4 === 0 ? 65536 : 0, 12 + 4 * index);
  head.writeUInt16BE(entries, 48);
  head.writeUInt16BE(2, 50);
  const curve = Array.from({ length: entries }, (_, index) => Math.round(65535 * (index / (entries - 1)) ** gamma));
  // The corners of the cube, blue fastest. XYZ of 1 is 32768.
  const corners = Array.from({ length: 8 }, (_, corner) =>
    [0, 1, 2].map((axis) => {
      const sum = SRGB_COLOURANTS.reduce(
        (total, colour, index) => total + ((corner >> (2 - index)) & 1) * colour[axis]!,
        0,
      );
      return Math.round(32768 * sum);
    }),
  ).flat();
  const values = [...curve, ...curve, ...curve, ...corners, 0, 65535, 0, 65535, 0, 65535];
  const table = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => table.writeUInt16BE(value, 2 * index));
  return iccProfile('RGB ', GAMMA_22, { A2B0: padded(head, table) });
}

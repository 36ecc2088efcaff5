// Small ICC profiles (ICC.1:2001-04, version 2.4), as cameras and editors embed them.

/** Colourants of Adobe RGB (1998), adapted to D50: X, Y, Z of red, green and blue. */
const ADOBE_RGB = [
  [0.60974, 0.31111, 0.01947],
  [0.20528, 0.62567, 0.06087],
  [0.14919, 0.06322, 0.74457],
] as const;
const D50 = [0.9642, 1, 0.8249] as const;
const ADOBE_GAMMA = 2.19921875;

/** A version 2 profile of Adobe RGB (1998). */
export function adobeRgbProfile(): Buffer {
  const [red, green, blue] = ADOBE_RGB;
  return profile('RGB ', {
    rXYZ: xyz(red),
    gXYZ: xyz(green),
    bXYZ: xyz(blue),
    rTRC: gamma(ADOBE_GAMMA),
    gTRC: gamma(ADOBE_GAMMA),
    bTRC: gamma(ADOBE_GAMMA),
  });
}

/** A linear grey profile: far from sRGB's curve, so that a conversion shows. */
export function greyProfile(): Buffer {
  return profile('GRAY', { kTRC: gamma(1) });
}

function profile(space: 'RGB ' | 'GRAY', own: Readonly<Record<string, Buffer>>): Buffer {
  const tags = Object.entries({ desc: description('test'), cprt: text('none'), wtpt: xyz(D50), ...own });
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
  header.writeUInt32BE(0x02400000, 8);
  header.write(`mntr${space}XYZ `, 12, 'latin1');
  header.writeUInt16BE(2000, 24);
  header.writeUInt16BE(1, 26);
  header.writeUInt16BE(1, 28);
  header.write('acsp', 36, 'latin1');
  D50.forEach((value, index) => header.writeInt32BE(Math.round(value * 65536), 68 + 4 * index));
  return Buffer.concat([header, table, ...tags.map(([, data]) => data)]);
}

function padded(...parts: readonly Buffer[]): Buffer {
  const joined = Buffer.concat(parts);
  return Buffer.concat([joined, Buffer.alloc((4 - (joined.length % 4)) % 4)]);
}

function xyz(values: readonly number[]): Buffer {
  const data = Buffer.alloc(20);
  data.write('XYZ ', 0, 'latin1');
  values.forEach((value, index) => data.writeInt32BE(Math.round(value * 65536), 8 + 4 * index));
  return data;
}

function gamma(value: number): Buffer {
  const data = Buffer.alloc(14);
  data.write('curv', 0, 'latin1');
  data.writeUInt32BE(1, 8);
  data.writeUInt16BE(Math.round(value * 256), 12);
  return padded(data);
}

function text(value: string): Buffer {
  return padded(Buffer.from(`text\0\0\0\0${value}\0`, 'latin1'));
}

function description(value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length + 1);
  return padded(Buffer.from('desc\0\0\0\0', 'latin1'), length, Buffer.from(`${value}\0`, 'latin1'), Buffer.alloc(78));
}

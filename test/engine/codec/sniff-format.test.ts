import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { sniffFormat } from '../../../ui/engine/codec/sniff-format';

const blank = (width: number, height: number, channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 150, b: 130, alpha: 0.5 } } });

/** Three different frames, one above the other, as libvips reads an animation. */
async function animation(): Promise<Sharp> {
  const data = Buffer.alloc(8 * 24 * 3);
  for (let index = 0; index < data.length; index++) data[index] = Math.floor(index / (8 * 8 * 3)) * 80;
  return sharp(data, { raw: { width: 8, height: 24, channels: 3, pageHeight: 8 } });
}

/** A chunk of a PNG without a valid check sum, which sniffing does not read. */
function pngChunk(type: string, data: readonly number[]): Buffer {
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, 'latin1');
  Buffer.from(data).copy(chunk, 8);
  return chunk;
}

const afterHeader = (png: Buffer, chunk: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);

describe('sniffFormat', () => {
  test('reads size, bit depth and colour type of a PNG from its header', async () => {
    const base = { format: 'png', width: 31, height: 17, animated: false, complete: true };
    assert.deepEqual(sniffFormat(await blank(31, 17).png().toBuffer()), { ...base, bitDepth: 8, colorType: 'rgb' });
    assert.deepEqual(sniffFormat(await blank(31, 17, 4).png().toBuffer()), { ...base, bitDepth: 8, colorType: 'rgba' });
    const deep = await blank(31, 17).toColourspace('rgb16').png().toBuffer();
    assert.deepEqual(sniffFormat(deep), { ...base, bitDepth: 16, colorType: 'rgb' });
    const grey = await blank(31, 17).toColourspace('b-w').png().toBuffer();
    assert.deepEqual(sniffFormat(grey), { ...base, bitDepth: 8, colorType: 'grey' });
    const palette = sniffFormat(await blank(31, 17).png({ palette: true }).toBuffer());
    assert.equal(palette.format === 'png' && palette.colorType, 'palette');
  });

  test('calls a PNG animated if its animation control chunk counts several frames', async () => {
    const still = await blank(4, 4).png().toBuffer();
    const control = (frames: number): Buffer => pngChunk('acTL', [0, 0, 0, frames, 0, 0, 0, 0]);
    const many = sniffFormat(afterHeader(still, control(3)));
    const one = sniffFormat(afterHeader(still, control(1)));
    assert.equal(many.format === 'png' && many.animated, true);
    assert.equal(one.format === 'png' && one.animated, false);
  });

  test('reads size and components of a JPEG, past any application segment', async () => {
    const base = { format: 'jpeg', width: 40, height: 24, precision: 8, complete: true };
    const exif = { IFD0: { Copyright: 'x'.repeat(300) } };
    assert.deepEqual(sniffFormat(await blank(40, 24).jpeg().withExif(exif).toBuffer()), { ...base, components: 3 });
    assert.deepEqual(sniffFormat(await blank(40, 24).jpeg({ progressive: true }).toBuffer()), {
      ...base,
      components: 3,
    });
    assert.deepEqual(sniffFormat(await blank(40, 24).toColourspace('b-w').jpeg().toBuffer()), {
      ...base,
      components: 1,
    });
    assert.deepEqual(sniffFormat(await blank(40, 24).toColourspace('cmyk').jpeg().toBuffer()), {
      ...base,
      components: 4,
    });
  });

  test('tells a still GIF or WebP from an animation', async () => {
    const frames = await animation();
    assert.deepEqual(sniffFormat(await blank(8, 9).gif().toBuffer()), {
      format: 'gif',
      width: 8,
      height: 9,
      animated: false,
      complete: true,
    });
    assert.deepEqual(sniffFormat(await frames.clone().gif().toBuffer()), {
      format: 'gif',
      width: 8,
      height: 8,
      animated: true,
      complete: true,
    });
    const webp = { format: 'webp', width: 300, height: 9, animated: false, complete: true };
    assert.deepEqual(sniffFormat(await blank(300, 9).webp().toBuffer()), webp);
    assert.deepEqual(sniffFormat(await blank(300, 9).webp({ lossless: true }).toBuffer()), webp);
    assert.deepEqual(sniffFormat(await blank(300, 9, 4).webp().toBuffer()), webp);
    assert.deepEqual(sniffFormat(await frames.clone().webp().toBuffer()), {
      ...webp,
      width: 8,
      height: 8,
      animated: true,
    });
  });

  test('calls a file that is cut anywhere incomplete or damaged', async () => {
    const files = [
      await blank(20, 20).png().toBuffer(),
      await blank(20, 20).jpeg().toBuffer(),
      await blank(20, 20).gif().toBuffer(),
      await blank(20, 20).webp().toBuffer(),
    ];
    for (const file of files) {
      const whole = sniffFormat(file).format;
      for (let length = 12; length < file.length; length++) {
        const cut = sniffFormat(file.subarray(0, length));
        if (cut.format === 'damaged') assert.equal(cut.claims, whole);
        else assert.equal('complete' in cut && !cut.complete && cut.format, whole, `${whole} cut at ${length}`);
      }
    }
  });

  // Promise: 12
  test('names other formats by their signature', async () => {
    const start = (text: string): Buffer => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(32)]);
    const ftyp = (...brands: string[]): Buffer =>
      start(
        `\0\0\0${String.fromCharCode(8 + 4 * (brands.length + 1))}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}`,
      );
    assert.deepEqual(sniffFormat(await blank(16, 16).tiff().toBuffer()), { format: 'tiff' });
    assert.deepEqual(sniffFormat(await blank(16, 16).avif().toBuffer()), { format: 'avif' });
    assert.deepEqual(sniffFormat(ftyp('mif1', 'mif1', 'avif')), { format: 'avif' });
    assert.deepEqual(sniffFormat(ftyp('mif1', 'mif1', 'heic')), { format: 'heic' });
    assert.deepEqual(sniffFormat(ftyp('isom', 'mp42')), { format: 'unknown' });
    assert.deepEqual(sniffFormat(start('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0')), { format: 'bmp' });
    assert.deepEqual(sniffFormat(start('BMW is a car, not a bitmap')), { format: 'unknown' });
    assert.deepEqual(sniffFormat(Buffer.from('\ufeff<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="x"/>')), {
      format: 'svg',
    });
    assert.deepEqual(sniffFormat(Buffer.from('<html><svg/></html>')), { format: 'unknown' });
    assert.deepEqual(sniffFormat(start('8BPS')), { format: 'psd' });
  });

  test('recognises an empty file and bytes of no format', () => {
    assert.deepEqual(sniffFormat(new Uint8Array(0)), { format: 'empty' });
    assert.deepEqual(sniffFormat(Buffer.from('not a picture')), { format: 'unknown' });
    assert.deepEqual(sniffFormat(Uint8Array.of(0xff)), { format: 'unknown' });
  });
});

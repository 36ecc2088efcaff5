import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { iccChunk } from '../../../plugin/cli/png-chunks';
import { hasColoursOf } from '../../../ui/engine/codec/picture-colours';
import { GAMMA_1, GAMMA_18, iccProfile, sampledCurve, tableProfile } from './icc-files';

const decodeSrgb = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const chunk = (type: string, ...data: number[]) => ({ type, data: Uint8Array.from(data) });
const gamma = (value: number) => chunk('gAMA', 0, value >> 16, (value >> 8) & 255, value & 255);
const profile = (bytes: Buffer) => iccChunk(bytes);
const embedded = async (name: string): Promise<Buffer> => {
  const image = sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
  return (await sharp(await image.withIccProfile(name).png().toBuffer()).metadata()).icc!;
};

describe('hasColoursOf', () => {
  for (const [name, tags, space] of [
    ['no tag', [], 'srgb'],
    ['an sRGB chunk before its gamma', [chunk('sRGB', 0), gamma(45455)], 'srgb'],
    ['a gamma of 45455', [gamma(45455)], 'srgb'],
    ['a gamma of 1', [gamma(100000)], null],
    ['a gamma of 1/1.8', [gamma(55556)], null],
    ['an sRGB profile', [profile(iccProfile('RGB ', sampledCurve(1024, decodeSrgb)))], 'srgb'],
    ['a damaged profile', [chunk('iCCP', 97, 0, 0, 1, 2)], 'srgb'],
    ['a table', [profile(tableProfile(2.2))], null],
    ['a linear profile', [profile(iccProfile('RGB ', GAMMA_1))], null],
    ['a profile beside an sRGB chunk', [profile(iccProfile('RGB ', GAMMA_18)), chunk('sRGB', 0)], null],
    ['cICP sRGB', [chunk('cICP', 1, 13, 0, 1)], 'srgb'],
    ['cICP P3', [chunk('cICP', 12, 13, 0, 1)], 'display-p3'],
    ['cICP PQ', [chunk('cICP', 9, 16, 0, 1)], null],
    ['cICP HLG beside an sRGB chunk', [chunk('sRGB', 0), chunk('cICP', 9, 18, 0, 1)], null],
  ] as const) {
    test(`${name}: ${space ?? 'neither'}`, async () => {
      assert.equal(await hasColoursOf('srgb', tags), space === 'srgb');
      assert.equal(await hasColoursOf('display-p3', tags), space === 'display-p3');
    });
  }

  test('knows the profiles that libvips embeds', async () => {
    assert.equal(await hasColoursOf('srgb', [profile(await embedded('srgb'))]), true);
    assert.equal(await hasColoursOf('display-p3', [profile(await embedded('p3'))]), true);
    assert.equal(await hasColoursOf('srgb', [profile(await embedded('p3'))]), false);
  });
});

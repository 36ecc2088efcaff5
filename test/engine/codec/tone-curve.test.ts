import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import sharp from 'sharp';
import { profileCurves } from '../../../ui/engine/codec/icc-curves';
import { isLinearProfile, isNearSrgbCurve, toSrgbConverter } from '../../../ui/engine/codec/tone-curve';
import { encodeSrgb } from '../../../ui/engine/picture/srgb-curve';
import { GAMMA_1, GAMMA_18, GAMMA_22, gammaCurve, iccProfile, parametricCurve, sampledCurve } from './icc-files';

const decodeSrgb = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const SRGB_PARAMETERS = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];
/** A table tag; hosts prefer it to the matrix. Its content is not read. */
const TABLE = { A2B0: Buffer.concat([Buffer.from('mft2\0\0\0\0', 'latin1'), Buffer.alloc(44)]) };

const embedded = async (name: string): Promise<Buffer> => {
  const image = sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } });
  return (await sharp(await image.withIccProfile(name).png().toBuffer()).metadata()).icc!;
};

describe('isNearSrgbCurve', () => {
  const near: readonly [string, Buffer][] = [
    ['1024 samples of sRGB', iccProfile('RGB ', sampledCurve(1024, decodeSrgb))],
    ['4096 samples of sRGB', iccProfile('RGB ', sampledCurve(4096, decodeSrgb))],
    ['a parametric sRGB curve', iccProfile('RGB ', parametricCurve(3, SRGB_PARAMETERS), {}, 0x04200000)],
    ['a parametric sRGB curve with offsets', iccProfile('RGB ', parametricCurve(4, [...SRGB_PARAMETERS, 0, 0]))],
    ['a grey profile with sRGB samples', iccProfile('GRAY', sampledCurve(1024, decodeSrgb))],
  ];
  const other: readonly [string, Buffer][] = [
    ['gamma 1.8 (ProPhoto)', iccProfile('RGB ', GAMMA_18)],
    ['gamma 2.2 (Adobe RGB)', iccProfile('RGB ', GAMMA_22)],
    ['gamma 2.4', iccProfile('RGB ', gammaCurve(2.4))],
    ['linear light', iccProfile('RGB ', GAMMA_1)],
    [
      'an identity curve',
      iccProfile(
        'RGB ',
        sampledCurve(2, (value) => value),
      ),
    ],
    ['parametric gamma 1.8', iccProfile('RGB ', parametricCurve(0, [1.8]))],
    ['parametric BT.709', iccProfile('RGB ', parametricCurve(3, [1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081]))],
    ['a table beside an sRGB curve', iccProfile('RGB ', sampledCurve(1024, decodeSrgb), TABLE)],
    ['a cut profile', iccProfile('RGB ', sampledCurve(1024, decodeSrgb)).subarray(0, 1000)],
    ['no profile', Buffer.from('no profile')],
  ];
  for (const [name, profile] of near) test(`accepts ${name}`, () => assert.equal(isNearSrgbCurve(profile), true));
  for (const [name, profile] of other) test(`rejects ${name}`, () => assert.equal(isNearSrgbCurve(profile), false));

  test('accepts the sRGB and P3 profiles that libvips embeds', async () => {
    assert.equal(isNearSrgbCurve(await embedded('srgb')), true);
    assert.equal(isNearSrgbCurve(await embedded('p3')), true);
  });

  test('sees that the curve of one channel differs', () => {
    const profile = iccProfile('RGB ', sampledCurve(1024, decodeSrgb), { gTRC: GAMMA_18 });
    assert.equal(isNearSrgbCurve(profile), false);
  });
});

describe('profileCurves', () => {
  test('evaluates every parametric type as ICC.1 defines it', () => {
    const value = (type: number, parameters: number[], at: number): number =>
      profileCurves(iccProfile('RGB ', parametricCurve(type, parameters)))![0](at);
    assert.ok(Math.abs(value(0, [2], 0.5) - 0.25) < 1e-4);
    assert.ok(Math.abs(value(1, [2, 0.8, 0.2], 0.5) - 0.36) < 1e-4);
    assert.ok(Math.abs(value(2, [2, 0.8, 0.1, 0.05], 0.5) - 0.3) < 1e-4);
    assert.ok(Math.abs(value(3, [2, 0.8, 0.2, 0.5, 0.1], 0.05) - 0.025) < 1e-4);
    assert.ok(Math.abs(value(4, [2, 0.8, 0.1, 0.5, 0.1, 0.02, 0.01], 0.05) - 0.035) < 1e-4);
  });
});

describe('toSrgbConverter', () => {
  test('gives sRGB from linear light of sRGB colourants', () => {
    const convert = toSrgbConverter(iccProfile('RGB ', GAMMA_1))!;
    for (const colour of [
      [0, 0.3, 0.7],
      [1, 1, 1],
      [0.5, 0.02, 0],
    ]) {
      const converted = convert(colour);
      colour.forEach((value, channel) => assert.ok(Math.abs(converted[channel]! - encodeSrgb(value)) < 0.006));
    }
  });

  test('is null for a table', () => {
    assert.equal(toSrgbConverter(iccProfile('RGB ', GAMMA_1, TABLE)), null);
  });
});

describe('isLinearProfile', () => {
  test('tells linear light from a curve', () => {
    assert.equal(isLinearProfile(iccProfile('RGB ', GAMMA_1)), true);
    assert.equal(
      isLinearProfile(
        iccProfile(
          'RGB ',
          sampledCurve(64, (value) => value),
        ),
      ),
      true,
    );
    assert.equal(isLinearProfile(iccProfile('RGB ', GAMMA_18)), false);
  });
});

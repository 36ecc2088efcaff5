import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lightLayer } from '../../../ui/engine/layers/light-layer';
import { SHARPENING, SOFTENING, textureLayer } from '../../../ui/engine/layers/texture-layer';
import { contourField } from '../../../ui/engine/light/contour-field';
import { skinLight } from '../../../ui/engine/light/skin-light';
import { textureBase } from '../../../ui/engine/light/texture-base';
import { volumeField } from '../../../ui/engine/light/volume-field';
import { emptyMatte, type Picture } from '../../../ui/engine/picture/picture';
import {
  amplitude,
  DARK,
  drawnFace,
  drawnMatte,
  drawnPicture,
  drawTool,
  LIGHT,
  SIDE,
  wave,
  type Drawn,
} from './drawn-skin';

/** Wavelengths in pixels of a face 256 pixels wide: pores, patches of .05 face widths, form. */
const PORES = 3.2;
const PATCHES = 16;
const FORM = 176;

function kept({ picture, result }: Drawn, wavelength: number): number {
  return amplitude(result, wavelength) / amplitude(picture, wavelength);
}

/** Light with pores of its own, as in a sharp photo. */
function grainy(light: (x: number, y: number) => number): (x: number, y: number) => number {
  return (x, y) => light(x, y) * (1 + 0.04 * Math.cos(2.1 * y) * Math.cos(1.9 * x));
}

function changesOutside({ picture, skin, layer, result }: Drawn): number {
  let changes = 0;
  for (let index = 0; index < skin.data.length; index++) {
    if (skin.data[index] !== 0) continue;
    if (layer?.picture.data[index * 4 + 3] !== 0) changes++;
    for (let channel = 0; channel < 4; channel++)
      if (result.data[index * 4 + channel] !== picture.data[index * 4 + channel]) changes++;
  }
  return changes;
}

for (const [name, tone] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  describe(`the tools for light, on ${name} skin`, () => {
    // Promise: T1
    test('Volume removes at least half of the patches, and keeps pores and form', () => {
      const volume = (wavelength: number): Drawn =>
        drawTool(drawnPicture(tone, grainy(wave(wavelength, 0.04))), volumeField, lightLayer);
      assert.ok(kept(volume(PATCHES), PATCHES) < 0.5, `patches ${kept(volume(PATCHES), PATCHES)}`);
      const pores = kept(volume(PORES), PORES);
      const form = kept(volume(FORM), FORM);
      assert.ok(pores > 0.97 && pores < 1.03, `pores ${pores}`);
      assert.ok(form > 0.95 && form < 1.05, `form ${form}`);
      assert.equal(changesOutside(volume(PATCHES)), 0);
    });

    test('Volume keeps folds: large steps of light are form', () => {
      // A fifth of the range from black to white, on either skin.
      const contrast = (0.2 * 255) / tone[1];
      const fold = drawTool(drawnPicture(tone, wave(PATCHES, contrast)), volumeField, lightLayer);
      assert.ok(kept(fold, PATCHES) > 0.7, `fold ${kept(fold, PATCHES)}`);
    });

    test('Volume removes less where patches are all the detail: a soft photo would look airbrushed', () => {
      const removed = (light: (x: number, y: number) => number): number =>
        1 - kept(drawTool(drawnPicture(tone, light), volumeField, lightLayer), PATCHES);
      const patches = wave(PATCHES, 0.04);
      const [soft, detailed] = [removed(patches), removed(grainy(patches))];
      assert.ok(soft > 0.1 && soft < 0.75 * detailed, `removed ${soft} of a soft photo, ${detailed} of another`);
    });

    test('Contour deepens broad light and shade, flattens them below 0, and keeps patches and pores', () => {
      const contour = (wavelength: number, factor: number): number =>
        kept(drawTool(drawnPicture(tone, wave(wavelength, 0.08)), contourField, lightLayer, factor), wavelength);
      assert.ok(contour(FORM, 1) > 1.1, `deepened ${contour(FORM, 1)}`);
      assert.ok(contour(FORM, -1) < 0.9, `flattened ${contour(FORM, -1)}`);
      for (const wavelength of [PORES, PATCHES]) {
        const same = contour(wavelength, 1);
        assert.ok(same > 0.97 && same < 1.03, `wavelength ${wavelength}: ${same}`);
      }
    });

    // Promise: T2
    test('Texture sharpens and softens pores as told, never below 60 %, and keeps form', () => {
      const texture = (wavelength: number, factor: number): Drawn =>
        drawTool(drawnPicture(tone, wave(wavelength, 0.06)), textureBase, textureLayer, factor);
      const soft = kept(texture(PORES, -SOFTENING), PORES);
      const sharp = kept(texture(PORES, SHARPENING), PORES);
      assert.ok(soft >= 0.6 && soft < 0.66, `softened ${soft}`);
      assert.ok(sharp > 1.44 && sharp < 1.53, `sharpened ${sharp}`);
      const form = kept(texture(FORM, SHARPENING), FORM);
      assert.ok(form > 0.99 && form < 1.01, `form ${form}`);
      assert.equal(changesOutside(texture(PORES, SHARPENING)), 0);
    });

    test('Texture leaves strong edges alone: they are hair and glints', () => {
      const edges = drawTool(drawnPicture(tone, wave(PORES, 0.7)), textureBase, textureLayer, -SOFTENING);
      assert.ok(kept(edges, PORES) > 0.8, `edges ${kept(edges, PORES)}`);
    });

    test('keep the hue: red, green and blue change by the same share', () => {
      const { picture, result } = drawTool(drawnPicture(tone, wave(PATCHES, 0.04)), volumeField, lightLayer);
      for (let x = 60; x < 300; x += 7) {
        const at = ((SIDE / 2) * SIDE + x) * 4;
        const shares = [0, 1, 2].map((channel) => result.data[at + channel]! / picture.data[at + channel]!);
        const level = Math.min(...tone);
        assert.ok(Math.max(...shares) - Math.min(...shares) < 2 / level, `${shares.join(', ')} at ${x}`);
      }
    });
  });
}

describe('the tools for light, on overexposed skin', () => {
  for (const [name, makeField] of [
    ['Volume', volumeField],
    ['Contour', contourField],
  ] as const) {
    test(`${name} draws no grain where a channel is nearly white`, () => {
      // Red is 248 or 254, one pixel on and one off. Green and blue have patches and form.
      const light = (x: number): number => 1 + 0.05 * Math.cos((2 * Math.PI * x) / PATCHES) + (0.2 * x) / SIDE;
      const picture = drawnPicture([1, 150, 110], light);
      for (let index = 0; index < SIDE * SIDE; index++)
        picture.data[index * 4] = (index + Math.floor(index / SIDE)) % 2 === 0 ? 248 : 254;
      const { result } = drawTool(picture, makeField, lightLayer);
      let [before, after] = [0, 0];
      for (let y = 60; y < SIDE - 60; y++) {
        for (let x = 60; x < SIDE - 60; x++) {
          const at = (y * SIDE + x) * 4 + 1;
          const sharp = ({ data }: Picture): number => Math.abs(2 * data[at]! - data[at - 4]! - data[at + 4]!);
          before += sharp(picture);
          after += sharp(result);
        }
      }
      assert.ok(after < 2 * before, `grain grew by ${after / before}`);
    });
  }
});

describe('lightLayer', () => {
  test('brightens a nearly white channel no further than soft light can, and the others no further than it', () => {
    const bright = drawnPicture([250, 200, 180], () => 1);
    const { picture, result } = drawTool(
      bright,
      ({ left, top, cell, luma }) => ({
        ...{ left, top, cell, width: luma.width, height: luma.height, count: 1 },
        data: new Float32Array(luma.data.length).fill(0.3),
      }),
      lightLayer,
    );
    const at = ((SIDE / 2) * SIDE + SIDE / 2) * 4;
    const shares = [0, 1, 2].map((channel) => result.data[at + channel]! / picture.data[at + channel]!);
    assert.ok(shares[1]! > 1 && shares[1]! < 1.02, `green ${shares[1]}`);
    assert.ok(Math.abs(shares[0]! - shares[2]!) < 0.01, shares.join(', '));
  });

  test('makes no layer without a change', () => {
    assert.equal(
      drawTool(
        drawnPicture(LIGHT, () => 1),
        volumeField,
        lightLayer,
      ).layer,
      null,
    );
  });
});

describe('skinLight', () => {
  test('is null for a face without skin', () => {
    const face = drawnFace();
    assert.equal(
      skinLight(
        drawnPicture(LIGHT, () => 1),
        emptyMatte(SIDE, SIDE),
        face,
        [face],
      ),
      null,
    );
  });

  test('shares the skin between faces: their parts sum to 1', () => {
    const faces = [drawnFace(120, 192, 100), drawnFace(270, 192, 100)];
    const lights = faces.map((face) =>
      skinLight(
        drawnPicture(LIGHT, () => 1),
        drawnMatte(),
        face,
        faces,
      )!,
    );
    const part = (index: number, x: number): number => {
      const { own, left, top } = lights[index]!;
      return x < left || x >= left + own.width ? 0 : own.data[(192 - top) * own.width + x - left]!;
    };
    for (const x of [40, 150, 195, 240, 340]) {
      const sum = part(0, x) + part(1, x);
      assert.ok(Math.abs(sum - 1) < 1e-6, `${sum} at ${x}`);
    }
    assert.deepEqual([part(0, 110), part(1, 280)], [1, 1]);
  });

  test('reduces a large picture and covers its skin only', () => {
    const face = drawnFace(192, 192, 1024);
    const { cell, luma, left, top } = skinLight(
      drawnPicture(LIGHT, () => 1),
      drawnMatte(),
      face,
      [face],
    )!;
    assert.deepEqual([cell, luma.width, luma.height, left, top], [4, 94, 94, 4, 4]);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Face } from '../../../ui/engine/faces/face';
import { FACE_OVAL } from '../../../ui/engine/faces/mesh-contours';
import { compose } from '../../../ui/engine/layers/compose';
import { composeDeep } from '../../../ui/engine/layers/compose-deep';
import { flatten } from '../../../ui/engine/layers/flatten';
import { shineLayer } from '../../../ui/engine/layers/shine-layer';
import { shineField } from '../../../ui/engine/light/shine-field';
import { skinLight } from '../../../ui/engine/light/skin-light';
import { DEEP_STEP, deepOf, deepPicture } from '../../../ui/engine/picture/deep-picture';
import type { Picture } from '../../../ui/engine/picture/picture';
import { encodeSrgb, linearLight } from '../../../ui/engine/picture/srgb-curve';
import { DARK, drawnFace, drawnMatte, drawnPicture, LIGHT, SIDE, type Tone } from './drawn-skin';

const MIDDLE = 4 * ((SIDE / 2) * SIDE + SIDE / 2);
const FAR = 4 * (40 * SIDE + 40);

/** Skin with grain, and white light of a lamp mirrored in its middle. */
function shiny(tone: Tone, glare: number): Picture {
  const skin = drawnPicture(tone, (x, y) => 1 + 0.03 * Math.cos(1.7 * x) * Math.cos(1.9 * y));
  for (let y = 0, at = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, at += 4) {
      const added = glare * Math.exp((-0.5 * ((x - SIDE / 2) ** 2 + (y - SIDE / 2) ** 2)) / 18 ** 2);
      for (let channel = at; channel < at + 3; channel++)
        skin.data[channel] = 255 * encodeSrgb(Math.min(1, linearLight(skin.data[channel]! / 255) + added));
    }
  return skin;
}

/** A face whose outline is a circle around the picture's middle. */
function roundFace(): Face {
  const face = drawnFace();
  for (const [step, index] of FACE_OVAL.entries()) {
    const turn = (2 * Math.PI * step) / FACE_OVAL.length;
    face.landmarks[2 * index] = SIDE / 2 + 120 * Math.sin(turn);
    face.landmarks[2 * index + 1] = SIDE / 2 - 120 * Math.cos(turn);
  }
  return face;
}

/** The picture after Shine with a strength of −1 to 1. */
function shine(picture: Picture, strength: number): Picture {
  const face = roundFace();
  const skin = drawnMatte();
  const field = shineField(skinLight(picture, skin, face, [face])!);
  if (field === null) return picture;
  const rows = shineLayer([{ grid: field, factor: Math.sign(strength) }], picture, skin, field.grain);
  const layer = { role: 'shine', blendMode: 'normal', opacity: Math.abs(strength), rows } as const;
  return flatten(picture, compose({ source: picture, healed: picture, holes: null, layers: [layer] }));
}

/** Mean of a channel over 11 × 11 pixels. */
function meanAt({ data }: Picture, at: number, channel: number): number {
  let sum = 0;
  for (let y = -5; y <= 5; y++) for (let x = -5; x <= 5; x++) sum += data[at + 4 * (y * SIDE + x) + channel]!;
  return sum / 121;
}

/** Blue divided by red. */
function blueness(picture: Picture, at: number): number {
  return meanAt(picture, at, 2) / meanAt(picture, at, 0);
}

/** Mean linear light of the middle that is more than at the rim. */
function excess(picture: Picture): number {
  const light = (at: number): number =>
    [0, 1, 2].reduce((sum, channel) => sum + linearLight(meanAt(picture, at, channel) / 255), 0);
  return light(MIDDLE) - light(FAR);
}

for (const [name, tone] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  describe(`Shine on ${name} skin`, () => {
    // Promise: T5
    test('takes more than half of the glare away at −100, never all, and keeps the colour of skin', () => {
      const picture = shiny(tone, 0.25);
      const matte = shine(picture, -1);
      const left = excess(matte) / excess(picture);
      assert.ok(left < 0.5 && left > 0.02, `${left} left`);
      const paleness = (of: Picture): number => blueness(of, MIDDLE) - blueness(of, FAR);
      assert.ok(Math.abs(paleness(matte)) < 0.45 * paleness(picture), `${paleness(matte)} of ${paleness(picture)}`);
    });

    test('takes half as much away at half the strength, and adds gloss above 0', () => {
      const picture = shiny(tone, 0.25);
      const [matte, half, gloss] = [-1, -0.5, 1].map((strength) => meanAt(shine(picture, strength), MIDDLE, 1));
      const before = meanAt(picture, MIDDLE, 1);
      assert.ok(Math.abs((before - half!) / (before - matte!) - 0.5) < 0.05);
      assert.ok(gloss! > before + 5 && gloss! < 255, `${before} became ${gloss}`);
    });

    // Promise: T5
    test('fills clipped glare with the tone and the grain of skin', () => {
      const picture = shiny(tone, 1);
      assert.ok(meanAt(picture, MIDDLE, 2) > 253);
      const matte = shine(picture, -1);
      assert.ok(blueness(matte, MIDDLE) < 0.6 + 0.4 * blueness(matte, FAR), `grey: ${blueness(matte, MIDDLE)}`);
      const greens = Array.from(
        { length: 100 },
        (_, index) => matte.data[MIDDLE + 4 * (Math.floor(index / 10) * SIDE + (index % 10)) + 1]!,
      );
      assert.ok(Math.max(...greens) - Math.min(...greens) > 3, `a flat plate: ${greens.join(' ')}`);
    });

    // Promise: T5
    test('leaves skin without glare, and everything beside skin, to the bit', () => {
      const plain = shiny(tone, 0);
      assert.deepEqual(shine(plain, -1).data, plain.data);
      const form = drawnPicture(tone, (x) => 0.7 + (0.4 * x) / SIDE);
      assert.deepEqual(shine(form, -1).data, form.data);
      const picture = shiny(tone, 0.25);
      const matte = shine(picture, -1);
      assert.deepEqual(matte.data.subarray(FAR, FAR + 40), picture.data.subarray(FAR, FAR + 40));
    });

    test('changes 16 bits as it changes 8', () => {
      const picture = shiny(tone, 0.25);
      const source = deepPicture(
        SIDE,
        SIDE,
        Uint16Array.from(picture.data, (level) => level * DEEP_STEP),
      );
      const [face, skin] = [roundFace(), drawnMatte()];
      const field = shineField(skinLight(source, skin, face, [face])!)!;
      const rows = shineLayer([{ grid: field, factor: -1 }], source, skin, field.grain);
      const layer = { role: 'shine', blendMode: 'normal', opacity: 0.6, rows } as const;
      const deep = deepOf(flatten(source, composeDeep({ source, healed: source, holes: null, layers: [layer] })));
      const eight = shine(picture, -0.6).data;
      for (let at = 0; at < eight.length; at++)
        assert.ok(Math.abs(deep[at]! / DEEP_STEP - eight[at]!) <= 1, `${deep[at]! / DEEP_STEP}, ${eight[at]}`);
    });
  });
}

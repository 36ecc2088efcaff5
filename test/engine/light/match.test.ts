import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { SkinTone } from '../../../ui/engine/api/skin-tone';
import type { Face } from '../../../ui/engine/faces/face';
import { FACE_OVAL } from '../../../ui/engine/faces/mesh-contours';
import { lightLayer } from '../../../ui/engine/layers/light-layer';
import { matchField } from '../../../ui/engine/light/match-field';
import { skinLight } from '../../../ui/engine/light/skin-light';
import { tonedSkin } from '../../../ui/engine/light/skin-tone';
import type { Picture } from '../../../ui/engine/picture/picture';
import { DARK, drawnFace, drawnMatte, drawnPicture, drawTool, LIGHT, SIDE, wave, type Tone } from './drawn-skin';
import { deviation, LAMPS, underLamp } from './lamps';

/** A face whose oval is a circle in the middle of the picture. */
function ovalFace(): Face {
  const face = drawnFace();
  for (const [step, index] of FACE_OVAL.entries()) {
    const turn = (2 * Math.PI * step) / FACE_OVAL.length;
    face.landmarks[2 * index] = SIDE / 2 + 110 * Math.sin(turn);
    face.landmarks[2 * index + 1] = SIDE / 2 - 110 * Math.cos(turn);
  }
  return face;
}

const FACE = ovalFace();

function toneOf(picture: Picture): SkinTone {
  return tonedSkin(skinLight(picture, drawnMatte(), FACE, [FACE])!)!.tone;
}

function matched(picture: Picture, aim: SkinTone): Picture {
  return drawTool(picture, (light) => matchField(tonedSkin(light)!, aim), lightLayer, 1, FACE).result;
}

/** One face of broad light and pores under a lamp. */
function litFace(tone: Tone, lamp: Tone): Picture {
  const picture = drawnPicture(tone, (x, y) => wave(3.2, 0.04)(x, y) * (0.85 + 0.1 * Math.cos((x - SIDE / 2) / 70)));
  return underLamp(picture, lamp);
}

/** How far the L*, chroma and hue of some tones spread around their means: standard deviations, hue in degrees. */
function spreads(tones: readonly SkinTone[]): readonly number[] {
  return (['light', 'chroma', 'hue'] as const).map((part) => deviation(tones.map((tone) => tone[part])));
}

for (const [name, tone] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const) {
  describe(`Match on ${name} skin`, () => {
    // Promise: T7
    test('takes 60 % of the spread of L*, chroma and hue from one face in eight lights', () => {
      const pictures = LAMPS.map((lamp) => litFace(tone, lamp));
      const before = pictures.map(toneOf);
      const after = pictures.map((picture) => toneOf(matched(picture, before[0]!)));
      const [from, to] = [spreads(before), spreads(after)];
      for (const [index, part] of ['L*', 'chroma', 'hue'].entries())
        assert.ok(to[index]! < 0.4 * from[index]!, `${part}: ${from[index]} to ${to[index]}`);
    });
  });
}

describe('Match', () => {
  // Promise: T7
  test('keeps the tone of another person', () => {
    const [light, dark] = [litFace(LIGHT, [1, 1, 1]), litFace(DARK, [1, 1, 1])];
    for (const [own, other] of [
      [light, dark],
      [dark, light],
    ] as const) {
      const moved = toneOf(matched(own, toneOf(other))).light - toneOf(own).light;
      assert.ok(Math.abs(moved) < 1.5, `L* moved by ${moved}`);
    }
  });

  test('changes nothing for the tone that the face has', () => {
    const picture = litFace(LIGHT, [1, 1, 1]);
    assert.deepEqual(matched(picture, toneOf(picture)).data, picture.data);
  });

  test('has no tone without a face oval on skin', () => {
    const picture = litFace(LIGHT, [1, 1, 1]);
    const bare = drawnFace();
    assert.equal(tonedSkin(skinLight(picture, drawnMatte(), bare, [bare])!), null);
  });
});

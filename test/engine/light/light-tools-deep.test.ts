import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { composeDeep } from '../../../ui/engine/layers/compose-deep';
import { flatten } from '../../../ui/engine/layers/flatten';
import { lightLayer } from '../../../ui/engine/layers/light-layer';
import { textureLayer } from '../../../ui/engine/layers/texture-layer';
import { skinLight } from '../../../ui/engine/light/skin-light';
import { textureBase } from '../../../ui/engine/light/texture-base';
import { volumeField } from '../../../ui/engine/light/volume-field';
import { DEEP_STEP, deepOf, deepPicture } from '../../../ui/engine/picture/deep-picture';
import { DARK, drawnFace, drawnMatte, drawnPicture, drawTool, LIGHT, SIDE, wave } from './drawn-skin';

const TOOLS = [
  ['Volume', volumeField, lightLayer, 1, wave(16, 0.04)],
  ['Texture', textureBase, textureLayer, -0.4, wave(3.2, 0.04)],
] as const;

describe('the tools for light, on pictures of 16 bits', () => {
  for (const [name, makeField, makeRows, factor, light] of TOOLS)
    for (const tone of [LIGHT, DARK])
      test(`${name} changes skin of tone ${tone.join()} as in 8 bits, and nothing else`, () => {
        const eight = drawTool(drawnPicture(tone, light), makeField, makeRows, factor);
        const source = deepPicture(
          SIDE,
          SIDE,
          Uint16Array.from(eight.picture.data, (level) => level * DEEP_STEP),
        );
        const face = drawnFace();
        const skin = drawnMatte();
        const grid = makeField(skinLight(source, skin, face, [face])!);
        const rows = makeRows([{ grid, factor }], source, skin);
        const layers = composeDeep({
          source,
          healed: source,
          holes: null,
          layers: [{ role: 'tool', blendMode: 'soft-light', opacity: 1, rows }],
        });
        const result = deepOf(flatten(source, layers));
        assert.notDeepEqual(result, source.deep);
        for (let index = 0; index < result.length; index++) {
          const level = result[index]! / DEEP_STEP;
          // Rounding of the 8-bit layer moves its result by up to one level more than its own rounding.
          assert.ok(Math.abs(level - eight.result.data[index]!) <= 1.5, `${level}, ${eight.result.data[index]}`);
          if (skin.data[index >> 2] === 0) assert.equal(result[index], source.deep[index]);
        }
      });
});

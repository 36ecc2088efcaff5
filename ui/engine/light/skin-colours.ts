import type { Grid } from '../geometry/grid';
import { linearLight } from '../picture/srgb-curve';
import { halve, meanOverSkin } from './coarser-light';
import { skinBlurs } from './skin-blur';
import type { GridPlace, SkinLight } from './skin-light';

/** The colours of skin on cells of twice the size of a `SkinLight`'s. */
export interface SkinColours extends GridPlace {
  readonly width: number;
  readonly height: number;
  /** Width of the face, in cells. */
  readonly faceWidth: number;
  readonly skin: Grid;
  readonly own: Grid;
  /** Red, green, blue without pores, in linear light, 0–1; 0 where no skin lies around. */
  readonly linear: readonly [Float32Array, Float32Array, Float32Array];
}

/** @param sigma standard deviation of the blur that leaves no pores, in face widths */
export function skinColours(light: SkinLight, sigma: number): SkinColours {
  const { left, top, cell, luma, pixels } = light;
  const skin = halve(light.skin);
  const channel = (offset: number): Grid => {
    const data = new Float32Array(luma.data.length);
    for (let y = 0, index = 0; y < luma.height; y++) {
      let pixel = ((light.row + y) * pixels.width + light.column) * 4 + offset;
      for (let x = 0; x < luma.width; x++, index++, pixel += 4) data[index] = pixels.data[pixel]! / 255;
    }
    return meanOverSkin({ ...luma, data }, light.skin, skin);
  };
  const faceWidth = light.faceWidth / 2;
  const [red, green, blue] = skinBlurs([channel(0), channel(1), channel(2)], skin, sigma * faceWidth).map(
    ({ data }) => data,
  );
  for (const data of [red!, green!, blue!]) for (let at = 0; at < data.length; at++) data[at] = linearLight(data[at]!);
  return {
    ...{ left, top, cell: 2 * cell, width: skin.width, height: skin.height, faceWidth, skin },
    own: halve(light.own),
    linear: [red!, green!, blue!],
  };
}

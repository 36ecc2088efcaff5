import { headArea } from '../faces/head-area';
import { blurGrid, SOFT_REACH } from '../geometry/grid';
import { luma } from '../picture/luma';
import { encodeSrgb } from '../picture/srgb-curve';
import { areaMask } from './area-mask';
import type { GridPlanes } from './light-field';
import { skinColours, type SkinColours } from './skin-colours';
import type { SkinLight } from './skin-light';
import { specularLight, type Specular } from './specular';

/**
 * Share of the strongest mirrored light that goes, and the mirrored part of a place's light at which two thirds of it
 * go. Weak highlights show the form: skin without any looks like powder.
 */
const SHARE = 0.86;
const STRONG = 0.1;
/** The share in a clipped place, which shows no form. */
const CLIPPED_SHARE = 0.92;
/** Standard deviation of the blur that leaves no pores, in face widths. */
const TONE = 0.008;
/** Mirrored share of a place's light from which what stays gets the full colour of the skin around. */
const PALE = 0.12;
/** Standard deviation, in face widths, and least share of the blurred skin at which the change starts and is whole. */
const RIM = 0.02;
const RIM_STARTS = 0.6;
const RIM_ENDS = 0.95;

/** Side of the square of plain skin that gives grain, in face widths. */
const GRAIN = 0.14;

/** Planes of a shine field. */
export const SHINE_PLANES = 6;

/**
 * The shine of a face. Planes 0–2: the mirrored light in red, green and blue, as a share of the encoded value, 0–1;
 * a factor below 0 takes it away. Planes 3 and 4 tell how a pixel glints, `luma × plane 3 − plane 4`: the share by
 * which its luma (0–1) differs from the mean around, times the mirrored share. Plane 5: how far the place is clipped,
 * 0–1.
 */
export interface ShineField extends GridPlanes {
  /** Plain skin, in picture pixels, whose grain fills what is clipped; null if nothing is clipped. */
  readonly grain: GrainPlace | null;
}

/** A square of plain skin, in pixels. */
export interface GrainPlace {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** The shine on a face; null if nothing shines. Pearls and shirts outshine skin, so neck and body are left out. */
export function shineField(light: SkinLight): ShineField | null {
  const colours = skinColours(light, TONE);
  const specular = specularLight(colours);
  const { width, height, left, top, cell } = colours;
  const data = new Float32Array(SHINE_PLANES * width * height);
  const { data: within } = blurGrid(colours.skin, Math.max(1, Math.round(RIM * colours.faceWidth)), SOFT_REACH);
  const { data: head } = areaMask(colours, headArea(light.face), Math.max(1, Math.round(RIM * colours.faceWidth)));
  let [isUsed, isClipped] = [false, false];
  for (let index = 0; index < width * height; index++) {
    const part =
      colours.own.data[index]! * head[index]! * Math.min(1, (within[index]! - RIM_STARTS) / (RIM_ENDS - RIM_STARTS));
    if (specular.mirrored[index] === 0 || part <= 0) continue;
    isUsed = true;
    isClipped ||= specular.clipped[index]! > 0;
    data.set(planesAt(colours, specular, index, part), SHINE_PLANES * index);
  }
  if (!isUsed) return null;
  const grain = isClipped ? plainSkin(colours, specular) : null;
  return { left, top, cell, width, height, count: SHINE_PLANES, data, grain };
}

function planesAt({ linear }: SkinColours, specular: Specular, index: number, part: number): readonly number[] {
  const { mirrored, mean, tint, clipped } = specular;
  const light = mirrored[index]!;
  const lost = clipped[index]!;
  const most = SHARE + lost * (CLIPPED_SHARE - SHARE);
  const share = most * (1 - Math.exp(-light / mean[index]! / STRONG));
  const tinted = Math.max(lost, Math.min(1, light / mean[index]! / PALE));
  const encoded = linear.map((plane) => encodeSrgb(plane[index]!));
  const shares = linear.map((plane, channel) => {
    const level = plane[index]!;
    // The rest of a pale or clipped place would be grey: it gets the colour of the skin around.
    const diffuse = level - light + tinted * ((mean[index]! - light) * tint[channel]![index]! - level + light);
    const aim = Math.max(0, level + share * (diffuse - level));
    return part * Math.max(0, 1 - encodeSrgb(aim) / Math.max(0.01, encoded[channel]!));
  });
  const glint = (part * light) / mean[index]!;
  return [...shares, glint / Math.max(0.01, luma(encoded[0]!, encoded[1]!, encoded[2]!)), glint, part * lost];
}

/** The square whose skin is most like the skin around it, and evenly lit. */
function plainSkin(colours: SkinColours, { mirrored, mean, around }: Specular): GrainPlace | null {
  const { width, height, faceWidth, skin, left, top, cell } = colours;
  const side = Math.round(GRAIN * faceWidth);
  const radius = Math.floor(side / 2);
  if (width <= side || height <= side) return null;
  const unlike = mean.map((level, index) => {
    if (level === 0 || skin.data[index]! < 0.98) return 1;
    return Math.abs(level / around[index]! - 1) + mirrored[index]! / level;
  });
  const { data } = blurGrid({ width, height, data: unlike }, radius, 1);
  let best = -1;
  for (let row = radius; row < height - radius; row++)
    for (let column = radius, index = row * width + radius; column < width - radius; column++, index++)
      if (best < 0 || data[index]! < data[best]!) best = index;
  return {
    left: left + ((best % width) - radius) * cell,
    top: top + (Math.floor(best / width) - radius) * cell,
    side: side * cell,
  };
}

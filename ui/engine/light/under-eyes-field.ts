import { underEyes, type UnderEye } from '../faces/under-eyes';
import type { Grid } from '../geometry/grid';
import { luma } from '../picture/luma';
import { areaMask } from './area-mask';
import { cutLight, type CutLight } from './cut-light';
import type { LightField } from './light-field';
import { skinBlur } from './skin-blur';
import type { SkinLight } from './skin-light';

/** Largest share of a circle or a bag that goes. More would take away the person's own look. */
const SHARE = 0.7;
/** Standard deviations in face widths: of the tone under the eye, which leaves lines and pores, and of the cheek's. */
const TONE = 0.012;
const CHEEK = 0.05;
/** Softness of the area's rim, in face widths, and the margin that the cheek's blur needs. */
const RIM = 0.012;
const MARGIN = 0.08;
/** Largest brightening. */
const MOST = 0.4;
/** Width in face widths over which the effect grows below the line between the corners of the eye. */
const CORNER_FADE = 0.02;

/**
 * The field that brings the skin under the eyes nearer to the tone of the cheeks below. Dark circles differ in colour
 * and lightness, bags in lightness. It never darkens. Null for a face without skin there.
 */
export function underEyesField(light: SkinLight): LightField | null {
  const eyes = underEyes(light.face);
  const cut = cutLight(
    light,
    eyes.flatMap(({ area, cheek }) => [...area, ...cheek]),
    MARGIN,
  );
  if (cut === null) return null;
  const { width, height } = cut.luma;
  const data = new Float32Array(3 * width * height);
  for (const eye of eyes) addEye(data, cut, eye);
  return { left: cut.left, top: cut.top, cell: cut.cell, width, height, count: 3, data };
}

/** Adds the change under one eye, red, green and blue interleaved. Changes `data`. */
function addEye(data: Float32Array, cut: CutLight, eye: UnderEye): void {
  const { skin, own, faceWidth, colours } = cut;
  const place = { left: cut.left, top: cut.top, cell: cut.cell, width: skin.width, height: skin.height };
  const area = areaMask(place, eye.area, Math.max(1, Math.round(RIM * faceWidth)));
  const cheek = areaMask(place, eye.cheek, 1);
  const cheekSkin: Grid = { ...cheek, data: cheek.data.map((value, index) => value * skin.data[index]!) };
  const aims = colours.map((colour) => skinBlur(colour, cheekSkin, CHEEK * faceWidth).data);
  const tones = colours.map((colour) => skinBlur(colour, skin, TONE * faceWidth).data);
  const below = belowCorners(cut, eye);
  for (let index = 0; index < area.data.length; index++) {
    if (area.data[index]! < 0.01) continue;
    const part = SHARE * area.data[index]! * own.data[index]! * below(index);
    const aim = luma(aims[0]![index]!, aims[1]![index]!, aims[2]![index]!);
    const tone = luma(tones[0]![index]!, tones[1]![index]!, tones[2]![index]!);
    if (aim === 0 || tone === 0 || part === 0) continue;
    const brightening = MOST * Math.tanh(Math.max(0, aim / tone - 1) / MOST);
    for (let channel = 0; channel < 3; channel++) {
      const wanted = ((1 + brightening) * tone * aims[channel]![index]!) / aim;
      data[3 * index + channel]! += part * (wanted / Math.max(0.01, tones[channel]![index]!) - 1);
    }
  }
}

/** 0 beside and above the line between the corners of the eye, growing to 1 on the side of the cheek. */
function belowCorners(
  { left, top, cell, faceWidth, luma: { width } }: CutLight,
  eye: UnderEye,
): (index: number) => number {
  const [a, b] = eye.corners;
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [cheek] = eye.cheek;
  if (length === 0 || cheek === undefined) return () => 0;
  const distance = (x: number, y: number): number => ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / length;
  const side = Math.sign(distance(cheek.x, cheek.y));
  const fade = CORNER_FADE * faceWidth * cell;
  return (index) => {
    const x = left + ((index % width) + 0.5) * cell;
    const y = top + (Math.floor(index / width) + 0.5) * cell;
    return Math.min(1, Math.max(0, (side * distance(x, y)) / fade));
  };
}

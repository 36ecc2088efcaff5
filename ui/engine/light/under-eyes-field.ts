import { foreheadOf } from '../faces/forehead';
import { underEyes, type UnderEye } from '../faces/under-eyes';
import type { Grid } from '../geometry/grid';
import { luma } from '../picture/luma';
import { areaMask } from './area-mask';
import { cutLight, type CutLight } from './cut-light';
import type { LightField } from './light-field';
import { skinBlurs } from './skin-blur';
import type { SkinLight } from './skin-light';

/**
 * Share of the difference from the cheek that goes. The blur of the tone and the soft rim hold a part of it back, so
 * that 70 % of a circle goes at most. More would take away the person's own look.
 */
const SHARE = 0.8;
/** Standard deviations in face widths: of the tone under the eye, which leaves lines and pores, and of the aim's. */
const TONE = 0.008;
const AIM = 0.12;
/** Softness of the area's rim, in face widths, and the margin that the aim's blur needs. */
const RIM = 0.018;
const MARGIN = 0.06;
/** Largest brightening. */
const MOST = 0.8;
/** Width in face widths over which the effect grows below the line between the corners of the eye. */
const CORNER_FADE = 0.02;
/** Power by which brighter skin counts more in the aim, and the share of the mean beyond which it counts no more. */
const BRIGHTER = 8;
const BRIGHTEST = 1.2;

/**
 * The field that brings the skin under the eyes nearer to the tone of the cheeks below. Dark circles differ in colour
 * and lightness, bags in lightness. It never darkens, and red cheeks do not redden it. Null for a face without skin
 * there.
 */
export function underEyesField(light: SkinLight): LightField | null {
  const redness = foreheadRedness(light);
  const changes = underEyes(light.face).flatMap((eye) => {
    const cut = cutLight(light, [...eye.area, ...eye.cheek], MARGIN);
    return cut === null ? [] : [changeUnder(cut, eye, redness)];
  });
  return changes.length === 0 ? null : joined(changes);
}

/** The sum of fields of three planes whose cells lie on one grid. */
function joined(fields: readonly LightField[]): LightField {
  const { cell } = fields[0]!;
  const left = Math.min(...fields.map((field) => field.left));
  const top = Math.min(...fields.map((field) => field.top));
  const width = Math.max(...fields.map((field) => (field.left - left) / cell + field.width));
  const height = Math.max(...fields.map((field) => (field.top - top) / cell + field.height));
  const data = new Float32Array(3 * width * height);
  for (const field of fields) {
    const start = (((field.top - top) / cell) * width + (field.left - left) / cell) * 3;
    const length = 3 * field.width;
    for (let y = 0, index = 0; y < field.height; y++)
      for (let x = 0; x < length; x++, index++) data[start + 3 * width * y + x]! += field.data[index]!;
  }
  return { left, top, cell, width, height, count: 3, data };
}

/** Red divided by luma on the forehead; infinite where hair or a hat hides it. */
function foreheadRedness(light: SkinLight): number {
  const area = foreheadOf(light.face);
  const cut = cutLight(light, area, 0);
  if (cut === null) return Infinity;
  const { skin, luma: lightness, colours } = cut;
  const mask = areaMask({ ...cut, width: skin.width, height: skin.height }, area, 1).data;
  let [red, all] = [0, 0];
  for (let index = 0; index < mask.length; index++) {
    const weight = mask[index]! * skin.data[index]!;
    red += weight * colours[0].data[index]!;
    all += weight * lightness.data[index]!;
  }
  return all === 0 ? Infinity : red / all;
}

/** The change under one eye: planes of red, green and blue. */
function changeUnder(cut: CutLight, eye: UnderEye, redness: number): LightField {
  const { skin, own, faceWidth, colours } = cut;
  const place = { left: cut.left, top: cut.top, cell: cut.cell, width: skin.width, height: skin.height };
  const data = new Float32Array(3 * skin.data.length);
  const area = areaMask(place, eye.area, Math.max(1, Math.round(RIM * faceWidth)));
  const weights = aimWeights(cut, areaMask(place, eye.cheek, 1));
  const aims = skinBlurs(colours, weights, AIM * faceWidth).map(({ data: values }) => values);
  const tones = skinBlurs(colours, skin, TONE * faceWidth).map(({ data: values }) => values);
  const below = belowCorners(cut, eye);
  for (let index = 0; index < area.data.length; index++) {
    if (area.data[index]! < 0.01) continue;
    const part = SHARE * area.data[index]! * own.data[index]! * below(index);
    const [r, g, b] = [aims[0]![index]!, aims[1]![index]!, aims[2]![index]!];
    const aim = luma(r, g, b);
    const tone = luma(tones[0]![index]!, tones[1]![index]!, tones[2]![index]!);
    if (aim === 0 || tone === 0 || part === 0) continue;
    const light = tone * (1 + MOST * Math.tanh(Math.max(0, aim / tone - 1) / MOST));
    const [red, others] = withoutReddening(r / aim, Math.max(redness, tones[0]![index]! / tone));
    const wanted = [light * red, (light * others * g) / aim, (light * others * b) / aim];
    for (let channel = 0; channel < 3; channel++)
      data[3 * index + channel] = part * (wanted[channel]! / Math.max(0.01, tones[channel]![index]!) - 1);
  }
  return { ...place, count: 3, data };
}

/** The weights of the cheek's skin in the aim. Brighter skin counts more, because shades and folds are no aim. */
function aimWeights({ skin, luma: lightness }: CutLight, cheek: Grid): Grid {
  let [sum, all] = [0, 0];
  for (let index = 0; index < skin.data.length; index++) {
    const weight = cheek.data[index]! * skin.data[index]!;
    sum += weight * lightness.data[index]!;
    all += weight;
  }
  const mean = all === 0 ? 1 : sum / all;
  const data = skin.data.map(
    (share, index) => share * cheek.data[index]! * Math.min(BRIGHTEST, lightness.data[index]! / mean) ** BRIGHTER,
  );
  return { ...skin, data };
}

/** Red divided by luma, at most `most`, and the factor for green and blue that keeps the luma. */
function withoutReddening(redness: number, most: number): readonly [red: number, others: number] {
  if (redness <= most) return [redness, 1];
  const white = luma(1, 0, 0);
  return [most, (1 - white * most) / (1 - white * redness)];
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

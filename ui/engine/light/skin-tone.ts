import type { SkinTone } from '../api/skin-tone';
import { writeLab } from '../blend/cielab';
import { headArea } from '../faces/head-area';
import { encodeSrgb } from '../picture/srgb-curve';
import { areaMask } from './area-mask';
import type { GridPlanes } from './light-field';
import { skinColours } from './skin-colours';
import type { SkinLight } from './skin-light';

/** Standard deviation of the blur that leaves tone and form only, in face widths. */
const BROAD = 0.03;
/** Least share of skin in a cell that tells the tone. */
const SURE_SKIN = 0.9;
/** Share of the darkest and of the brightest cells that tell nothing: shades and glints. */
const LEFT_OUT = 0.1;

/** The broad colours of the skin around a face: planes of red, green and blue, encoded, 0–1; 0 without skin. */
export interface TonedSkin extends GridPlanes {
  readonly tone: SkinTone;
  /** The face's own part of each cell, 0–1. */
  readonly own: Float32Array;
}

/** Measures the tone of a face between chin and crown; null if too little skin shows there. */
export function tonedSkin(light: SkinLight): TonedSkin | null {
  const colours = skinColours(light, BROAD);
  const { left, top, cell, width, height, skin, own } = colours;
  const head = areaMask(colours, headArea(light.face), 1).data;
  const data = new Float32Array(3 * width * height);
  const lab = new Float64Array(3);
  const cells: { readonly light: number; readonly a: number; readonly b: number }[] = [];
  for (let index = 0; index < width * height; index++) {
    for (let channel = 0; channel < 3; channel++)
      data[3 * index + channel] = encodeSrgb(colours.linear[channel]![index]!);
    if (skin.data[index]! < SURE_SKIN || head[index]! * own.data[index]! < 0.5) continue;
    writeLab(data[3 * index]!, data[3 * index + 1]!, data[3 * index + 2]!, lab);
    cells.push({ light: lab[0]!, a: lab[1]!, b: lab[2]! });
  }
  cells.sort((one, other) => one.light - other.light);
  const lit = cells.slice(Math.floor(LEFT_OUT * cells.length), Math.ceil((1 - LEFT_OUT) * cells.length));
  if (lit.length === 0) return null;
  const mean = (value: (one: (typeof lit)[number]) => number): number =>
    lit.reduce((sum, one) => sum + value(one), 0) / lit.length;
  const [level, a, b] = [mean((one) => one.light), mean((one) => one.a), mean((one) => one.b)];
  const spread = Math.sqrt(mean((one) => (one.light - level) ** 2));
  const tone = { light: level, chroma: Math.hypot(a, b), hue: Math.atan2(b, a), spread };
  return { left, top, cell, width, height, count: 3, data, tone, own: own.data };
}

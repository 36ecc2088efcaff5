import { softLight, solveSoftLight } from '../api/soft-light';
import { stackPlanes, unstackPlane } from '../geometry/plane-stack';
import type { BlendMap, EvenedFace } from './blend-map';
import { writeLab, writeRgb } from './cielab';
import { keepTone } from './keep-tone';
import { spreadOverSkin } from './spread-over-skin';

/** Shares of an evening, 0 (this part stays as it is) to 1. */
export interface EvenParts {
  readonly hue: number;
  /** The share of the CIELAB chroma. */
  readonly saturation: number;
  /** The share of L*. */
  readonly light: number;
}

/**
 * Chroma from which a colour's own hue counts in full. The hue of grey is noise: a glint without colour takes the hue
 * of the evened skin, whatever the share.
 */
const GREY = 4;

/** The whole change. */
export const WHOLE: EvenParts = { hue: 1, saturation: 1, light: 1 };

/** Whether nothing is taken away from an evening. */
export function isWhole({ hue, saturation, light }: EvenParts): boolean {
  return hue === 1 && saturation === 1 && light === 1;
}

/** L*, chroma and hue (in radians) of a colour in CIELAB, and how far each of them moves. */
const SPLIT = 6;

/**
 * The maps of the faces with only these parts of their change. Whole parts give the maps themselves. The changes are
 * split once, and the last result is kept, because a preview asks for it at each redraw.
 */
export function createPartMaps(faces: readonly EvenedFace[]): (parts: EvenParts) => readonly BlendMap[] {
  let splits: readonly Float32Array[] | null = null;
  let last: { readonly parts: EvenParts; readonly maps: readonly BlendMap[] } | null = null;
  return (parts) => {
    if (isWhole(parts)) return faces;
    splits ??= faces.map(splitMap);
    const { hue, saturation, light } = parts;
    if (last?.parts.hue !== hue || last.parts.saturation !== saturation || last.parts.light !== light) {
      const changes = splits;
      last = { parts, maps: faces.map((face, index) => partMap(face, changes[index]!, parts)) };
    }
    return last.maps;
  };
}

/** The split change of every cell. */
function splitMap({ colours: { size, data }, base, skin }: EvenedFace): Float32Array {
  const cells = size * size;
  const split = createSplitter();
  const out = new Float32Array(SPLIT * cells);
  for (let cell = 0; cell < cells; cell++) {
    if (skin.data[cell] !== 0)
      split(base[cell]!, base[cells + cell]!, base[2 * cells + cell]!, data, 3 * cell, out, SPLIT * cell);
  }
  return out;
}

/**
 * A face's map with parts of its change. Cells with little skin take their neighbours' values, and the mean level of
 * the skin stays, as in the whole map.
 */
function partMap({ crop, colours, base, skin }: EvenedFace, changes: Float32Array, parts: EvenParts): BlendMap {
  const { size } = colours;
  const cells = size * size;
  const join = createJoiner(parts);
  const data = colours.data.slice();
  for (let cell = 0; cell < cells; cell++) {
    if (skin.data[cell] !== 0)
      join(base[cell]!, base[cells + cell]!, base[2 * cells + cell]!, changes, SPLIT * cell, data, 3 * cell);
  }
  const planes = [0, 1, 2].map((channel) => spreadOverSkin(unstackPlane({ size, count: 3, data }, channel), skin));
  return { crop, colours: stackPlanes(keepTone(planes, base, skin)) };
}

/**
 * Replaces a soft-light distance from neutral (−.5 to .5, RGB at `at`) by one that makes only parts of its change.
 * @param red green, blue: encoded values beneath, 0–1
 */
export type PartScaler = (red: number, green: number, blue: number, distances: Float32Array, at: number) => void;

export function createPartScaler(parts: EvenParts): PartScaler {
  const [split, join] = [createSplitter(), createJoiner(parts)];
  const change = new Float32Array(SPLIT);
  return (red, green, blue, distances, at) => {
    split(red, green, blue, distances, at, change, 0);
    join(red, green, blue, change, 0, distances, at);
  };
}

/** Reads values of one array at a place and writes to a place of another one. */
type CellFunction = (
  red: number,
  green: number,
  blue: number,
  from: Float32Array,
  fromAt: number,
  to: Float32Array,
  toAt: number,
) => void;

/** Splits the change that distances make to a colour, from RGB distances to `SPLIT` values. */
function createSplitter(): CellFunction {
  const lab = new Float64Array(3);
  return (red, green, blue, distances, at, out, outAt) => {
    writeLab(red, green, blue, lab);
    const light = lab[0]!;
    const chroma = Math.hypot(lab[1]!, lab[2]!);
    const hue = Math.atan2(lab[2]!, lab[1]!);
    writeLab(
      softLight(red, 0.5 + distances[at]!),
      softLight(green, 0.5 + distances[at + 1]!),
      softLight(blue, 0.5 + distances[at + 2]!),
      lab,
    );
    const turn = Math.atan2(lab[2]!, lab[1]!) - hue;
    out[outAt] = light;
    out[outAt + 1] = chroma;
    out[outAt + 2] = hue;
    out[outAt + 3] = lab[0]! - light;
    out[outAt + 4] = Math.hypot(lab[1]!, lab[2]!) - chroma;
    out[outAt + 5] = turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  };
}

/**
 * Scales a split change by its shares and solves soft light for it: replaces RGB distances. Zero distances stay, and
 * grey that stays grey is exact.
 */
function createJoiner({ hue, saturation, light }: EvenParts): CellFunction {
  const target = new Float64Array(3);
  return (red, green, blue, change, at, distances, outAt) => {
    const isGrey =
      red === green &&
      green === blue &&
      distances[outAt] === distances[outAt + 1] &&
      distances[outAt] === distances[outAt + 2];
    if (isGrey && distances[outAt] === 0) return;
    const chroma = change[at + 1]!;
    const angle = change[at + 2]! + change[at + 5]! * (1 - Math.min(1, chroma / GREY) * (1 - hue));
    const length = chroma + saturation * change[at + 4]!;
    writeRgb(change[at]! + light * change[at + 3]!, length * Math.cos(angle), length * Math.sin(angle), target);
    distances[outAt] = solveSoftLight(red, target[0]!) - 0.5;
    distances[outAt + 1] = isGrey ? distances[outAt] : solveSoftLight(green, target[1]!) - 0.5;
    distances[outAt + 2] = isGrey ? distances[outAt] : solveSoftLight(blue, target[2]!) - 0.5;
  };
}

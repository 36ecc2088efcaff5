import { writeLab, writeRgb } from '../../../ui/engine/blend/cielab';
import { solveSoftLight } from '../../../ui/engine/api/soft-light';
import { softBlur, type Plane } from '../../../ui/engine/geometry/plane';

/**
 * The treatment of `models/training/blend/treatment.py`, whose constants these are, without its regions below the eyes.
 * Lengths in face sizes.
 */
const FINE = 0.01;
const LOCAL = 0.03;
const BROAD = 0.12;
const BROAD_PULL = [0.7, 0.4] as const;
const OWN_TONE_SLOPE = 0.4;
const NATURAL = 0.8;
const MOST = 1.5;
const REDNESS = 0.45;
const FLAT_LIGHT = 5;
const REDDEST = 8;
const SHINE = [12, 28] as const;
/** The crop's side in face sizes. */
const CROP_IN_FACES = 1.6;

/** Blurs a plane by σ in face sizes, weighted by `weight`. */
type Blur = (values: Float32Array, weight: Float32Array, sigma: number) => Float32Array;

/**
 * The soft-light map that evens a face's crop at full size: as the network's treatment, but on every pixel.
 *
 * @param base encoded values, 0–1: planar RGB, `side`² each
 * @param skin share of skin of each pixel, 0–1
 * @param detail blur (σ) in face sizes of the colour that is evened; finer colour stays
 * @returns distances from neutral, −.5 to .5, multiplied by skin; planar RGB
 */
export function idealMap(base: Float32Array, skin: Float32Array, side: number, detail: number): Float32Array {
  const cells = side * side;
  const blur: Blur = (values, weight, sigma) => weightedBlur(values, weight, side, (sigma * side) / CROP_IN_FACES);
  const lab = labPlanes(base, cells);
  const wanted = evenedLab(lab, skin, blur, detail);
  const map = new Float32Array(3 * cells);
  const rgb = new Float64Array(3);
  for (let cell = 0; cell < cells; cell++) {
    if (skin[cell] === 0) continue;
    writeRgb(wanted[0][cell]!, wanted[1][cell]!, wanted[2][cell]!, rgb);
    for (let channel = 0; channel < 3; channel++) {
      const at = channel * cells + cell;
      map[at] = skin[cell]! * (solveSoftLight(base[at]!, rgb[channel]!) - 0.5);
    }
  }
  return map;
}

type Lab = readonly [Float32Array, Float32Array, Float32Array];

function labPlanes(base: Float32Array, cells: number): Lab {
  const planes: Lab = [new Float32Array(cells), new Float32Array(cells), new Float32Array(cells)];
  const lab = new Float64Array(3);
  for (let cell = 0; cell < cells; cell++) {
    writeLab(base[cell]!, base[cells + cell]!, base[2 * cells + cell]!, lab);
    for (let part = 0; part < 3; part++) planes[part]![cell] = lab[part]!;
  }
  return planes;
}

function evenedLab([light, a, b]: Lab, skin: Float32Array, blur: Blur, detail: number): Lab {
  const fine = blur(light, skin, FINE);
  const around = blur(light, skin, BROAD);
  const dull = light.map((value, cell) => 1 - unit((value - around[cell]! - SHINE[0]) / (SHINE[1] - SHINE[0])));
  const counted = skin.map((share, cell) => share * dull[cell]! + 1e-3 * share);
  const meanLight = mean(light, counted);
  const lit = around.map((value) => 0.5 + 0.5 * Math.min(1.6, Math.max(0.4, value / Math.max(1, meanLight))));
  const localRed = blur(a, counted, LOCAL);
  const own = [
    lessRed(
      localRed.map((value, cell) => value / lit[cell]!),
      counted,
    ),
    mean(b, counted),
  ];
  const [changeA, changeB] = [a, b].map((chroma, part) => {
    const broad = blur(chroma, counted, BROAD);
    const seen = blur(chroma, skin, detail);
    return chroma.map((_, cell) => {
      const off = broad[cell]! - own[part]! * lit[cell]!;
      return dull[cell]! * (seen[cell]! - broad[cell]! + off * BROAD_PULL[part]!);
    });
  }) as [Float32Array, Float32Array];
  const redness = blur(changeA, skin, FINE).map((value) => Math.min(REDDEST, Math.max(-REDDEST, value)));
  const slope = shadeSlope(redness, fine, counted);
  const meanFine = mean(fine, counted);
  return [
    light.map((value, cell) => value + REDNESS * (redness[cell]! - slope * (fine[cell]! - meanFine))),
    a.map((value, cell) => value - changeA[cell]!),
    b.map((value, cell) => value - changeB[cell]!),
  ];
}

function lessRed(redness: Float32Array, weight: Float32Array): number {
  const plain = mean(redness, weight);
  let own = plain;
  for (let step = 0; step < 3; step++)
    own = mean(
      redness,
      weight.map((share, cell) => share / (1 + Math.exp(-OWN_TONE_SLOPE * (own - redness[cell]!)))),
    );
  return plain - Math.min(MOST, Math.max(0, plain - own - NATURAL));
}

/** Slope of redness over lightness: the part of a face's redness that goes with its form. */
function shadeSlope(redness: Float32Array, light: Float32Array, weight: Float32Array): number {
  const middle = mean(light, weight);
  const lighter = light.map((value) => value - middle);
  const both = mean(
    redness.map((value, cell) => value * lighter[cell]!),
    weight,
  );
  const spread = mean(
    lighter.map((value) => value * value),
    weight,
  );
  return both / (spread + FLAT_LIGHT);
}

function mean(values: Float32Array, weight: Float32Array): number {
  let [sum, all] = [0, 0];
  for (let cell = 0; cell < values.length; cell++) {
    sum += values[cell]! * weight[cell]!;
    all += weight[cell]!;
  }
  return sum / Math.max(1, all);
}

function weightedBlur(values: Float32Array, weight: Float32Array, side: number, sigma: number): Float32Array {
  const radius = Math.max(1, Math.round((Math.sqrt(1 + 4 * sigma * sigma) - 1) / 2));
  const plane = (data: Float32Array): Plane => softBlur({ size: side, data }, radius);
  const sums = plane(values.map((value, cell) => value * weight[cell]!)).data;
  const weights = plane(weight).data;
  return sums.map((value, cell) => value / Math.max(1e-3, weights[cell]!));
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

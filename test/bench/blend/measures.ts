import { softLight } from '../../../ui/engine/api/soft-light';
import { writeLab } from '../../../ui/engine/blend/cielab';
import { MAP_RIM } from '../../../ui/engine/blend/map-rows';
import { boxBlur } from '../../../ui/engine/geometry/plane';
import { ciede2000 } from './ciede2000';

/** A face's crop with everything that an enlargement is compared by. */
export interface Scene {
  readonly side: number;
  /** Encoded values, 0–1, planar RGB. */
  readonly base: Float32Array;
  /** Share of skin, 0–1. */
  readonly skin: Float32Array;
  /** The map at full size, planar RGB. */
  readonly ideal: Float32Array;
}

/** How far an enlarged map is from the ideal. */
export interface Distances {
  /** Peak signal to noise of the evened pixels on skin, in dB. */
  readonly psnr: number;
  /** Mean CIEDE2000 on skin. */
  readonly deltaE: number;
  /** Mean change in levels, 0–255, of pixels without skin within REACH pixels of skin. */
  readonly leak: number;
  /** Mean CIEDE2000 on the skin beside the strongest edges of the picture. */
  readonly halo: number;
}

/** Distance from skin, in pixels, within which a leak counts. */
const REACH = 12;
/** Share of the skin whose edges are the strongest. */
const STRONG = 0.05;
/** Skin above this share counts. */
const SURE = 0.7;

export function distancesOf(map: Float32Array, scene: Scene): Distances {
  const { side, base, skin, ideal } = scene;
  const cells = side * side;
  const [nearSkin, edges] = [boxBlur({ size: side, data: skin }, REACH).data, edgeStrength(scene)];
  const limit = strongestOf(edges, skin);
  const [one, other] = [new Float64Array(3), new Float64Array(3)];
  const got = [0, 0, 0];
  const aim = [0, 0, 0];
  const sums = { squares: 0, delta: 0, skin: 0, leak: 0, outside: 0, halo: 0, edges: 0 };
  const rim = Math.ceil(MAP_RIM * side);
  for (let row = rim; row < side - rim; row++)
    for (let column = rim; column < side - rim; column++) {
      const cell = row * side + column;
      const isSkin = skin[cell]! >= SURE;
      const isBeside = skin[cell] === 0 && nearSkin[cell]! > 0;
      if (!isSkin && !isBeside) continue;
      for (let channel = 0; channel < 3; channel++) {
        const value = base[channel * cells + cell]!;
        got[channel] = softLight(value, unit(0.5 + map[channel * cells + cell]!));
        aim[channel] = softLight(value, 0.5 + ideal[channel * cells + cell]!);
      }
      const off = got.map((value, channel) => value - aim[channel]!);
      if (isBeside) {
        sums.leak += (255 * off.reduce((sum, value) => sum + Math.abs(value), 0)) / 3;
        sums.outside++;
        continue;
      }
      writeLab(got[0]!, got[1]!, got[2]!, one);
      writeLab(aim[0]!, aim[1]!, aim[2]!, other);
      const delta = ciede2000(one, other);
      sums.squares += off.reduce((sum, value) => sum + value * value, 0) / 3;
      sums.delta += delta;
      sums.skin++;
      if (edges[cell]! < limit) continue;
      sums.halo += delta;
      sums.edges++;
    }
  return {
    psnr: -10 * Math.log10(sums.squares / sums.skin),
    deltaE: sums.delta / sums.skin,
    leak: sums.leak / Math.max(1, sums.outside),
    halo: sums.halo / Math.max(1, sums.edges),
  };
}

/** Strength of the edge at each pixel: the slope of green, blurred a little. */
function edgeStrength({ side, base }: Scene): Float32Array {
  const cells = side * side;
  const green = boxBlur({ size: side, data: base.subarray(cells, 2 * cells) }, 2).data;
  const slope = new Float32Array(cells);
  for (let row = 1; row < side - 1; row++)
    for (let column = 1; column < side - 1; column++) {
      const cell = row * side + column;
      slope[cell] = Math.hypot(green[cell + 1]! - green[cell - 1]!, green[cell + side]! - green[cell - side]!);
    }
  return boxBlur({ size: side, data: slope }, 4).data;
}

function strongestOf(edges: Float32Array, skin: Float32Array): number {
  const onSkin = edges.filter((_, cell) => skin[cell]! >= SURE).sort();
  return onSkin[Math.floor((1 - STRONG) * onSkin.length)] ?? Infinity;
}

function unit(value: number): number {
  return Math.min(1, Math.max(0, value));
}

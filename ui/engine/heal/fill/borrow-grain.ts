import type { Box } from '../../geometry/box';
import { SOFT_REACH } from '../../geometry/grid';
import { softBlur, type Plane } from '../../geometry/plane';
import { luma } from '../../picture/luma';
import { changeChannel } from '../../picture/deep-picture';
import type { Matte, Picture } from '../../picture/picture';

/** Side, in pixels, from which a hole's weak grain is visible. In smaller holes only the tone counts. */
const SMALLEST = 24;
/** Blur radius that separates grain (noise and pores) from shading, as a share of the hole's side. */
const BLUR = 1 / 6;
/** Largest such radius, in pixels. */
const LARGEST_BLUR = 8;
/** Blur radius, in pixels, of the finer grain whose strength is measured. Coarser grain holds shading too. */
const FINE_BLUR = 3;
/** Number of directions in which source regions are searched. */
const DIRECTIONS = 12;
/** Distances of source regions from the hole, in sides of the hole. */
const FARTHEST = 1.7;
const DISTANCES = [1.15, FARTHEST];
/**
 * Largest difference, in levels of any channel, of a source's mean from the hole's. Beyond it, light differs or skin
 * ends.
 */
const LARGEST_DIFFERENCE = 24;
/** Least number of usable sources. Fewer say little about the grain around the hole. */
const LEAST_SOURCES = 4;
/** Rank (0–1), by grain strength, of the source that is used: a little below the median, so that it holds no hair. */
const RANK = 0.4;
/** Rank of the source whose strength stands for plain skin. */
const CALM_RANK = 0.25;
/** Largest grain amplitude, in multiples of that strength. A source with more holds a crease or a hair. */
const LARGEST_PEAK = 6;
/** Ratio of the hole's grain strength to the source's, up to which the hole's grain is replaced whole. */
const WEAK = 0.8;
/** Ratio from which the hole's grain stays. */
const ENOUGH = 1;

/**
 * Gives a filled hole the grain of skin nearby if its own is too weak, as a healing brush does. The network's grain is
 * too weak in large holes and too fine in large pictures. The hole's tone stays. Changes `picture` in place, only where
 * `holes` is above 0 inside `box`, and never its alpha. Without enough skin around it, a hole stays as it is.
 *
 * @param picture after inpainting
 * @param holes at the picture's size: 0 where the picture is unchanged, up to 255 where it was replaced
 * @param box around one hole, in picture pixels
 */
export function borrowGrain(picture: Picture, holes: Matte, box: Box): void {
  const side = Math.max(box.width, box.height);
  if (side < SMALLEST) return;
  const colour = meanColour(picture, holes, box, { dx: 0, dy: 0 });
  if (colour === null) return;
  const blur = blurOf(side);
  const light = readLuma(picture, around(box, grainReach(side)));
  const grain = grainOf(light, blur);
  const fine = grainOf(light, Math.min(FINE_BLUR, blur));
  const sources = offsets(side)
    .filter((offset) => isSimilar(meanColour(picture, holes, box, offset), colour))
    .map((offset) => measure(holes, box, fine, grain, offset))
    .sort((a, b) => a.strength - b.strength);
  const plain = sources.filter(({ peak }) => peak <= LARGEST_PEAK * ranked(sources, CALM_RANK).strength);
  if (plain.length < LEAST_SOURCES) return;
  const source = ranked(plain, RANK);
  const strength = strengthOf(cutOut(fine, around(box, SOFT_REACH * blur)), blur);
  replaceGrain(picture, holes, box, source, grain, (x, y) =>
    Math.min(1, Math.max(0, (ENOUGH - strength.at(x, y) / source.strength) / (ENOUGH - WEAK))),
  );
}

/** Pixels around a hole of this side, in pixels, that `borrowGrain` reads. */
export function grainReach(side: number): number {
  return Math.ceil(FARTHEST * side) + SOFT_REACH * blurOf(side);
}

function blurOf(side: number): number {
  return Math.min(LARGEST_BLUR, Math.max(1, Math.round(side * BLUR)));
}

/** From the hole to a source region, in pixels. */
interface Offset {
  readonly dx: number;
  readonly dy: number;
}

/** A region of the hole's shape that grain may come from. */
interface Source extends Offset {
  /** Root mean square of its fine grain, in levels. */
  readonly strength: number;
  /** Largest absolute amplitude of its grain, in levels. */
  readonly peak: number;
}

function offsets(side: number): Offset[] {
  return DISTANCES.flatMap((distance) =>
    Array.from({ length: DIRECTIONS }, (_, index) => {
      const angle = (2 * Math.PI * index) / DIRECTIONS;
      return { dx: Math.round(distance * side * Math.cos(angle)), dy: Math.round(distance * side * Math.sin(angle)) };
    }),
  );
}

/** @param sources at least one, sorted by strength */
function ranked(sources: readonly Source[], rank: number): Source {
  return sources[Math.floor((sources.length - 1) * rank)]!;
}

/**
 * Mean red, green and blue (0–255) of the hole's shape at an offset. Null if the shape reaches beyond the picture, or
 * onto a transparent pixel or another hole.
 */
function meanColour(picture: Picture, holes: Matte, box: Box, { dx, dy }: Offset): number[] | null {
  if (
    box.x + dx < 0 ||
    box.y + dy < 0 ||
    box.x + dx + box.width > picture.width ||
    box.y + dy + box.height > picture.height
  )
    return null;
  const isHole = dx === 0 && dy === 0;
  let [red, green, blue, weights] = [0, 0, 0, 0];
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x, index = (y + dy) * picture.width + x + dx; x < box.x + box.width; x++, index++) {
      const share = holes.data[y * holes.width + x]!;
      if (share === 0) continue;
      if (picture.data[index * 4 + 3] !== 255 || (!isHole && holes.data[index] !== 0)) return null;
      weights += share;
      red += share * picture.data[index * 4]!;
      green += share * picture.data[index * 4 + 1]!;
      blue += share * picture.data[index * 4 + 2]!;
    }
  }
  return weights === 0 ? null : [red / weights, green / weights, blue / weights];
}

/** Whether a source's mean colour is close to the hole's. */
function isSimilar(colour: readonly number[] | null, ofHole: readonly number[]): boolean {
  return colour !== null && colour.every((value, channel) => Math.abs(value - ofHole[channel]!) <= LARGEST_DIFFERENCE);
}

/** Measures the grain of the hole's shape at an offset. */
function measure(holes: Matte, box: Box, fine: Values, grain: Values, offset: Offset): Source {
  let weights = 0;
  let squares = 0;
  let peak = 0;
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x, at = grain.index(x + offset.dx, y + offset.dy); x < box.x + box.width; x++, at++) {
      const share = holes.data[y * holes.width + x]!;
      if (share === 0) continue;
      weights += share;
      squares += share * fine.plane.data[at]! ** 2;
      peak = Math.max(peak, Math.abs(grain.plane.data[at]!));
    }
  }
  return { ...offset, strength: Math.sqrt(squares / weights), peak };
}

/**
 * Replaces the hole's grain by the source's, in luma only. Grain in the colours is faint, and a reddish source would
 * bring a spot along.
 *
 * @param grain covers the hole and the source
 * @param share 0–1, to which a pixel's grain is replaced
 */
function replaceGrain(
  picture: Picture,
  holes: Matte,
  box: Box,
  { dx, dy }: Offset,
  grain: Values,
  share: (x: number, y: number) => number,
): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const hole = holes.data[y * holes.width + x]! / 255;
      if (hole === 0) continue;
      // Whole levels, in 16 bits too: grain needs no finer steps.
      const change = Math.round(hole * share(x, y) * (grain.at(x + dx, y + dy) - grain.at(x, y)));
      const pixel = (y * picture.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) changeChannel(picture, pixel + channel, (level) => level + change);
    }
  }
}

/** A square of the picture, in pixels. Beyond the picture's edges, its border pixels are repeated. */
interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** One value for each pixel of a square, addressed by picture coordinates. */
class Values {
  constructor(
    readonly square: Square,
    readonly plane: Plane,
  ) {}

  index(x: number, y: number): number {
    return (y - this.square.top) * this.square.size + x - this.square.left;
  }

  at(x: number, y: number): number {
    return this.plane.data[this.index(x, y)]!;
  }
}

function around({ x, y, width, height }: Box, margin: number): Square {
  return { left: x - margin, top: y - margin, size: Math.max(width, height) + 2 * margin };
}

/** The luma of a square, 0–255. */
function readLuma({ data, width, height }: Picture, square: Square): Values {
  const { left, top, size } = square;
  const light = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const start = Math.min(height - 1, Math.max(0, top + row)) * width;
    for (let column = 0; column < size; column++) {
      const at = (start + Math.min(width - 1, Math.max(0, left + column))) * 4;
      light[row * size + column] = luma(data[at]!, data[at + 1]!, data[at + 2]!);
    }
  }
  return new Values(square, { size, data: light });
}

/** The values minus their blur. */
function grainOf({ square, plane }: Values, blur: number): Values {
  const { size, data } = softBlur(plane, blur);
  for (let index = 0; index < data.length; index++) data[index] = plane.data[index]! - data[index]!;
  return new Values(square, { size, data });
}

/** Root mean square of the grain around each pixel, over the blur's radius. */
function strengthOf({ square, plane: { size, data } }: Values, blur: number): Values {
  const squares = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) squares[index] = data[index]! ** 2;
  const mean = softBlur({ size, data: squares }, blur).data;
  for (let index = 0; index < mean.length; index++) mean[index] = Math.sqrt(mean[index]!);
  return new Values(square, { size, data: mean });
}

/** The values inside a smaller square. */
function cutOut(values: Values, square: Square): Values {
  const { left, top, size } = square;
  const data = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const start = (top + row - values.square.top) * values.square.size + left - values.square.left;
    data.set(values.plane.data.subarray(start, start + size), row * size);
  }
  return new Values(square, { size, data });
}

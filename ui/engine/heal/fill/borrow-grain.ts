import { SOFT_REACH, softBlur, type Plane } from '../../geometry/plane';
import type { Matte, Picture } from '../../picture/picture';
import type { Box } from '../../geometry/box';
import { luma } from '../../picture/luma';

/** Side in pixels from which a hole's own grain is seen to be too weak. In smaller ones it is good enough, and tone is what counts. */
const SMALLEST = 24;
/** Grain is what a blur of this share of the hole's side takes away, up to LARGEST_BLUR pixels: noise and pores, not light. */
const BLUR = 1 / 6;
const LARGEST_BLUR = 8;
/** Its strength is judged by the finer part, in pixels: what is coarser holds light and shade too. */
const FINE_BLUR = 3;
/** Where skin is looked for: in so many directions, at these distances from the hole, in its sides. */
const DIRECTIONS = 12;
const FARTHEST = 1.7;
const DISTANCES = [1.15, FARTHEST];
/** Levels by which skin's mean may differ from the filled hole's in any channel: what differs more is lit otherwise, or no skin. */
const ALIKE = 24;
/** Fewer places than these say little of the grain around the hole. */
const FEWEST = 4;
/** Place among the found ones, by their grain, whose grain is taken: a little below the middle, so that no strand of hair comes along. */
const RANK = 0.4;
/** Place among them whose strength is that of skin alone, and the times of it that grain may lie off: what lies farther is a crease or a hair. */
const CALM_RANK = 0.25;
const STANDS_OUT = 6;
/** Strength of a hole's grain against that around it up to which it is replaced whole, and from which it stays. */
const WEAK = 0.8;
const ENOUGH = 1;

/**
 * Gives a filled hole the grain of a place nearby where its own is too weak, as a healing brush does: a network makes grain
 * that is too weak in large holes, and too fine for large pictures. Its tone stays. Changes only pixels of `box` that
 * `holes` replaces, and nothing of their alpha. A hole without skin enough around it stays as it is.
 *
 * @param picture filled; outside `holes` as it was
 * @param holes 0 where the picture is as it was, 255 where it was replaced
 * @param box in pixels, around one hole
 */
export function borrowGrain(picture: Picture, holes: Matte, box: Box): void {
  const side = Math.max(box.width, box.height);
  if (side < SMALLEST) return;
  const tone = toneOf(picture, holes, box, { dx: 0, dy: 0 });
  if (tone === null) return;
  const blur = blurOf(side);
  const light = readLight(picture, around(box, grainReach(side)));
  const grain = grainOf(light, blur);
  const fine = grainOf(light, Math.min(FINE_BLUR, blur));
  const places = offsets(side)
    .map((offset) => look(picture, holes, box, tone, fine, grain, offset))
    .filter((place) => place !== null)
    .sort((a, b) => a.strength - b.strength);
  const plain = places.filter(({ peak }) => peak <= STANDS_OUT * ranked(places, CALM_RANK).strength);
  if (plain.length < FEWEST) return;
  const source = ranked(plain, RANK);
  const strength = strengthOf(cutOut(fine, around(box, SOFT_REACH * blur)), blur);
  replace(picture, holes, box, source, grain, (x, y) =>
    Math.min(1, Math.max(0, (ENOUGH - strength.at(x, y) / source.strength) / (ENOUGH - WEAK))),
  );
}

/** Pixels around a box of this side that `borrowGrain` reads. */
export function grainReach(side: number): number {
  return Math.ceil(FARTHEST * side) + SOFT_REACH * blurOf(side);
}

function blurOf(side: number): number {
  return Math.min(LARGEST_BLUR, Math.max(1, Math.round(side * BLUR)));
}

interface Offset {
  readonly dx: number;
  readonly dy: number;
}

/** The hole's shape, laid over another place. */
interface Place extends Offset {
  /** Root mean square of its fine grain, in levels. */
  readonly strength: number;
  /** Farthest that its grain lies from none, in levels. */
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

/** @param places in the order of their strength; at least one */
function ranked(places: readonly Place[], rank: number): Place {
  return places[Math.floor((places.length - 1) * rank)]!;
}

/** Mean red, green and blue (0–255) of a place of the hole's shape; null where it is not whole in the picture, not opaque, or filled itself. */
function toneOf(picture: Picture, holes: Matte, box: Box, { dx, dy }: Offset): number[] | null {
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

/** @param tone of the hole @returns null where there is none, or of another tone than the hole's */
function look(
  picture: Picture,
  holes: Matte,
  box: Box,
  tone: readonly number[],
  fine: Values,
  grain: Values,
  offset: Offset,
): Place | null {
  const seen = toneOf(picture, holes, box, offset);
  if (seen === null || seen.some((value, channel) => Math.abs(value - tone[channel]!) > ALIKE)) return null;
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
 * Only light is moved: the grain of the colours is faint, and a reddish place would bring a spot along.
 *
 * @param grain of the picture, at the hole and at the place
 * @param share 0–1, how far a pixel's grain is replaced
 */
function replace(
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
      const change = Math.round(hole * share(x, y) * (grain.at(x + dx, y + dy) - grain.at(x, y)));
      const pixel = (y * picture.width + x) * 4;
      for (let channel = 0; channel < 3; channel++) picture.data[pixel + channel]! += change;
    }
  }
}

/** A square of the picture; what lies beyond its edges repeats them. */
interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Values of a square's pixels, read by the picture's coordinates. */
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

/** Luma, 0–255. */
function readLight({ data, width, height }: Picture, square: Square): Values {
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

function grainOf({ square, plane }: Values, blur: number): Values {
  const { size, data } = softBlur(plane, blur);
  for (let index = 0; index < data.length; index++) data[index] = plane.data[index]! - data[index]!;
  return new Values(square, { size, data });
}

/** Root mean square of the grain around each pixel. */
function strengthOf({ square, plane: { size, data } }: Values, blur: number): Values {
  const squares = new Float32Array(data.length);
  for (let index = 0; index < data.length; index++) squares[index] = data[index]! ** 2;
  const mean = softBlur({ size, data: squares }, blur).data;
  for (let index = 0; index < mean.length; index++) mean[index] = Math.sqrt(mean[index]!);
  return new Values(square, { size, data: mean });
}

/** The part of the values within a smaller square. */
function cutOut(values: Values, square: Square): Values {
  const { left, top, size } = square;
  const data = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const start = (top + row - values.square.top) * values.square.size + left - values.square.left;
    data.set(values.plane.data.subarray(start, start + size), row * size);
  }
  return new Values(square, { size, data });
}

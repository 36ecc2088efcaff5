import type { Face } from '../faces/face';
import { boxBlur, type Plane } from '../geometry/plane';
import { cropToPicture, pictureToCrop, type Point, type SquareCrop } from '../geometry/square-crop';
import { toneAt, toneDistance, type SkinTone } from './skin-tone';

/**
 * Where the rest of a person is looked for, in face sizes from the face's middle: half the width, and from below the
 * mouth to the hips.
 */
const HALF_WIDTH = 1.6;
const TOP = 0.3;
const BOTTOM = 2.2;
/** Least share of the person network's mask. */
const PERSON = 0.8;
/** Light as a share of the face's own, from and to. */
const DIMMEST = 0.65;
const BRIGHTEST = 1.3;
/** Distance from the face's tone, and roughness, up to which a cell is a seed: as even as skin out of focus. */
const SEED_DISTANCE = 0.012;
const SEED_ROUGHNESS = 0.01;
/** The same for cells that join a seed. Cloth of this colour is rougher: it has a weave, seams and folds. */
const JOINED_DISTANCE = 0.025;
const JOINED_ROUGHNESS = 0.06;
/** Least area of the seeds of one region, in squares of the face's size. */
const LEAST_AREA = 0.02;
/** Edges are rough: a region grows over so many cells of its rim, if their distance is up to RIM_DISTANCE. */
const RIM = 2;
const RIM_DISTANCE = 0.05;
/** Radius in cells of the window in which roughness is measured. */
const WINDOW = 2;
/** Light (mean of the channels, 0–1) that counts as least where roughness is divided by it. */
const DARKEST = 0.02;

/** A face, and the tone of its skin. */
export interface OwnTone {
  readonly face: Face;
  readonly tone: SkinTone;
}

/** Planes of one size over a crop. */
export interface OwnColourInputs {
  readonly crop: SquareCrop;
  /** Planar RGB, 0–1. */
  readonly image: Float32Array;
  /** Skin coverage, 0–1. */
  readonly coverage: Plane;
  /** Person network, 0–1. */
  readonly person: Plane;
}

/**
 * Adds bare shoulders and arms that the skin network took for clothes: large, even regions of a person, below the
 * face, in the colour and the light of that face. Smooth cloth in exactly the colour of its wearer's face is added too.
 *
 * @returns a new plane; `coverage` itself if nothing is added
 */
export function addOwnColour(inputs: OwnColourInputs, owners: readonly OwnTone[]): Plane {
  const { crop, coverage } = inputs;
  if (owners.length === 0) return coverage;
  const cells = describeCells(inputs);
  const added = owners.flatMap((owner) => {
    const area = LEAST_AREA * ((owner.face.size / crop.side) * coverage.size) ** 2;
    const kinds = sortCells(cells, inputs, owner);
    return grow(largeRegions(kinds, coverage.size, area), kinds, coverage.size);
  });
  if (added.length === 0) return coverage;
  const data = coverage.data.slice();
  for (const index of added) data[index] = 1;
  return { size: coverage.size, data };
}

/** The colour of each cell, blurred over its neighbours, and the roughness around it. */
interface Cells {
  /** Planar RGB, 0–1. */
  readonly image: Float32Array;
  /** Standard deviation of the light, divided by the light. */
  readonly roughness: Float32Array;
}

function describeCells({ image, coverage: { size } }: OwnColourInputs): Cells {
  const count = size * size;
  const smooth = new Float32Array(3 * count);
  for (let channel = 0; channel < 3; channel++)
    smooth.set(
      boxBlur({ size, data: image.subarray(channel * count, (channel + 1) * count) }, 1).data,
      channel * count,
    );
  const light = new Float32Array(count);
  for (let index = 0; index < count; index++)
    light[index] = (image[index]! + image[count + index]! + image[2 * count + index]!) / 3;
  const mean = boxBlur({ size, data: light }, WINDOW).data;
  const squares = boxBlur({ size, data: light.map((value) => value * value) }, WINDOW).data;
  const roughness = squares.map(
    (square, index) => Math.sqrt(Math.max(0, square - mean[index]! ** 2)) / Math.max(DARKEST, mean[index]!),
  );
  return { image: smooth, roughness };
}

/** Kinds of cells for one face, each wider than the next: no skin of it, its colour, joined to a seed, seed. */
const [OTHER, COLOURED, JOINED, SEED] = [0, 1, 2, 3];

function sortCells({ image, roughness }: Cells, inputs: OwnColourInputs, { face, tone }: OwnTone): Uint8Array {
  const { size } = inputs.coverage;
  const kinds = new Uint8Array(size * size);
  const isBelow = bodyTest(face, inputs.crop);
  for (let index = 0; index < kinds.length; index++) {
    if (inputs.person.data[index]! < PERSON) continue;
    if (!isBelow(((index % size) + 0.5) / size, (Math.floor(index / size) + 0.5) / size)) continue;
    const cell = toneAt(image, index, size * size);
    const share = cell.light / tone.light;
    if (share < DIMMEST || share > BRIGHTEST) continue;
    kinds[index] = kindOf(toneDistance(cell, tone), roughness[index]!);
  }
  return kinds;
}

function kindOf(distance: number, roughness: number): number {
  if (distance < SEED_DISTANCE && roughness < SEED_ROUGHNESS) return SEED!;
  if (distance < JOINED_DISTANCE && roughness < JOINED_ROUGHNESS) return JOINED!;
  return distance < RIM_DISTANCE ? COLOURED! : OTHER!;
}

/** Tells whether a place of the crop (0–1 along each side) lies where the face's body is. */
function bodyTest({ crop: upright, size }: Face, crop: SquareCrop): (u: number, v: number) => boolean {
  const inFace = (u: number, v: number): Point => {
    const { x, y } = cropToPicture(crop, u, v);
    const place = pictureToCrop(upright, x, y);
    return { x: ((place.x - 0.5) * upright.side) / size, y: ((place.y - 0.5) * upright.side) / size };
  };
  // The map is linear, so three points define it.
  const [origin, right, bottom] = [inFace(0, 0), inFace(1, 0), inFace(0, 1)];
  return (u, v) => {
    const across = origin.x + u * (right.x - origin.x) + v * (bottom.x - origin.x);
    const down = origin.y + u * (right.y - origin.y) + v * (bottom.y - origin.y);
    return Math.abs(across) < HALF_WIDTH && down > TOP && down < BOTTOM;
  };
}

/** Cells of the 4-connected regions of JOINED and SEED that hold at least `least` seeds: 1 there, 0 elsewhere. */
function largeRegions(kinds: Uint8Array, size: number, least: number): Uint8Array {
  const visited = new Uint8Array(kinds.length);
  const large = new Uint8Array(kinds.length);
  for (let first = 0; first < kinds.length; first++) {
    if (kinds[first] !== SEED || visited[first] === 1) continue;
    const region = [first];
    visited[first] = 1;
    let seeds = 0;
    for (let next = 0; next < region.length; next++) {
      const cell = region[next]!;
      if (kinds[cell] === SEED) seeds++;
      for (const beside of neighbours(cell, size)) {
        if (visited[beside] === 1 || kinds[beside]! < JOINED!) continue;
        visited[beside] = 1;
        region.push(beside);
      }
    }
    if (seeds >= least) for (const cell of region) large[cell] = 1;
  }
  return large;
}

/** Indices of the regions' cells and of the coloured cells up to RIM beyond them. Changes `regions`. */
function grow(regions: Uint8Array, kinds: Uint8Array, size: number): readonly number[] {
  const cells = [...regions.keys()].filter((index) => regions[index] === 1);
  let from = 0;
  for (let step = 0; step < RIM; step++) {
    const to = cells.length;
    for (; from < to; from++) {
      for (const beside of neighbours(cells[from]!, size)) {
        if (regions[beside] === 1 || kinds[beside] === OTHER) continue;
        regions[beside] = 1;
        cells.push(beside);
      }
    }
  }
  return cells;
}

/** The cells above, below, left and right of a cell. */
function neighbours(cell: number, size: number): readonly number[] {
  const column = cell % size;
  const found = [];
  if (cell >= size) found.push(cell - size);
  if (cell < size * (size - 1)) found.push(cell + size);
  if (column > 0) found.push(cell - 1);
  if (column < size - 1) found.push(cell + 1);
  return found;
}

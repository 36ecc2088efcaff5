import type { Face } from '../faces/face';
import { clipToPicture } from '../geometry/box';
import { cropWeight } from '../geometry/feather';
import type { Grid } from '../geometry/grid';
import { luma } from '../picture/luma';
import type { Matte, Picture } from '../picture/picture';
import { pyramidLevel } from '../picture/pyramid';
import { shareOfFace } from '../skin/face-strengths';

/** Width of a face, from ear to ear, in face sizes (mean of frontal faces). */
const FACE_WIDTH = 0.8;
/** Side of the square around a face in which the tools act, in face sizes: face, neck, shoulders, most of the chest. */
const REGION = 3;
/** Distance of the square's centre below the face's centre, in face sizes. */
const REGION_DROP = 0.45;
/** Cells across the width of a face, within a factor of √2. A cell is never smaller than a pixel. */
const CELLS_PER_WIDTH = 256;
/** Outer share of the square's side over which every field fades out. */
const RIM = 0.06;

/** A grid's place in the picture. */
export interface GridPlace {
  /** Picture pixels of the grid's corner, and pixels for one cell. */
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

/**
 * The light on the skin around one face, on a coarse grid that is upright in the picture. Tools read it instead of the
 * picture. All grids have one size.
 */
export interface SkinLight extends GridPlace {
  readonly face: Face;
  /** Width of the face, in cells. Sizes of bands are shares of it. */
  readonly faceWidth: number;
  /** Luma of the encoded values, 0–1. */
  readonly luma: Grid;
  /** The brightest of red, green and blue, encoded, 0–1. It limits how far soft light can change the cell. */
  readonly brightest: Grid;
  /** Share of skin in each cell, 0–1. */
  readonly skin: Grid;
  /** This face's part of each cell, 0–1: the parts of all faces sum to 1. It fades at the rim of the square. */
  readonly own: Grid;
  /** The picture reduced to one pixel for each cell, and its pixel at the grid's first cell. */
  readonly pixels: Picture;
  readonly column: number;
  readonly row: number;
}

/** A part of a reduced picture: whole pixels. */
interface Part {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the light around a face; null if there is no skin.
 *
 * @param healed the picture after healing
 * @param skin of the whole picture
 * @param faces all faces that are retouched; `face` is one of them
 */
export function skinLight(healed: Picture, skin: Matte, face: Face, faces: readonly Face[]): SkinLight | null {
  const level = Math.max(0, Math.round(Math.log2((FACE_WIDTH * face.size) / CELLS_PER_WIDTH)));
  const cell = 2 ** level;
  const pixels = pyramidLevel(healed, level);
  const region = regionOf(face);
  const part = skinPart(skin, partOf(region, cell, pixels), cell);
  if (part === null) return null;
  const place = { left: part.column * cell, top: part.row * cell, cell };
  return {
    ...place,
    face,
    faceWidth: (FACE_WIDTH * face.size) / cell,
    ...lightnessOf(pixels, part),
    skin: reducedSkin(skin, part, cell),
    own: ownPart(place, part, region, face, faces),
    pixels,
    column: part.column,
    row: part.row,
  };
}

/** An upright square in picture pixels. */
interface Region {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

function regionOf({ crop, angle, size }: Face): Region {
  const side = REGION * size;
  return {
    x: crop.centerX - Math.sin(angle) * REGION_DROP * size - side / 2,
    y: crop.centerY + Math.cos(angle) * REGION_DROP * size - side / 2,
    side,
  };
}

/** The pixels of the reduced picture that the region touches. */
function partOf({ x, y, side }: Region, cell: number, { width, height }: Picture): Part {
  const low = (value: number): number => Math.floor(value / cell);
  const high = (value: number): number => Math.ceil((value + side) / cell);
  const box = clipToPicture({ left: low(x), top: low(y), right: high(x), bottom: high(y) }, width, height);
  return { column: box.x, row: box.y, width: box.width, height: box.height };
}

/** The smallest part that holds the skin, with one cell around it where there is room; null without skin. */
function skinPart(skin: Matte, whole: Part, cell: number): Part | null {
  const right = Math.min(skin.width, (whole.column + whole.width) * cell);
  const bottom = Math.min(skin.height, (whole.row + whole.height) * cell);
  let [minX, minY, maxX, maxY] = [right, -1, -1, -1];
  for (let y = whole.row * cell; y < bottom; y++) {
    const start = y * skin.width;
    let first = whole.column * cell;
    while (first < right && skin.data[start + first] === 0) first++;
    if (first >= right) continue;
    let last = right - 1;
    while (skin.data[start + last] === 0) last--;
    if (minY < 0) minY = y;
    maxY = y;
    minX = Math.min(minX, first);
    maxX = Math.max(maxX, last);
  }
  if (minY < 0) return null;
  const column = Math.max(whole.column, Math.floor(minX / cell) - 1);
  const row = Math.max(whole.row, Math.floor(minY / cell) - 1);
  return {
    column,
    row,
    width: Math.min(whole.column + whole.width, Math.floor(maxX / cell) + 2) - column,
    height: Math.min(whole.row + whole.height, Math.floor(maxY / cell) + 2) - row,
  };
}

function lightnessOf(pixels: Picture, { column, row, width, height }: Part): Pick<SkinLight, 'luma' | 'brightest'> {
  const lumas = new Float32Array(width * height);
  const brightest = new Float32Array(width * height);
  for (let y = 0, index = 0; y < height; y++) {
    let pixel = ((row + y) * pixels.width + column) * 4;
    for (let x = 0; x < width; x++, index++, pixel += 4) {
      const red = pixels.data[pixel]!;
      const green = pixels.data[pixel + 1]!;
      const blue = pixels.data[pixel + 2]!;
      lumas[index] = luma(red, green, blue) / 255;
      brightest[index] = Math.max(red, green, blue) / 255;
    }
  }
  return { luma: { width, height, data: lumas }, brightest: { width, height, data: brightest } };
}

/** Most samples of the matte for a cell, each way. */
const MOST_TAPS = 4;

/** The mean of the matte in each cell, 0–1. */
function reducedSkin(skin: Matte, { column, row, width, height }: Part, cell: number): Grid {
  const data = new Float32Array(width * height);
  const step = Math.max(1, cell / MOST_TAPS);
  const first = Math.floor(step / 2);
  const weight = 1 / (255 * (cell / step) ** 2);
  for (let y = 0; y < height; y++) {
    const bottom = Math.min(skin.height, (row + y + 1) * cell);
    for (let v = (row + y) * cell + first; v < bottom; v += step) {
      for (let x = 0, index = y * width; x < width; x++, index++) {
        const right = Math.min(skin.width, (column + x + 1) * cell);
        for (let u = (column + x) * cell + first; u < right; u += step) data[index]! += skin.data[v * skin.width + u]!;
      }
    }
  }
  for (let index = 0; index < data.length; index++) data[index]! *= weight;
  return { width, height, data };
}

function ownPart(
  { left, top, cell }: GridPlace,
  { width, height }: Part,
  region: Region,
  face: Face,
  faces: readonly Face[],
): Grid {
  const data = new Float32Array(width * height);
  for (let row = 0, index = 0; row < height; row++) {
    const y = top + (row + 0.5) * cell;
    for (let column = 0; column < width; column++, index++) {
      const x = left + (column + 0.5) * cell;
      const inside = cropWeight((x - region.x) / region.side, (y - region.y) / region.side, RIM);
      if (inside > 0) data[index] = inside * (faces.length === 1 ? 1 : shareOfFace(x, y, face, faces));
    }
  }
  return { width, height, data };
}

import type { Face } from '../faces/face';
import { FEATURES, faceOval, protectedFeature, type Feature } from '../faces/protected-features';
import { cellRuns, lineAlong, nextRun, runPeak } from '../geometry/cell-runs';
import { softBlur, type Plane } from '../geometry/plane';
import { roundPolygon } from '../geometry/round-polygon';
import { cropBounds, rowSpan } from '../geometry/row-span';
import { cropToPicture, pictureToCrop, type Point, type SquareCrop } from '../geometry/square-crop';
import { emptyMatte, type Matte } from '../picture/picture';
import { fillPolygon } from '../picture/rasterise-polygon';

/** Classes of which a matte can be drawn: skin of two kinds, and the features that a retouch leaves alone. */
export const MATTE_CLASSES = ['face-skin', 'body-skin', ...FEATURES] as const;
export type MatteClass = (typeof MATTE_CLASSES)[number];

/** Landmarks at the corners of the jaw, below the ears. */
const JAW_CORNERS = [132, 361] as const;
/** Half the width of a head with its ears, and its height above the middle of the face, in face sizes. */
const HEAD_HALF_WIDTH = 0.75;
const HEAD_TOP = 1.2;
/** Side of the crop that holds a head, in face sizes, and cells each way of its grid. */
const CROP = 2.6;
const CELLS = 512;
/** Straight pieces of the outline between two landmarks. */
const CURVE = 6;
/** Blur radius (σ) of the border between head and body, in cells: .01 face sizes. */
const BORDER = 2;

/**
 * The matte of one class, of the picture's size, 0–255.
 *
 * The skin matte is split by landmarks. Skin in the outline of a face, or beside and above it down to the corners of
 * the jaw, is face skin; so are ears and a bald head. All other skin is body skin. A hand before the face counts as
 * face skin. The border between them is a soft curve, and the two mattes add up to the skin matte. A feature's matte is
 * 255 inside its outline and 0 elsewhere.
 *
 * @param skin the matte of bare skin
 * @param faces the retouched faces
 */
export function classMatte(skin: Matte, faces: readonly Face[], name: MatteClass): Matte {
  if (name === 'face-skin') return partOfSkin(skin, faces, 'head');
  if (name === 'body-skin') return partOfSkin(skin, faces, 'body');
  return featureMatte(skin, faces, name);
}

/** The part of the skin that belongs to the heads: `head` for all of it, `body` for the rest. */
function partOfSkin(skin: Matte, faces: readonly Face[], part: 'head' | 'body'): Matte {
  const heads = headShares(skin, faces);
  const data = skin.data.map((coverage, index) => {
    const onHead = Math.round((coverage * heads.data[index]!) / 255);
    return part === 'head' ? onHead : coverage - onHead;
  });
  return { ...skin, data };
}

/** The share of each pixel that belongs to a head, 0–255. */
function headShares({ width, height }: Matte, faces: readonly Face[]): Matte {
  const shares = emptyMatte(width, height);
  for (const face of faces) addHead(shares, face);
  return shares;
}

/** Raises the shares to those of one head. Changes `shares`. */
function addHead(shares: Matte, face: Face): void {
  const crop = { ...face.crop, side: CROP * face.size };
  const head = headPlane(face, crop);
  const bounds = cropBounds(crop, shares.width, shares.height);
  const line = new Float64Array(3);
  for (let y = bounds.y; y < bounds.y + bounds.height; y++) {
    const span = rowSpan(crop, y, shares.width);
    if (span === null) continue;
    for (const run = cellRuns(span, CELLS); nextRun(run);) {
      if (runPeak(head.data, run) === 0) continue;
      lineAlong(run, head.data, 1, 0, line, 0);
      for (let x = run.from, t = 0, index = y * shares.width + x; x < run.to; x++, t++, index++) {
        const share = Math.round(255 * (line[0]! + t * (line[1]! + t * line[2]!)));
        shares.data[index] = Math.max(shares.data[index]!, Math.min(255, share));
      }
    }
  }
}

/** One head over its crop, 0–1, with a soft border. */
function headPlane(face: Face, crop: SquareCrop): Plane {
  const cells = emptyMatte(CELLS, CELLS);
  const inCells = ({ x, y }: Point): Point => {
    const point = pictureToCrop(crop, x, y);
    return { x: point.x * CELLS, y: point.y * CELLS };
  };
  fillPolygon(cells, roundPolygon(faceOval(face), CURVE).map(inCells), 1);
  fillPolygon(cells, headBox(face).map(inCells), 1);
  return softBlur({ size: CELLS, data: Float32Array.from(cells.data) }, BORDER);
}

/** The box, upright with the face, from above the head down to the corners of the jaw; in picture pixels. */
function headBox({ crop, size, landmarks }: Face): Point[] {
  const corners = JAW_CORNERS.map((index) => pictureToCrop(crop, landmarks[2 * index]!, landmarks[2 * index + 1]!).y);
  const bottom = (corners[0]! + corners[1]!) / 2;
  const across = (HEAD_HALF_WIDTH * size) / crop.side;
  const top = 0.5 - (HEAD_TOP * size) / crop.side;
  const [left, right] = [0.5 - across, 0.5 + across];
  return [
    cropToPicture(crop, left, top),
    cropToPicture(crop, right, top),
    cropToPicture(crop, right, bottom),
    cropToPicture(crop, left, bottom),
  ];
}

function featureMatte({ width, height }: Matte, faces: readonly Face[], feature: Feature): Matte {
  const matte = emptyMatte(width, height);
  for (const face of faces) for (const outline of protectedFeature(face, feature)) fillPolygon(matte, outline, 255);
  return matte;
}

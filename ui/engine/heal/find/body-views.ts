import type { Face } from '../../faces/face';
import { cropToPicture, isInCrop, type SquareCrop } from '../../geometry/square-crop';
import type { Matte } from '../../picture/picture';
import { sampleMatte } from '../../picture/sample-matte';

/**
 * Centres of the squares below a face's crop, in that crop's coordinates: neck and chest, then a shoulder on each side.
 * The squares overlap by a tenth of their side.
 */
const CENTRES_BELOW = [
  { u: 0.5, v: 1.4 },
  { u: -0.4, v: 1.4 },
  { u: 1.4, v: 1.4 },
];
/**
 * Least share of a square that is bare skin outside all other crops. With less, a run of the network finds nearly
 * nothing.
 */
const LEAST_NEW_SKIN = 0.03;
/** Columns, and rows, of the grid on which that share is measured. */
const CELLS = 64;

/**
 * The squares below a face where neck and shoulders are bare: as large as the face's crop, and turned as it is.
 *
 * @param faces all faces that are retouched, including `face`
 * @param skin matte of the whole picture
 */
export function bodyViews(face: Face, faces: readonly Face[], skin: Matte): SquareCrop[] {
  const views: SquareCrop[] = [];
  for (const { u, v } of CENTRES_BELOW) {
    const { x, y } = cropToPicture(face.crop, u, v);
    const view: SquareCrop = { ...face.crop, centerX: x, centerY: y };
    if (newSkin(view, [...faces.map(({ crop }) => crop), ...views], skin) >= LEAST_NEW_SKIN) views.push(view);
  }
  return views;
}

/** Share (0–1) of a square that is skin outside all of the given crops. */
function newSkin(view: SquareCrop, crops: readonly SquareCrop[], skin: Matte): number {
  const shares = sampleMatte(skin, view, CELLS).data;
  let sum = 0;
  for (let cell = 0; cell < shares.length; cell++) {
    if (shares[cell] === 0) continue;
    const { x, y } = cropToPicture(view, ((cell % CELLS) + 0.5) / CELLS, (Math.floor(cell / CELLS) + 0.5) / CELLS);
    if (!crops.some((crop) => isInCrop(crop, x, y))) sum += shares[cell]!;
  }
  return sum / shares.length;
}

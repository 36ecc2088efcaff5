import type { Face } from '../../faces/face';
import { cropToPicture, isInCrop, type SquareCrop } from '../../geometry/square-crop';
import type { Matte } from '../../picture/picture';
import { sampleMatte } from '../../picture/sample-matte';

/** Middles of the squares below a face's crop, in that crop's own coordinates: neck and chest, and a shoulder on each side. They overlap by a tenth. */
const BELOW = [
  { u: 0.5, v: 1.4 },
  { u: -0.4, v: 1.4 },
  { u: 1.4, v: 1.4 },
];
/** Share of a square that must be bare skin that nothing looks at yet: a run of the network for less finds next to nothing. */
const WORTH_A_LOOK = 0.03;
/** Cells a side on which that is measured. */
const CELLS = 64;

/**
 * Where spots are looked for beside the faces' own crops: squares as large as the face's crop, in its direction, where
 * neck and shoulders are bare.
 *
 * @param faces all that are retouched, with `face`
 */
export function bodyViews(face: Face, faces: readonly Face[], skin: Matte): SquareCrop[] {
  const views: SquareCrop[] = [];
  for (const { u, v } of BELOW) {
    const { x, y } = cropToPicture(face.crop, u, v);
    const view: SquareCrop = { ...face.crop, centerX: x, centerY: y };
    if (newSkin(view, [...faces.map(({ crop }) => crop), ...views], skin) >= WORTH_A_LOOK) views.push(view);
  }
  return views;
}

/** Share of a square that is bare skin outside the crops that were seen. */
function newSkin(view: SquareCrop, seen: readonly SquareCrop[], skin: Matte): number {
  const shares = sampleMatte(skin, view, CELLS).data;
  let sum = 0;
  for (let cell = 0; cell < shares.length; cell++) {
    if (shares[cell] === 0) continue;
    const { x, y } = cropToPicture(view, ((cell % CELLS) + 0.5) / CELLS, (Math.floor(cell / CELLS) + 0.5) / CELLS);
    if (!seen.some((crop) => isInCrop(crop, x, y))) sum += shares[cell]!;
  }
  return sum / shares.length;
}

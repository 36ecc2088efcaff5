import type { Face } from '../faces/face';
import { unionBox, type Box } from '../geometry/box';
import { doubleSize, type Plane } from '../geometry/plane';
import type { SquareCrop } from '../geometry/square-crop';
import { networkInfo } from '../networks/catalogue';
import type { NetworkRunner } from '../networks/runner';
import { cropInput, type ReadCrop } from '../picture/crop-input';
import type { Matte, Picture } from '../picture/picture';
import { guidedFilter } from '../skin/guided-filter';
import { mergeViews } from '../skin/merge-views';
import { skinView } from '../skin/view-row';

/** Channel of the skin network's classes that tells clothes: see models/training/skin/classes.py. */
const CLOTHES = 11;
/** Side of the network's view: times the box of face and marked area, and at least, in face sizes. */
const AROUND = 1.2;
const LEAST = 2.6;
/** Radius of the guided filter in shares of the view, and its regularisation, as for skin. */
const RADIUS = 1 / 64;
const EPSILON = 4e-4;

/**
 * The matte of clothes around a marked area, at full size: 0–255, and 0 outside of the network's view. One run of the
 * skin network tells clothes from skin, hair and background.
 *
 * @param area in picture pixels
 * @param face the nearest face
 * @throws EngineError as `NetworkRunner.run`
 */
export async function clothesMatte(
  picture: Picture,
  area: Box,
  face: Face,
  runner: NetworkRunner,
  readCrop: ReadCrop,
): Promise<Matte> {
  const crop = viewOf(area, face, picture);
  const { inputs, outputs } = networkInfo('skin');
  const size = inputs[0]!.shape[3]!;
  const image = await readCrop(cropInput(picture, crop, size));
  const results = await runner.run('skin', { [inputs[0]!.name]: image });
  const classes = results[outputs[1]!.name]!;
  const side = outputs[1]!.shape[3]!;
  let clothes: Plane = { size: side, data: classes.slice(CLOTHES * side * side, (CLOTHES + 1) * side * side) };
  while (clothes.size < size) clothes = doubleSize(clothes);
  const field = guidedFilter(image, clothes, Math.round(RADIUS * size), EPSILON);
  return mergeViews(picture, skinView(crop, clothes, field), []);
}

/** A square around the area and the face, as far as the picture's longer side, turned like the face by quarters. */
function viewOf(area: Box, face: Face, picture: Picture): SquareCrop {
  const { x, y, width, height } = unionBox(area, face.box);
  const side = Math.min(
    Math.max(AROUND * Math.max(width, height), LEAST * face.size),
    Math.max(picture.width, picture.height),
  );
  const angle = (Math.round(face.angle / (Math.PI / 2)) * Math.PI) / 2;
  return { centerX: x + width / 2, centerY: y + height / 2, side, angle };
}

import type { Face } from '../faces/face';
import { FEATURES, faceOval, protectedFeature, type Feature } from '../faces/protected-features';
import { cropToPicture, pictureToCrop, type Point } from '../geometry/square-crop';
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

/**
 * The matte of one class, of the picture's size, 0–255.
 *
 * The skin matte is split by landmarks. Skin in the outline of a face, or beside and above it down to the corners of
 * the jaw, is face skin; so are ears and a bald head. All other skin is body skin. A hand before the face counts as
 * face skin. The two mattes add up to the skin matte. A feature's matte is 255 inside its outline and 0 elsewhere.
 *
 * @param skin the matte of bare skin
 * @param faces the retouched faces
 */
export function classMatte(skin: Matte, faces: readonly Face[], name: MatteClass): Matte {
  if (name === 'face-skin') return skinWhere(skin, headMatte(skin, faces), 255);
  if (name === 'body-skin') return skinWhere(skin, headMatte(skin, faces), 0);
  return featureMatte(skin, faces, name);
}

/** The skin where `heads` has the given value; 0 elsewhere. */
function skinWhere(skin: Matte, heads: Matte, value: number): Matte {
  return { ...skin, data: skin.data.map((coverage, index) => (heads.data[index] === value ? coverage : 0)) };
}

/** 255 on the heads of the faces, 0 elsewhere. */
function headMatte({ width, height }: Matte, faces: readonly Face[]): Matte {
  const heads = emptyMatte(width, height);
  for (const face of faces) {
    fillPolygon(heads, faceOval(face), 255);
    fillPolygon(heads, headBox(face), 255);
  }
  return heads;
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

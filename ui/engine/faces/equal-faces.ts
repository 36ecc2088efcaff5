import type { Picture } from '../picture/picture';
import type { Face } from './face';
import { faceFromLandmarks } from './face-from-landmarks';

/** Largest difference between the landmarks' positions on equal pixels, in face sizes, and at least this in pixels. */
const DRIFT = { faces: 0.02, pixels: 2 } as const;
/** Steps of pixels between those that are compared first, in face sizes. */
const STRIDE = 0.1;

/**
 * Gives faces that show the same pixels the same landmarks, as on a sheet of equal portraits. The detector samples each
 * at another fraction of a pixel, so its landmarks differ a little. All later steps follow the landmarks' crop, and
 * would heal other spots of each.
 *
 * @returns the faces in their order; a face with the pixels of an earlier one has that one's landmarks, moved
 */
export function withEqualFaces(faces: readonly Face[], picture: Picture): Face[] {
  const result: Face[] = [];
  for (const face of faces) {
    const equal = result.map((other) => copyAt(other, face, picture)).find((copy) => copy !== null);
    result.push(equal ?? face);
  }
  return result;
}

/** `of`, moved to where `face` lies, if the picture has the same pixels there; else null. */
function copyAt(of: Face, face: Face, picture: Picture): Face | null {
  const drift = Math.max(DRIFT.pixels, Math.ceil(DRIFT.faces * of.size));
  if (Math.abs(of.size - face.size) > 2 * drift) return null;
  const x = Math.round(face.crop.centerX - of.crop.centerX);
  const y = Math.round(face.crop.centerY - of.crop.centerY);
  for (let down = y - drift; down <= y + drift; down++) {
    for (let across = x - drift; across <= x + drift; across++) {
      if (!showsCopy(of, across, down, picture)) continue;
      const landmarks = of.landmarks.map((value, index) => value + (index % 2 === 0 ? across : down));
      return faceFromLandmarks(landmarks, of.score, picture.width, picture.height);
    }
  }
  return null;
}

/** Whether the pixels of the face's box are there again, `across` columns and `down` rows further. */
function showsCopy({ box, size }: Face, across: number, down: number, picture: Picture): boolean {
  const { width, height, data } = picture;
  const [left, top] = [Math.floor(box.x), Math.floor(box.y)];
  const [right, bottom] = [
    Math.min(width, Math.ceil(box.x + box.width)),
    Math.min(height, Math.ceil(box.y + box.height)),
  ];
  if (left + across < 0 || top + down < 0 || right + across > width || bottom + down > height) return false;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const isSame = (step: number): boolean => {
    for (let y = top; y < bottom; y += step)
      for (let x = left; x < right; x += step)
        if (pixels[y * width + x] !== pixels[(y + down) * width + x + across]) return false;
    return true;
  };
  // A few pixels rule out nearly every place.
  return isSame(Math.max(1, Math.round(STRIDE * size))) && isSame(1);
}
